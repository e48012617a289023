import type { Standing, StandingLane, StandingRun } from '../race/standings.ts';
import { standingsOf } from '../race/standings.ts';
import type { Verdict } from '../race/verdict.ts';
import { raceVerdict } from '../race/verdict.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import type { RunSlice } from './state.ts';

type Measured = Pick<RunSlice, 'spec' | 'lanes'>;

/** The order of a run's lanes so far, the leader first; the numbers are those of `seriesStore` unless others are given. */
export function standingsNow(
  run: Measured,
  smoothing: number,
  series: readonly LaneSeries[] = seriesStore.lanes,
): readonly Standing[] {
  return standingsOf(lanesOf(run, series), run.spec.training.target, smoothing);
}

/** What the race shows now that it has ended. */
export function verdictNow(run: Measured): Verdict {
  return raceVerdict(lanesOf(run, seriesStore.lanes), { target: run.spec.training.target, tuning: null });
}

function lanesOf({ spec, lanes }: Measured, series: readonly LaneSeries[]): StandingLane[] {
  return spec.lanes.flatMap(({ name }, i): StandingLane[] => {
    const measured = series[i];
    const lane = lanes[i];
    if (!measured || !lane) return [];
    const { evaluations, loss } = measured;
    const run: StandingRun = {
      seed: spec.seed,
      state: lane.state,
      targetStep: lane.targetStep,
      evaluations,
      loss: loss.values,
    };
    return [{ name, runs: [run] }];
  });
}
