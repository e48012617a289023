import type { Translator } from '../../../messages/translator.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';

export type ScheduledKey = 'lr' | 'momentum';

/** What a lane has now in a row of the schedules. */
interface ScheduledValue {
  readonly key: string;
  /** The lane's name, whatever learning rate of it is tried. */
  readonly owner: string;
  readonly style: LaneStyle;
  readonly now: number;
}

/** A value beside a row of the schedules, and the lanes that have it. */
export interface ValueLine {
  readonly key: string;
  readonly value: string;
  readonly names: string;
  /** Of the lane; null where several share the line. */
  readonly style: LaneStyle | null;
}

/** A learning rate with three digits; a momentum with four, for 0.9995 is not 1. */
export function formatScheduled(t: Translator, key: ScheduledKey, value: number): string {
  return t.format.chosen(value, key === 'lr' ? 3 : 4);
}

/**
 * What the lanes of a row have now, in at most so many lines: one a lane; where these are too many one a value, with the
 * names of its lanes; where these are too many too, from the lowest to the highest.
 */
export function valueLines(
  t: Translator,
  { key, lanes }: { readonly key: ScheduledKey; readonly lanes: readonly ScheduledValue[] },
  max: number,
): ValueLine[] {
  const all = lanes.map(({ key: id, now, owner, style }) => ({
    key: id,
    value: formatScheduled(t, key, now),
    names: owner,
    style,
  }));
  if (all.length <= max) return all;
  const byValue = new Map<string, Set<string>>();
  for (const { value, names } of all) byValue.set(value, (byValue.get(value) ?? new Set()).add(names));
  if (byValue.size <= max) {
    return [...byValue].map(([value, owners]) => {
      const only = owners.size === 1 ? all.find(({ names }) => owners.has(names)) : undefined;
      const names = only ? only.names : t('charts.schedules.lanes', { lanes: owners.size });
      return { key: value, value, names, style: only?.style ?? null };
    });
  }
  const values = lanes.map(({ now }) => now);
  const [low = '', high = ''] = [Math.min(...values), Math.max(...values)].map((value) =>
    formatScheduled(t, key, value),
  );
  const owners = new Set(lanes.map(({ owner }) => owner)).size;
  const names = t('charts.schedules.lanes', { lanes: owners });
  const value = t('charts.schedules.range', { low, high });
  return [{ key: 'range', value, names, style: null }];
}
