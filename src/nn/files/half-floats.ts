const bitsAt = (bytes: Uint8Array, i: number): number =>
  (bytes[2 * i] as number) | ((bytes[2 * i + 1] as number) << 8);

/** IEEE 754 half precision, little-endian, as float32: a sign, 5 bits of exponent, 10 of fraction. */
export function fromFloat16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bytes.length >> 1);
  for (let i = 0; i < values.length; i++) values[i] = halfToNumber(bitsAt(bytes, i));
  return values;
}

/** bfloat16, little-endian, as the float32 whose upper half it is. */
export function fromBfloat16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(bytes.length >> 1);
  for (let i = 0; i < words.length; i++) words[i] = bitsAt(bytes, i) << 16;
  return new Float32Array(words.buffer);
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
