import type { Standing, StandingLane } from '../race/standings.ts';
import { standingsOf } from '../race/standings.ts';
import type { RunRounds } from './rounds.ts';
import { roundsOf } from './rounds.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';

interface CacheEntry {
  readonly run: RunRounds;
  readonly series: readonly LaneSeries[];
  readonly version: number;
  readonly standings: readonly Standing[];
}
const cache = new Map<number, CacheEntry>();

/**
 * The order of a run's lanes over its seeds so far, the leader first; the numbers are those of `seriesStore` unless
 * others are given. Several parts of the page ask for the same in one frame: it is worked out once.
 */
export function standingsNow(
  run: RunRounds,
  smoothing: number,
  series: readonly LaneSeries[] = seriesStore.lanes,
): readonly Standing[] {
  const version = seriesStore.version();
  const cached = cache.get(smoothing);
  if (cached?.run === run && cached.series === series && cached.version === version) return cached.standings;
  if (cached === undefined && cache.size > 1) cache.clear();
  const standings = standingsOf(lanesOf(run, series), run.displaySpec.training.target, smoothing);
  cache.set(smoothing, { run, series, version, standings });
  return standings;
}

/** What each lane came to in the seeds so far, as standings and verdict ask for it. */
export function lanesOf(run: RunRounds, series: readonly LaneSeries[]): StandingLane[] {
  const races = roundsOf(run, 'race', series);
  return run.displaySpec.lanes.map(({ id, name }) => ({
    name,
    runs: races.flatMap((race) => {
      const entry = race.entries.find(({ laneId }) => laneId === id);
      if (!entry) return [];
      const { run: state, series: measured } = entry;
      return [
        {
          seed: race.seed,
          state: state.state,
          targetStep: state.targetStep,
          evaluations: measured.evaluations,
          loss: measured.loss.values,
        },
      ];
    }),
  }));
}
