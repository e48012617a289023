import { DownhillError } from '../core/errors.ts';
import type { MemoryFix, MemoryKind } from '../core/memory-facts.ts';
import type { ModelId } from '../nn/index.ts';
import { bufferUse } from './buffer-use.ts';

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

/** What the person at the page can change where memory lacks. */
export interface Lowering {
  readonly model?: ModelId;
  /** The options that its weights grow with, as paths into the spec: `model.filters`. */
  readonly widths?: readonly string[];
  /** The setting that makes the largest smaller form of the model that the adapter grants, where it has such. */
  readonly fitting?: () => SmallerForm | undefined;
}

/** A setting, by its path into the spec, that makes a model smaller. */
export interface SmallerForm {
  readonly path: string;
  readonly value: number;
}

/** What makes buffers of a kind smaller, and where in the spec it is. */
function fixFor(
  kind: MemoryKind,
  { model, widths = [], fitting }: Lowering,
): MemoryFix & { readonly path: string } {
  const form = kind === 'images' ? undefined : fitting?.();
  const change = form ? 'form' : widths.length > 0 ? 'widths' : null;
  const fix = {
    images: 'images',
    weights: change ?? 'size',
    optimizer: change === null ? 'optimizer' : (`${change}OrOptimizer` as const),
    values: ({ form: 'formOrBatch', widths: 'batchOrWidths', none: 'batch' } as const)[change ?? 'none'],
  }[kind] as MemoryFix['fix'];
  const path = { images: 'data', weights: 'model', optimizer: 'lanes', values: 'data.batchSize' }[kind];
  return { path, fix, model: model ?? '', widths, setting: form?.path ?? '', value: form?.value ?? 0 };
}

/** What an adapter grants of one buffer, in bytes, by WebGPU's names. */
export interface BufferLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

const maxBufferBytes = ({ maxBufferSize, maxStorageBufferBindingSize }: BufferLimits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize);

/** Whether the adapter grants buffers of these sizes, in bytes by name. */
export const fits = (sizes: ReadonlyMap<string, number>, limits: BufferLimits): boolean =>
  Math.max(0, ...sizes.values()) <= maxBufferBytes(limits);

/** What a machine has for workers. */
export interface WorkerLimits {
  readonly cores: number;
  /** Of all workers together. */
  readonly memoryBytes: number;
}

/** Where a browser does not say how much memory there is, in GiB. */
const defaultMemory = 4;
/** So much of a machine's memory may the workers take. */
const memoryShare = 1 / 4;

/** By what a browser says of its machine, in GiB of memory. */
export const workerLimits = ({
  hardwareConcurrency = 1,
  deviceMemory = defaultMemory,
}: {
  readonly hardwareConcurrency?: number;
  readonly deviceMemory?: number;
}): WorkerLimits => ({ cores: hardwareConcurrency, memoryBytes: deviceMemory * memoryShare * 2 ** 30 });

/** All that WebAssembly can address, in bytes. */
const maxWasmBytes = 2 ** 32;

const sumOf = (sizes: Iterable<number>): number => [...sizes].reduce((sum, bytes) => sum + bytes, 0);

/**
 * Compares the memory a run needs with what the adapter grants, before anything is allocated.
 * `sizes`: bytes of each buffer by name.
 * @throws DownhillError code `device` with the figures, what to lower and its path into the spec
 */
export function checkLimits(
  sizes: ReadonlyMap<string, number>,
  limits: BufferLimits,
  lowering: Lowering = {},
): void {
  const max = maxBufferBytes(limits);
  const [largest] = [...sizes].sort(([, a], [, b]) => b - a);
  if (!largest || largest[1] <= max) return;
  const [name, bytes] = largest;
  const { kind, content, part } = bufferUse(name);
  const { path, ...fix } = fixFor(kind, lowering);
  const total = mebibytes(sumOf(sizes.values()));
  const params = { content, part, need: mebibytes(bytes), total, max: mebibytes(max), ...fix };
  throw new DownhillError({ code: 'device', path, fact: { id: 'bufferTooLarge', params } });
}

/**
 * Compares the memory a run needs with what WebAssembly can address, before anything is allocated.
 * `sizes`: bytes of each buffer by name.
 * @throws DownhillError code `device` with the figures, what to lower and its path into the spec
 */
export function checkWasmMemory(sizes: ReadonlyMap<string, number>, lowering: Lowering = {}): void {
  if (sumOf(sizes.values()) > maxWasmBytes) throw outOfMemory(sizes, lowering);
}

/** Memory ran out while allocating buffers of these sizes, in bytes by name: the sum, and what to lower of what takes most. */
export function outOfMemory(sizes: ReadonlyMap<string, number>, lowering: Lowering = {}): DownhillError {
  const byKind = new Map<MemoryKind, number>();
  for (const [name, bytes] of sizes) {
    const { kind } = bufferUse(name);
    byKind.set(kind, (byKind.get(kind) ?? 0) + bytes);
  }
  const [largest] = [...byKind].sort(([, a], [, b]) => b - a);
  const [kind, bytes] = largest ?? (['values', 0] as const);
  const { path, ...fix } = fixFor(kind, lowering);
  const params = { kind, need: mebibytes(bytes), total: mebibytes(sumOf(sizes.values())), ...fix };
  return new DownhillError({ code: 'device', path, fact: { id: 'memoryExhausted', params } });
}
