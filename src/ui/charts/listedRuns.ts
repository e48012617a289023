import { formatWhole } from '../../core/format.ts';
import type { Raced } from '../../store/heats.ts';
import { heatsOf, shownHeat } from '../../store/heats.ts';
import type { LaneSeries } from '../../store/series.ts';
import type { LaneRun } from '../../store/state.ts';

/** One lane in one heat, as the tables of the charts list it. */
interface ListedRun {
  readonly name: string;
  readonly lane: LaneRun;
  readonly series: LaneSeries;
}

/** What the charts have numbers of: every seed of every lane, or the heat under way; lane by lane. */
export function listedRuns(run: Raced): readonly ListedRun[] {
  const shown = shownHeat(run);
  const heats = shown.heat.phase === 'race' ? heatsOf(run, 'race') : [shown];
  return run.spec.lanes.flatMap(({ name }, lane) =>
    heats.flatMap(({ heat, lanes, series }) =>
      heat.lanes.flatMap((entry, position): ListedRun[] => {
        const [state, measured] = [lanes[position], series[position]];
        if (entry.lane !== lane || !state || !measured) return [];
        const rate = heat.phase === 'tuning' ? `, lr ${entry.lr}` : '';
        const seed = heats.length > 1 ? `, seed ${formatWhole(heat.seed)}` : '';
        return [{ name: name + rate + seed, lane: state, series: measured }];
      }),
    ),
  );
}
