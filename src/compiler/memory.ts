import type { MemoryPart } from './buffer-use.ts';
import { bufferUse, memoryParts } from './buffer-use.ts';
import type { BufferLimits } from './limits.ts';
import type { LoweringOptions } from './lowering/lower-model.ts';
import { lowerToFit } from './lowering/lower-model.ts';
import { bytesOf } from './lowering/program.ts';
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

/** The same of the executor in WebAssembly, whose memory is allocated at once. */
export function wasmMemoryOf(options: CallLoweringOptions): MemoryNeed {
  const { words, evaluation } = lowerToCalls(options);
  return needOf(bytesOf(words), 0, evaluation.images);
}

function needOf(buffers: ReadonlyMap<string, number>, readback: number, evaluationBatch: number): MemoryNeed {
  const parts = Object.fromEntries(memoryParts.map((part) => [part, 0])) as Record<MemoryPart, number>;
  for (const [name, bytes] of buffers) parts[bufferUse(name).memoryPart] += bytes;
  parts.readback += readback;
  const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  return { parts, total, buffers, evaluationBatch };
}
