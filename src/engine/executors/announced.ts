import type { Announce } from '../../protocol/messages.ts';
import type { Executor } from './executor.ts';

/**
 * An executor on a backend whose work holds the thread: announces its first submission, whose steps compile, each
 * evaluation, and what is read back or restored. How long other steps take is known by then.
 */
export function announcing(executor: Executor, announce: Announce): Executor {
  let isFirst = true;
  return {
    depth: executor.depth,
    dispatchesPerStep: executor.dispatchesPerStep,
    stepsPerRun: () => executor.stepsPerRun(),
    run(steps) {
      if (!isFirst) return executor.run(steps);
      isFirst = false;
      return announce(() => executor.run(steps));
    },
    evaluate: (lane, split) => announce(() => executor.evaluate(lane, split)),
    weights: (lane) => announce(() => executor.weights(lane)),
    snapshot: (lane) => announce(() => executor.snapshot(lane)),
    restore: (lane, snapshot) => announce(() => executor.restore(lane, snapshot)),
    deactivate: (lane) => executor.deactivate(lane),
    dispose: () => executor.dispose(),
  };
}
