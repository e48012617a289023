import type { WorkerLimits } from '../../../compiler/limits.ts';
import { evenGroups, workerCount } from '../../../compiler/wasm/lane-groups.ts';
import { DownhillError } from '../../../core/errors.ts';
import type { ExperimentSpec } from '../../../experiment/schema.ts';
import { initialState } from '../../../nn/model.ts';
import type { Executor, Samples } from '../executor.ts';
import { WasmExecutor } from '../wasm/wasm-executor.ts';
import type { WasmOptions } from '../wasm/wasm-options.ts';
import type { LaneWorkerOptions } from './lane-worker.ts';
import { ParallelExecutor } from './parallel-executor.ts';

/** What lanes train side by side in. */
export interface LaneWorkers extends WorkerLimits, Pick<LaneWorkerOptions, 'spawn' | 'awaitLock'> {}

/**
 * The executor of a spec by WebAssembly: its lanes in a worker each, in as many as there are cores and memory for, or all
 * in this thread where there are no workers. Cores that are left over share the steps of each worker.
 * @throws DownhillError code `device` where memory does not suffice
 */
export async function buildWasm(
  spec: ExperimentSpec,
  options: WasmOptions & { readonly dataset: Samples },
  workers: LaneWorkers | null,
): Promise<Executor> {
  const { layers, dataset, weights, state = initialState(layers), layerStatistics = false } = options;
  for (let count = workers ? workerCount(options, workers) : 1; workers && count > 1; count = fewer(count)) {
    const { spawn, awaitLock } = workers;
    const groups = evenGroups(spec.lanes.length, count);
    try {
      return await ParallelExecutor.build({
        ...{ spec, dataset, groups, start: { weights, state }, layerStatistics, spawn },
        threads: Math.max(1, Math.floor(workers.cores / groups.length)),
        ...(awaitLock && { awaitLock }),
      });
    } catch (error) {
      if (!isMemoryShort(error)) break; // in this thread it works without workers, or says what is wrong
    }
  }
  return WasmExecutor.build({ ...options, threads: workers?.cores });
}

const fewer = (count: number): number => Math.floor(count / 2);

const isMemoryShort = (error: unknown): boolean =>
  error instanceof DownhillError && error.fact?.id === 'memoryExhausted';
