import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';

/** What a hand did, as the charts write it: `lr 0.02 → 2`; `schedule cosine`. */
export function changeLabel(spec: ExperimentSpec, lane: number, set: LaneChange): string {
  const optimizer = spec.lanes[lane]?.optimizer as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(set)
    .map(([key, value]) => {
      const name = key.replace(/^optimizer\./, '');
      if (typeof value === 'number') return `${name} ${optimizer?.[name] ?? '?'} → ${value}`;
      return `${name === 'lrSchedule' ? 'lr' : 'momentum'} ${(value as { id: string }).id}`;
    })
    .join(', ');
}
