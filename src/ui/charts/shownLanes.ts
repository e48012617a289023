import { useShallow } from 'zustand/react/shallow';
import { formatValue } from '../../core/format.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import type { Raced } from '../../store/heats.ts';
import { ranLanes, shownHeat } from '../../store/heats.ts';
import type { LaneSeries } from '../../store/series.ts';
import type { LaneLook } from './lane.ts';
import { laneLook, triedLook } from './lane.ts';

/** A lane as the charts know it; while learning rates are tuned, at one of them. */
export interface ShownLane {
  readonly key: string;
  readonly name: string;
  /** What stands at the end of its curve: its name, with the learning rate tried where several of its are at once. */
  readonly label: string;
  readonly look: LaneLook;
  readonly series: LaneSeries;
  /** As it runs. */
  readonly spec: LaneSpec;
  /** Index into the experiment's lanes. */
  readonly lane: number;
}

/** The lanes of the heat that the charts show, in their order. */
export function lanesShown(run: Raced): readonly ShownLane[] {
  const { heat, series } = shownHeat(run);
  const specs = ranLanes(run.spec, heat);
  const shown = heat.lanes.flatMap((entry, position): ShownLane[] => {
    const { lane } = entry;
    const [spec, measured] = [specs[position], series[position]];
    if (!spec || !measured) return [];
    const tried = heat.phase === 'tuning' ? `lr ${formatValue(spec.optimizer.lr)}` : null;
    const key = `lane ${spec.look}${tried ?? ''}`;
    const name = tried === null ? spec.name : `${spec.name} ${tried}`;
    const siblings = heat.lanes.filter((entry) => entry.lane === lane);
    const isAlone = siblings.length === 1;
    const label = isAlone ? spec.name : name;
    const look = isAlone ? laneLook(spec.look) : triedLook(spec.look, siblings.indexOf(entry));
    return [{ key, name, label, look, series: measured, spec, lane }];
  });
  // lanes that were moved since the heat began stand where they stand on the page
  return heat.phase === 'tuning' ? shown : shown.toSorted((a, b) => a.lane - b.lane);
}

/** Those that are not hidden. Read when drawing; `useXModel` says when. */
export function useShownLanes(): readonly ShownLane[] {
  useApp(useShallow(({ run: { spec, heat, heats } }) => [spec, heat, heats]));
  const hidden = useApp((state) => state.hidden);
  return lanesShown(useApp.getState().run).filter(({ spec }) => !hidden.includes(spec.look));
}

/** What stands at the ends of the curves, be they hidden or not: the room for it stays as it is when one is hidden. */
export function useEndNames(): readonly string[] {
  return useApp(useShallow(({ run }) => lanesShown(run).map(({ label }) => label)));
}
