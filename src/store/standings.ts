import type { Standing, StandingLane } from '../race/standings.ts';
import { standingsOf } from '../race/standings.ts';
import { isTried } from '../race/sweep.ts';
import type { Verdict } from '../race/verdict.ts';
import { raceVerdict } from '../race/verdict.ts';
import type { Raced } from './heats.ts';
import { heatsOf, positionOf } from './heats.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import { choicesNow } from './tuning.ts';

interface Known {
  readonly run: Raced;
  readonly series: readonly LaneSeries[];
  readonly version: number;
  readonly standings: readonly Standing[];
}
const known = new Map<number, Known>();

/**
 * The order of a run's lanes over its seeds so far, the leader first; the numbers are those of `seriesStore` unless
 * others are given. Several parts of the page ask for the same in one frame: it is worked out once.
 */
export function standingsNow(
  run: Raced,
  smoothing: number,
  series: readonly LaneSeries[] = seriesStore.lanes,
): readonly Standing[] {
  const version = seriesStore.version();
  const found = known.get(smoothing);
  if (found?.run === run && found.series === series && found.version === version) return found.standings;
  if (found === undefined && known.size > 1) known.clear();
  const standings = standingsOf(lanesOf(run, series), run.spec.training.target, smoothing);
  known.set(smoothing, { run, series, version, standings });
  return standings;
}

/** What the race shows so far. */
export function verdictNow(run: Raced): Verdict {
  const { target } = run.spec.training;
  const terms = { target, tuning: tuningTerms(run), specs: run.exact.lanes };
  return raceVerdict(lanesOf(run, seriesStore.lanes), terms);
}

/**
 * What each lane was tuned at, in this race and before it. A quick race searches nothing: it has terms only where lanes
 * were searched unequally before.
 */
function tuningTerms(run: Raced) {
  const before = run.spec.lanes.map(({ tried = 0 }) => tried);
  if (run.spec.race.mode !== 'fair') {
    return before.every((count) => count === before[0]) ? null : { points: before, atEdge: [] };
  }
  const choices = choicesNow(run);
  return {
    points: choices.map(
      ({ lane, sensitivity }) => sensitivity.points.filter(isTried).length + (before[lane] ?? 0),
    ),
    atEdge: choices.flatMap(({ lane, warning }) => (warning === null ? [] : [lane])),
  };
}

function lanesOf(run: Raced, series: readonly LaneSeries[]): StandingLane[] {
  const races = heatsOf(run, 'race', series);
  return run.spec.lanes.map(({ name }, lane) => ({
    name,
    runs: races.flatMap((race) => {
      const position = positionOf(race, lane);
      const [state, measured] = [race.lanes[position], race.series[position]];
      if (!state || !measured) return [];
      return [
        {
          seed: race.heat.seed,
          state: state.state,
          targetStep: state.targetStep,
          evaluations: measured.evaluations,
          loss: measured.loss.values,
        },
      ];
    }),
  }));
}
