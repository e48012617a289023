import { isRecord } from '../../core/is-record.ts';
import { parseJson } from '../../core/json.ts';
import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { NamedValues } from '../model.ts';
import { fromBfloat16, fromFloat16 } from './half-floats.ts';
import { weightsError } from './weights-error.ts';

/** What a file of weights holds. */
export interface WeightsFile {
  readonly tensors: readonly NamedValues[];
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A tensor that a file holds and that is no weight: in a form in which none can be read (`I8`), or the optimizer's. */
export interface ExcludedTensor {
  readonly name: string;
  readonly dtype: string;
}

const metadataKey = '__metadata__';
/** Of a header: the networks here have some hundred tensors, of which each takes a hundred bytes. */
const bounds = { letters: 4 * 2 ** 20, depth: 4 };
const alignment = 8;

/**
 * Tensors as one safetensors file: u64 little-endian length of the header, the header in JSON with spaces up to a
 * multiple of 8 bytes, then all values in their order, float32 little-endian, without gaps.
 *   header[name] = { dtype: "F32", shape, data_offsets: [begin, end] }, in bytes from the end of the header
 * Source: the format's description in huggingface/safetensors.
 */
export function writeSafetensors({ tensors, metadata }: WeightsFile): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const begin = end;
    end += 4 * values.length;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  // an object would put keys that are whole numbers first
  const lines = [[metadataKey, metadata] as const, ...entries].map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  const header = `{${lines.join()}}`;
  const text = new TextEncoder().encode(header);
  const headerBytes = Math.ceil(text.length / alignment) * alignment;
  const file = new Uint8Array(8 + headerBytes + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  file.fill(' '.charCodeAt(0), 8, 8 + headerBytes);
  file.set(text, 8);
  let at = 8 + headerBytes;
  for (const { values } of tensors) {
    file.set(bytesOf(values), at);
    at += 4 * values.length;
  }
  return file;
}

/**
 * The tensors of a safetensors file: float32 (F32), float16 (F16) and bfloat16 (BF16). Whole numbers and truth values are
 * left out, but named: frameworks count steps in them. The tensors must lie one behind the other and fill the file, as the
 * format wants it.
 * @throws DownhillError code `data`, path `file`, that says what is wrong with it
 */
export function readSafetensors(
  file: Uint8Array,
): WeightsFile & { readonly excluded: readonly ExcludedTensor[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = file.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.POSITIVE_INFINITY;
  if (headerBytes > file.length - 8) throw weightsError('unread', 'safetensorsNone', {});
  if (headerBytes > bounds.letters)
    throw weightsError('unread', 'safetensorsHeaderLarge', {
      max: { bytes: bounds.letters },
      got: { bytes: headerBytes },
    });
  const { header, names } = headerOf(file.subarray(8, 8 + headerBytes));
  const data = file.subarray(8 + headerBytes);
  const entries = names.filter((name) => name !== metadataKey).map((name) => [name, header[name]] as const);
  const excluded = entries.flatMap(([name, entry]) =>
    isRecord(entry) && isCount(entry.dtype) ? [{ name, dtype: String(entry.dtype) }] : [],
  );
  const places = entries.map(([name, entry]) => placeOf(name, entry));
  const readable = places
    .filter(({ dtype }) => !isCount(dtype))
    .map((place) => ({ place, reader: readerOf(place, data.length) }));
  checkTiled(places, data.length);
  const metadata = header[metadataKey];
  return {
    tensors: readable.map(({ place: { name, shape, begin, end }, reader }) => {
      return { name, shape, values: reader.read(new Uint8Array(data.subarray(begin, end))) };
    }),
    metadata: isRecord(metadata) ? textsOf(metadata) : {},
    excluded,
  };
}

/** Little-endian, as every machine with a browser is. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** `names`: its keys in the order of the file. */
function headerOf(bytes: Uint8Array): {
  readonly header: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
} {
  const text = new TextDecoder().decode(bytes);
  const { value: header, fault } = parseJson(text, bounds);
  if (fault !== null) throw weightsError('unread', 'safetensorsHeader', { fault });
  if (!isRecord(header)) throw weightsError('unread', 'safetensorsHeader', { fault: 'noList' });
  const names = keysOf(text);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.has(name) || !seen.add(name));
  if (twice !== undefined) throw weightsError('unread', 'safetensorsNameTwice', { name: twice });
  return { header, names };
}

/** The keys of an object in JSON as they stand there; parsed, of those that stand there twice only one is left. */
function keysOf(json: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (key !== undefined) {
      if (depth === 1) keys.push(String(JSON.parse(key)));
    } else if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
  }
  return keys;
}

interface Reader {
  /** Of a number. */
  readonly bytes: number;
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Float32Array<ArrayBuffer>;
}

const readers: ReadonlyMap<unknown, Reader> = new Map([
  ['F32', { bytes: 4, read: (bytes) => new Float32Array(bytes.buffer) }],
  ['F16', { bytes: 2, read: fromFloat16 }],
  ['BF16', { bytes: 2, read: fromBfloat16 }],
] satisfies [string, Reader][]);

const isCount = (dtype: unknown): boolean => typeof dtype === 'string' && /^([IU]\d+|BOOL)$/.test(dtype);

/** Where in the data a tensor lies. */
interface TensorPlace {
  readonly name: string;
  readonly dtype: unknown;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

function placeOf(name: string, entry: unknown): TensorPlace {
  if (!isRecord(entry)) throw weightsError('unread', 'safetensorsEntry', { name });
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
    throw weightsError('unread', 'safetensorsPlace', { name });
  const [begin = 0, end = 0] = offsets;
  return { name, dtype, shape, begin, end };
}

/** What reads the numbers of a tensor, whose place must be as long as its shape needs. */
function readerOf({ name, dtype, shape, begin, end }: TensorPlace, length: number): Reader {
  const reader = readers.get(dtype);
  if (!reader) {
    if (typeof dtype !== 'string') throw weightsError('unread', 'safetensorsNoType', { name });
    throw weightsError('unread', 'safetensorsType', { name, got: dtype });
  }
  if (end > length) throw weightsError('unread', 'safetensorsCutShort', { name, end, got: length });
  const needed = sizeOf(shape) * reader.bytes;
  if (end - begin !== needed)
    throw weightsError('unread', 'safetensorsSize', { name, expected: needed, got: end - begin });
  return reader;
}

/** Each tensor begins where the one before ends, and the last ends with the file. */
function checkTiled(places: readonly TensorPlace[], length: number): void {
  let at = 0;
  let before = '';
  for (const { name, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < at) throw weightsError('unread', 'safetensorsOverlap', { name, begin, before, end: at });
    if (begin > at) throw weightsError('unread', 'safetensorsHole', { name, begin: at, end: begin });
    if (end < begin) throw weightsError('unread', 'safetensorsBackwards', { name, begin, end });
    at = end;
    before = name;
  }
  if (at > length)
    throw weightsError('unread', 'safetensorsCutShort', { name: before, end: at, got: length });
  if (at < length) throw weightsError('unread', 'safetensorsRest', { rest: length - at, end: at });
}

const isSizes = (value: unknown): value is Shape =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

/** Metadata are texts; of what is none, only what has a plain one is taken. */
function textsOf(record: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(record).map(([key, value]) => {
    if (typeof value === 'object' && value !== null)
      throw weightsError('unread', 'safetensorsMetadata', { key });
    return [key, String(value)] as const;
  });
  return Object.fromEntries(texts);
}
