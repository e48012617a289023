import { formatLoss, formatPercent, formatWhole } from '../../core/format.ts';
import { bestOf } from '../../race/outcome.ts';
import { targetText } from '../../race/words.ts';
import type { Raced } from '../../store/heats.ts';
import { heatsOf, isOver, latestRace } from '../../store/heats.ts';
import type { RunSlice } from '../../store/state.ts';

/**
 * How far a lane of a race came that is over without the target: `Best 84.8 % in 2 000 steps; the target was 88 %.` Of
 * several seeds it is the last. Null while the race goes on, and for a lane that reached it, diverged or was stopped.
 */
export function shortText(run: Raced & Pick<RunSlice, 'state'>, lane: number): string | null {
  const { target } = run.spec.training;
  const latest = latestRace(run, lane);
  const [state, series] = [latest?.heat.lanes[latest.position], latest?.heat.series[latest.position]];
  if (!isOver(run) || run.spec.lanes.length < 2 || target === null || !latest || !state || !series)
    return null;
  if (state.state !== 'finished' || state.targetStep !== null) return null;
  const best = bestOf(series.evaluations, target.metric);
  if (best === null) return null;
  const isLoss = target.metric === 'validationLoss';
  const found = isLoss
    ? `Best validation loss ${formatLoss(best)}`
    : `Best ${formatPercent(best, 1, target.value)}`;
  const seed = heatsOf(run, 'race').length > 1 ? ` at seed ${formatWhole(latest.heat.heat.seed)}` : '';
  const goal = isLoss ? String(target.value) : targetText(target);
  return `${found} in ${formatWhole(series.steps)} steps${seed}; the target was ${goal}.`;
}
