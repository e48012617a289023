import { DownhillError } from '../../core/errors.ts';
import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { NamedValues } from '../model.ts';
import { fromBfloat16, fromFloat16 } from './half-floats.ts';

/** What a file of weights holds. */
export interface WeightsFile {
  readonly tensors: readonly NamedValues[];
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

const metadataKey = '__metadata__';
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
  const header = JSON.stringify({ [metadataKey]: metadata, ...Object.fromEntries(entries) });
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
 * left out: frameworks count steps in them, and no weight is one.
 * @throws DownhillError code `data`, path `file`, that says what is wrong with it
 */
export function readSafetensors(file: Uint8Array): WeightsFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = file.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.POSITIVE_INFINITY;
  if (headerBytes > file.length - 8) throw refusal('is cut short or no safetensors file');
  const header = headerOf(file.subarray(8, 8 + headerBytes));
  const data = file.subarray(8 + headerBytes);
  const tensors = Object.entries(header)
    .filter(([name, entry]) => name !== metadataKey && !(isRecord(entry) && isCount(entry.dtype)))
    .map(([name, entry]) => tensorOf(name, entry, data));
  const metadata = header[metadataKey];
  return { tensors, metadata: isRecord(metadata) ? textsOf(metadata) : {} };
}

/** Little-endian, as every machine with a browser is. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function headerOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refusal('has a header that is not JSON');
  }
  if (!isRecord(header)) throw refusal('has a header that lists no tensors');
  return header;
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

function tensorOf(name: string, entry: unknown, data: Uint8Array): NamedValues {
  if (!isRecord(entry)) throw refusal(`does not describe ${name}`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
    throw refusal(`does not say the shape and the place of ${name}`);
  const reader = readers.get(dtype);
  if (!reader) throw refusal(`holds ${name} as ${String(dtype)}, which is none of F32, F16, BF16`);
  const [begin = 0, end = 0] = offsets;
  const size = sizeOf(shape);
  if (end > data.length) throw refusal(`is cut short: ${name} ends at byte ${end} of ${data.length}`);
  if (end - begin !== size * reader.bytes)
    throw refusal(`has ${end - begin} bytes at ${name}, whose shape needs ${size * reader.bytes}`);
  return { name, shape, values: reader.read(new Uint8Array(data.subarray(begin, end))) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is Shape =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

const textsOf = (record: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));

const refusal = (fact: string): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    message: `Weights file: ${fact}; choose a whole safetensors file`,
  });
