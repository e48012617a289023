import { formatLoss, formatPercent, formatWhole } from '../../core/format.ts';
import { median } from '../../core/median.ts';
import type { Target } from '../../race/outcome.ts';
import { metricValue, validationOf } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import { targetText } from '../../race/words.ts';
import type { Raced } from '../../store/rounds.ts';
import { isOver, positionOf, roundsOf, wasCut } from '../../store/rounds.ts';
import type { LaneSeries } from '../../store/series.ts';
import { standingsNow } from '../../store/standings.ts';
import type { RunSlice } from '../../store/state.ts';

/**
 * How far a lane of a race came that is over without the target: `Best 84.8 % in 2 000 steps; the target was 88 %.` Where
 * it stands elsewhere at the end, that first: `Ended at 9.4 %, best 75.2 % at step 300, in 400 steps; …`. Of several seeds
 * these are medians, of a lane that did not reach the target in most of them. Null while the race goes on, and for a lane
 * that reached it, diverged or was stopped.
 */
export function shortText(run: Raced & Pick<RunSlice, 'state'>, lane: number): string | null {
  const { target } = run.displaySpec.training;
  const standing = standingsNow(run, 0).find((of) => of.lane === lane);
  if (!isOver(run) || run.displaySpec.lanes.length < 2 || target === null || standing === undefined)
    return null;
  const { state, isWhole } = standing;
  if (state !== 'didNotFinish' || !isWhole || standing.best === null) return null;
  const goal = target.metric === 'validationLoss' ? String(target.value) : targetText(target);
  const seeds = wholeSeeds(run, lane);
  const steps = Math.max(0, ...seeds.map((series) => series.steps));
  return `${reachedText(seeds, standing, target)} in ${formatWhole(steps)} steps; the target was ${goal}.`;
}

/** A lane in the seeds in which it was not stopped by hand, over which its medians are. */
function wholeSeeds(run: Raced, lane: number): readonly LaneSeries[] {
  return roundsOf(run, 'race').flatMap((round) => {
    const position = positionOf(round, lane);
    return wasCut(round, position) ? [] : (round.series[position] ?? []);
  });
}

/** The best of a lane, and where it ended unless that reads the same. */
function reachedText(races: readonly LaneSeries[], { best, seeds }: Standing, target: Target): string {
  const { metric } = target;
  const isLoss = metric === 'validationLoss';
  const text = (value: number) => (isLoss ? formatLoss(value) : formatPercent(value, 1, target.value));
  const evaluations = races.map((series) => validationOf(series.evaluations));
  const ends = evaluations.flatMap((all) => all.at(-1) ?? []);
  const [top, end] = [
    best ?? Number.NaN,
    median(ends.map((evaluation) => metricValue(evaluation, metric))),
  ].map(text);
  const several = seeds.decided > 1;
  const of = isLoss ? 'validation loss ' : '';
  if (top === end) return `${several ? 'Median best' : 'Best'} ${of}${top}`;
  if (several) return `Ended at a median ${of}of ${end}, median best ${top},`;
  const at = evaluations[0]?.find((evaluation) => metricValue(evaluation, metric) === best)?.step ?? 0;
  return `Ended at ${isLoss ? 'a validation loss of ' : ''}${end}, best ${top} at step ${formatWhole(at)},`;
}
