import type { Announce } from '../../protocol/messages.ts';
import type { Executor } from './executor.ts';

/** Does some work, with something before or after it, or in place of its error. */
type Around = <T>(work: () => Promise<T>) => Promise<T>;

/** The same executor, with `around` laid around all that it does later. */
export const wrapExecutor = (executor: Executor, around: Around): Executor => ({
  depth: executor.depth,
  dispatchesPerStep: executor.dispatchesPerStep,
  stepsPerRun: () => executor.stepsPerRun(),
  run: (steps) => around(() => executor.run(steps)),
  evaluate: (lane, split) => around(() => executor.evaluate(lane, split)),
  evaluateAt: (values) => around(() => executor.evaluateAt(values)),
  predict: (lane, images) => around(() => executor.predict(lane, images)),
  activations: (lane, image) => around(() => executor.activations(lane, image)),
  attentionWeights: (lane, image) => around(() => executor.attentionWeights(lane, image)),
  inputGradient: (lane, image, classIndex) => around(() => executor.inputGradient(lane, image, classIndex)),
  weights: (lane) => around(() => executor.weights(lane)),
  snapshot: (lane) => around(() => executor.snapshot(lane)),
  restore: (lane, snapshot) => around(() => executor.restore(lane, snapshot)),
  deactivate: (lane) => executor.deactivate(lane),
  dispose: () => executor.dispose(),
});

/** The same executor, telling how long each of its submissions took; of those under way at once, from the end of the one before. */
export function timed(executor: Executor, onTime: (ms: number, steps: number) => void): Executor {
  let lastEnd = 0;
  return {
    ...wrapExecutor(executor, (work) => work()),
    async run(steps) {
      const began = performance.now();
      const results = await executor.run(steps);
      const end = performance.now();
      onTime(end - Math.max(began, lastEnd), steps.length);
      lastEnd = end;
      return results;
    },
  };
}

/**
 * An executor on a backend whose work holds the thread: announces its first submission, whose steps compile, and all
 * but the steps after it. How long other steps take is known by then.
 */
export function announcing(executor: Executor, announce: Announce): Executor {
  let isFirst = true;
  return {
    ...wrapExecutor(executor, announce),
    run(steps) {
      if (!isFirst) return executor.run(steps);
      isFirst = false;
      return announce(() => executor.run(steps));
    },
  };
}
