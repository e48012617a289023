import { formatLoss, formatWhole, withUnit } from '../core/format.ts';

/** How many a second: one decimal below ten, whole above, `–` while unknown. */
export function rate(perSecond: number | null): string {
  if (perSecond === null || !Number.isFinite(perSecond)) return '–';
  return perSecond < 9.95 ? perSecond.toFixed(1) : formatWhole(perSecond);
}

/** A span of time in its two largest units: `42 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return withUnit(String(seconds), 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${withUnit(String(minutes), 'min')} ${withUnit(String(seconds % 60), 's')}`;
  return `${withUnit(formatWhole(Math.floor(minutes / 60)), 'h')} ${withUnit(String(minutes % 60), 'min')}`;
}

/** Time a step takes, with three digits: `0.418 ms`, `12.3 ms`, `2.31 s`; `–` while unknown. */
export function stepTime(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  return ms >= 1000 ? withUnit(formatLoss(ms / 1000), 's') : withUnit(formatLoss(ms), 'ms');
}
