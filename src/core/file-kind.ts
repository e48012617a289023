/** What a file is, by its first bytes and its name. */
export type FileKind =
  | 'empty'
  | 'folder' // of which a browser hands over no bytes
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'heic'
  | 'svg'
  | 'pdf'
  | 'zip'
  | 'gzip'
  | 'office'
  | 'csv'
  | 'html'
  | 'media'
  | 'hdf5'
  | 'pytorch'
  | 'numpy'
  | 'safetensors'
  | 'json'
  | 'text'
  | 'unknown';

/** Bytes that `fileKind` wants to see, or all there are. */
export const headBytes = 4096;

const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** What begins with which bytes, and from which place. */
const signatures: readonly (readonly [FileKind, number, readonly number[]])[] = [
  ['png', 0, [0x89, ...ascii('PNG')]],
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['gif', 0, ascii('GIF8')],
  ['webp', 8, ascii('WEBP')],
  ['heic', 4, ascii('ftyphei')],
  ['heic', 4, ascii('ftypmif')],
  ['heic', 4, ascii('ftypavif')],
  ['media', 4, ascii('ftyp')],
  ['media', 0, [0x1a, 0x45, 0xdf, 0xa3]],
  ['media', 0, ascii('ID3')],
  ['pdf', 0, ascii('%PDF')],
  ['gzip', 0, [0x1f, 0x8b]],
  ['hdf5', 0, [0x89, ...ascii('HDF')]],
  ['numpy', 0, [0x93, ...ascii('NUMPY')]],
];

/** Zip files with a name of their own. */
const zipped: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(docx|xlsx|pptx|od[tsp])$/i, 'office'],
  [/\.(pt|pth|ckpt|bin)$/i, 'pytorch'],
  [/\.npz$/i, 'numpy'],
];

/** What a file is, from its first bytes (`headBytes`, or all), its name and its size in bytes. */
export function fileKind(head: Uint8Array, name: string, size: number): FileKind {
  if (size === 0) return 'empty';
  const [kind] = signatures.find(([, at, bytes]) => bytes.every((byte, i) => head[at + i] === byte)) ?? [];
  if (kind) return kind;
  if (head[0] === 0x50 && head[1] === 0x4b) return zipped.find(([ending]) => ending.test(name))?.[1] ?? 'zip';
  if (head[0] === 0x80 && /\.(pt|pth|ckpt|pkl|pickle)$/i.test(name)) return 'pytorch';
  if (isSafetensors(head, size)) return 'safetensors';
  return kindOfText(head, name, head.length >= size);
}

/** A header of JSON behind its length, which leaves it within the file. */
function isSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 10 || head[8] !== 0x7b) return false;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  return length >= 2n && length <= BigInt(size - 8);
}

/** `isWhole`: nothing follows the head; else it may end within a letter. */
function kindOfText(head: Uint8Array, name: string, isWhole: boolean): FileKind {
  if (head.includes(0)) return 'unknown';
  const text = new TextDecoder().decode(head, { stream: !isWhole }).trimStart();
  const start = text.slice(0, 200).toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'html';
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return 'svg';
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  if (/\.(csv|tsv)$/i.test(name) || isTable(text)) return 'csv';
  if (/\.json$/i.test(name)) return 'json';
  return text.includes('\ufffd') ? 'unknown' : 'text';
}

/** Two lines with as many commas, or tabs. */
function isTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r?\n/);
  return [',', '\t', ';'].some((mark) => {
    const count = first.split(mark).length;
    return count > 1 && count === second.split(mark).length;
  });
}
