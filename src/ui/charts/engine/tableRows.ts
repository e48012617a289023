import type { Translator } from '../../../messages/translator.ts';
import type { RunRounds } from '../../../store/rounds.ts';
import { roundsOf, shownRound } from '../../../store/rounds.ts';
import type { LaneSeries } from '../../../store/series.ts';
import type { LaneRun } from '../../../store/state.ts';

/** One lane in one round, as the tables of the charts list it. */
interface ListedRun {
  readonly name: string;
  readonly lane: LaneRun;
  readonly series: LaneSeries;
}

/** What the charts have numbers of: every seed of every lane, or the round under way; lane by lane. */
export function listedRuns(t: Translator, run: RunRounds): readonly ListedRun[] {
  const shown = shownRound(run);
  const rounds = shown.phase === 'race' ? roundsOf(run, 'race') : [shown];
  return run.displaySpec.lanes.flatMap(({ id, name }) =>
    rounds.flatMap((round) =>
      round.entries.flatMap(({ laneId, lr, run: lane, series }): ListedRun[] => {
        if (laneId !== id) return [];
        const rate = round.phase === 'lr-search' ? String(lr) : null;
        const seed = rounds.length > 1 ? t.format.whole(round.seed) : null;
        return [{ name: runName(t, name, rate, seed), lane, series }];
      }),
    ),
  );
}

function runName(t: Translator, lane: string, lr: string | null, seed: string | null): string {
  if (lr === null) return seed === null ? lane : t('charts.lane.listedSeed', { lane, seed });
  if (seed === null) return t('charts.lane.listedRate', { lane, lr });
  return t('charts.lane.listedRateAndSeed', { lane, lr, seed });
}

/** At most about `count` steps of 0 … steps − 1, evenly spaced, the last among them. */
export function evenSteps(steps: number, count: number): number[] {
  const every = Math.max(1, Math.ceil(steps / count));
  const even = Array.from({ length: Math.ceil(steps / every) }, (_, i) => i * every);
  return steps === 0 || even.at(-1) === steps - 1 ? even : [...even, steps - 1];
}
