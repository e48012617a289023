import type { MemoryPart } from './buffer-use.ts';
import { bufferUse, memoryParts } from './buffer-use.ts';
import type { BufferLimits, WorkerLimits } from './limits.ts';
import type { LoweringOptions } from './lowering/lower-model.ts';
import { lowerToFit } from './lowering/lower-model.ts';
import { bytesOf } from './lowering/program.ts';
import { evenGroups, workerCount } from './wasm/lane-groups.ts';
import type { CallLoweringOptions } from './wasm/lower-run.ts';
import { lowerToCalls } from './wasm/lower-run.ts';

/** What a run takes of memory, in bytes. */
export interface MemoryNeed {
  readonly parts: Readonly<Record<MemoryPart, number>>;
  readonly total: number;
  /** Bytes of each buffer by name: what `checkLimits` compares. */
  readonly buffers: ReadonlyMap<string, number>;
  /** Images that are evaluated at once. */
  readonly evaluationBatch: number;
  /** That lanes train in, each with memory of its own. */
  readonly workers: number;
}

/**
 * What the executor of WebGPU allocates until its first step, to the byte, by the lowering that it goes by. What is made
 * on demand (an evaluation at other weights, a look into the network, a snapshot) comes on top.
 * `limits`: of the adapter; a smaller evaluation is planned where the usual one would not fit.
 */
export function memoryOf(options: LoweringOptions, limits: BufferLimits): MemoryNeed {
  const { words, readbacks, evaluation } = lowerToFit(options, limits);
  const reading = [...readbacks.values()].reduce(
    (sum, { words: length, copies }) => sum + 4 * length * copies,
    0,
  );
  return needOf(bytesOf(words), reading, evaluation.batch);
}

/**
 * The same of the executor in WebAssembly, whose memory is allocated at once: of all workers that the lanes train in
 * together, where there is a `machine` that grants some; `buffers` are those of the first.
 */
export function wasmMemoryOf(options: CallLoweringOptions, machine?: WorkerLimits): MemoryNeed {
  const workers = machine ? workerCount(options, machine) : 1;
  const lowered = evenGroups(options.lanes.length, workers).map((group) =>
    lowerToCalls({ ...options, lanes: group.flatMap((lane) => options.lanes[lane] ?? []) }),
  );
  const needs = lowered.map(({ words, evaluation }) => needOf(bytesOf(words), 0, evaluation.images));
  const [first] = needs as [MemoryNeed, ...MemoryNeed[]];
  if (workers === 1) return first;
  const snapshots = sumOf(needs.map(({ buffers }) => sumOf([...buffers].map(snapshotBytes))));
  const parts = partsBy((part) => sumOf(needs.map((need) => need.parts[part])));
  const total = sumOf(needs.map((need) => need.total)) + snapshots;
  return { ...first, parts: { ...parts, snapshots }, total, workers };
}

/** What a snapshot takes of a buffer of a lane: all but what is told or worked out anew at each step. */
const snapshotBytes = ([name, bytes]: readonly [string, number]): number =>
  /^lane\d+\/(?!(hostScalars|stepScalars|heads|groups)$)/.test(name) ? bytes : 0;

function needOf(buffers: ReadonlyMap<string, number>, readback: number, evaluationBatch: number): MemoryNeed {
  const parts = partsBy(() => 0);
  for (const [name, bytes] of buffers) parts[bufferUse(name).memoryPart] += bytes;
  parts.readback += readback;
  return { parts, total: sumOf(Object.values(parts)), buffers, evaluationBatch, workers: 1 };
}

const partsBy = (bytesIn: (part: MemoryPart) => number): Record<MemoryPart, number> =>
  Object.fromEntries(memoryParts.map((part) => [part, bytesIn(part)])) as Record<MemoryPart, number>;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
