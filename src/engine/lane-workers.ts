import { workerLimits } from '../compiler/limits.ts';
import type { LaneWorkers } from './executors/parallel/build-wasm.ts';

/**
 * What lanes train side by side in, started from the worker of this thread; null where a worker may start no others.
 * @param spawn starts one with `serveLanes` on it
 */
export function laneWorkersHere(spawn: () => Worker): LaneWorkers | null {
  if (typeof Worker === 'undefined') return null;
  return {
    ...workerLimits(navigator),
    spawn,
    awaitLock: (lock) => navigator.locks.request(lock, () => undefined),
  };
}
