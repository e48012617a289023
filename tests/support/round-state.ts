import { defaultSpec } from '../../src/experiment/presets.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import type { Round } from '../../src/race/plan.ts';
import { emptyLane } from '../../src/store/app.ts';
import type { LaneSeries } from '../../src/store/series.ts';
import type { LaneRun, RoundState } from '../../src/store/state.ts';

interface RoundParts {
  /** One for each lane of the round that began. */
  readonly series: readonly LaneSeries[];
  readonly specs?: readonly LaneSpec[];
  readonly runs?: readonly LaneRun[];
  readonly wallMs?: number;
  readonly end?: RoundState['end'];
}

/** A round as the page keeps it. */
export function roundState(index: number, { lanes, ...round }: Round, parts: RoundParts): RoundState {
  const { series, specs = [], runs = [], wallMs, end = null } = parts;
  const entries = series.map((measured, i) => ({
    ...(lanes[i] ?? { laneId: '' }),
    effectiveSpec: specs[i] ?? (defaultSpec.lanes[0] as LaneSpec),
    run: runs[i] ?? emptyLane,
    series: measured,
  }));
  return { ...round, index, entries, end, ...(wallMs !== undefined && { wallMs }) };
}
