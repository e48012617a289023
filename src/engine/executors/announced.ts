import type { Announce } from '../../protocol/messages.ts';
import type { Executor } from './executor.ts';
import { wrapExecutor } from './wrap.ts';

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
