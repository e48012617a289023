import { formatPercent, formatWhole } from '../../core/format.ts';
import type { RunSlice } from '../../store/state.ts';

/** The state of the run in words; the same as long as nothing but the step changes. */
export function announcement({ state, step, lanes, test, waiting }: RunSlice): string {
  const diverged = lanes.find((lane) => lane.divergence !== null)?.divergence;
  if (diverged) return `Diverged at step ${formatWhole(diverged.step)}.`;
  if (state === 'finished')
    return test ? `Finished: test accuracy ${formatPercent(test.accuracy)}.` : 'Finished.';
  if (state === 'failed') return ''; // the banner is an alert of its own
  if (state === 'paused' && step > 0) return `Paused at step ${formatWhole(step)}.`;
  if (state === 'running') return waiting ?? 'Training.';
  return '';
}
