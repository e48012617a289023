import { laneNumber } from '../spec/lane-change.ts';
import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';

/** What a hand did, as the charts write it: `lr 0.02 → 2`; `schedule cosine`. */
export function changeLabel(spec: ExperimentSpec, lane: number, set: LaneChange): string {
  const before = spec.lanes[lane];
  return Object.entries(set)
    .map(([key, value]) => {
      const name = key.replace(/^optimizer\./, '');
      if (typeof value === 'number')
        return `${name} ${(before && laneNumber(before, key)) ?? '?'} → ${value}`;
      return `${name === 'lrSchedule' ? 'lr' : 'momentum'} ${(value as { id: string }).id}`;
    })
    .join(', ');
}
