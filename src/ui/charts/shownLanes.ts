import type { LaneSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import type { LaneSeries } from '../../store/series.ts';
import { seriesStore } from '../../store/series.ts';
import type { LaneLook } from './lane.ts';
import { laneLook } from './lane.ts';

/** A lane as the charts know it. */
export interface ShownLane {
  readonly key: string;
  readonly name: string;
  readonly look: LaneLook;
  readonly series: LaneSeries;
  readonly spec: LaneSpec;
}

/** The lanes of the run that are not hidden, in their order. Read when drawing; `useXModel` says when. */
export function useShownLanes(): readonly ShownLane[] {
  const specs = useApp(({ run }) => run.spec.lanes);
  const hidden = useApp((state) => state.hidden);
  return seriesStore.lanes.flatMap((series, i): ShownLane[] => {
    const spec = specs[i];
    if (!spec || hidden.includes(spec.look)) return [];
    return [{ key: `lane ${spec.look}`, name: spec.name, look: laneLook(spec.look), series, spec }];
  });
}
