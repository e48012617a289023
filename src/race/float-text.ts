const bytesPerFloat = 4;
/** `String.fromCharCode` takes its letters as arguments, of which there may not be too many. */
const bytesAtOnce = 0x6000;

/** Numbers as base64 of their 32-bit floats, little-endian. Exact, NaN and infinities included. */
export function floatsToText(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * bytesPerFloat));
  for (let i = 0; i < values.length; i++) view.setFloat32(i * bytesPerFloat, values[i] as number, true);
  const bytes = new Uint8Array(view.buffer);
  let letters = '';
  for (let at = 0; at < bytes.length; at += bytesAtOnce) {
    letters += String.fromCharCode(...bytes.subarray(at, at + bytesAtOnce));
  }
  return btoa(letters);
}

/** The numbers of `floatsToText`; null for a text that holds none such. */
export function textToFloats(text: string): Float32Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const letters = atob(text);
  if (letters.length % bytesPerFloat !== 0) return null;
  const view = new DataView(new ArrayBuffer(letters.length));
  for (let i = 0; i < letters.length; i++) view.setUint8(i, letters.charCodeAt(i));
  return Float32Array.from({ length: letters.length / bytesPerFloat }, (_, i) =>
    view.getFloat32(i * bytesPerFloat, true),
  );
}
