import { formatLoss, formatPercent, formatWhole } from '../../core/format.ts';
import { targetText } from '../../race/words.ts';
import type { Raced } from '../../store/heats.ts';
import { isOver, laneSeries } from '../../store/heats.ts';
import { standingsNow } from '../../store/standings.ts';
import type { RunSlice } from '../../store/state.ts';

/**
 * How far a lane of a race came that is over without the target: `Best 84.8 % in 2 000 steps; the target was 88 %.` Of
 * several seeds it is the median, of a lane that did not reach the target in most of them. Null while the race goes on,
 * and for a lane that reached it, diverged or was stopped.
 */
export function shortText(run: Raced & Pick<RunSlice, 'state'>, lane: number): string | null {
  const { target } = run.spec.training;
  const standing = standingsNow(run, 0).find((of) => of.lane === lane);
  const steps = laneSeries(run, lane)?.steps ?? 0;
  if (!isOver(run) || run.spec.lanes.length < 2 || target === null || standing === undefined) return null;
  const { best, state, isWhole } = standing;
  if (state !== 'did not finish' || !isWhole || best === null) return null;
  const isLoss = target.metric === 'validationLoss';
  const median = standing.seeds.decided > 1 ? 'Median best' : 'Best';
  const found = isLoss
    ? `${median} validation loss ${formatLoss(best)}`
    : `${median} ${formatPercent(best, 1, target.value)}`;
  const goal = isLoss ? String(target.value) : targetText(target);
  return `${found} in ${formatWhole(steps)} steps; the target was ${goal}.`;
}
