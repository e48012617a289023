import { median } from '../../core/median.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Target } from '../../race/outcome.ts';
import { metricValue, validationOf } from '../../race/outcome.ts';
import type { Standing } from '../../race/standings.ts';
import type { RunRounds } from '../../store/rounds.ts';
import { isOver, laneIdOf, roundsOf, wasCut } from '../../store/rounds.ts';
import type { LaneSeries } from '../../store/series.ts';
import { standingsNow } from '../../store/standings.ts';
import type { RunSlice } from '../../store/state.ts';

/**
 * How far a lane of a race came that is over without the target: `Best 84.8 % in 2 000 steps; the target was 88 %.` Where
 * it stands elsewhere at the end, that first: `Ended at 9.4 %, best 75.2 % at step 300, in 400 steps; …`. Of several seeds
 * these are medians, of a lane that did not reach the target in most of them. Null while the race goes on, and for a lane
 * that reached it, diverged or was stopped.
 */
export function shortText(
  t: Translator,
  run: RunRounds & Pick<RunSlice, 'state'>,
  lane: number,
): string | null {
  const { target } = run.displaySpec.training;
  const standing = standingsNow(run, 0).find((of) => of.lane === lane);
  if (!isOver(run) || run.displaySpec.lanes.length < 2 || target === null || standing === undefined)
    return null;
  const { state, isWhole } = standing;
  if (state !== 'didNotFinish' || !isWhole || standing.best === null) return null;
  return missedText(t, wholeSeeds(run, lane), standing, target);
}

/** A lane in the seeds in which it was not stopped by hand, over which its medians are. */
function wholeSeeds(run: RunRounds, lane: number): readonly LaneSeries[] {
  const laneId = laneIdOf(run, lane);
  return roundsOf(run, 'race').flatMap((round) => {
    const entry = round.entries.find((of) => of.laneId === laneId);
    return entry === undefined || wasCut(round, entry) ? [] : [entry.series];
  });
}

/** The best of a lane, and where it ended unless that reads the same. */
function missedText(
  t: Translator,
  races: readonly LaneSeries[],
  { best: bestValue, seeds }: Standing,
  target: Target,
): string {
  const { metric } = target;
  const text = (value: number) =>
    metric === 'validationLoss' ? t.format.measured(value) : t.format.percent(value, 1, target.value);
  const evaluations = races.map((series) => validationOf(series.evaluations));
  const ends = evaluations.flatMap((all) => all.at(-1) ?? []);
  const best = text(bestValue ?? Number.NaN);
  const end = text(median(ends.map((evaluation) => metricValue(evaluation, metric))));
  const steps = Math.max(0, ...races.map((series) => series.steps));
  const params = { metric, best, end, steps, goal: goalText(t, target) };
  const several = seeds.decided > 1;
  if (best === end) return t(`lanes.missed.${several ? 'medianBest' : 'best'}`, params);
  if (several) return t('lanes.missed.medianEnded', params);
  const at = evaluations[0]?.find((evaluation) => metricValue(evaluation, metric) === bestValue)?.step ?? 0;
  return t('lanes.missed.ended', { ...params, at: t.format.whole(at) });
}

/** The target as it was set, with all its digits. */
function goalText(t: Translator, { metric, value }: Target): string {
  if (metric === 'validationLoss') return String(value);
  const decimals = String(Number((value * 100).toPrecision(6))).split('.')[1]?.length ?? 0;
  return t.format.percent(value, decimals);
}
