import { formatLoss, formatValue, formatWhole, withUnit } from '../core/format.ts';

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

/** A span of time that is only guessed, in whole seconds or minutes, from an hour on in both units: `42 s`, `3 min`. */
export function roughDuration(ms: number): string {
  if (ms < 59_500) return duration(ms);
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? withUnit(String(minutes), 'min') : duration(minutes * 60_000);
}

/** Time a step takes, with three digits: `0.418 ms`, `12.3 ms`, `2.31 s`; `–` while unknown. */
export function stepTime(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  return ms >= 1000 ? withUnit(formatLoss(ms / 1000), 's') : withUnit(formatLoss(ms), 'ms');
}

/** Bytes in megabytes without the unit: 11900000 → `11.9`. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

const prefixes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A count with three digits and its SI prefix: 225792 → `226 k`; with a unit `226 kFLOP`. */
export function operations(count: number, unit = ''): string {
  const [size, prefix] = prefixes.find(([at]) => count >= at) ?? [1, ''];
  const figure = formatValue(count / size);
  return prefix + unit === '' ? figure : withUnit(figure, prefix + unit);
}

/** Bytes in the largest binary unit below them, three digits: 50176 → `49 KiB`. */
export function bytesText(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return withUnit(formatValue(bytes / 1024 ** power), ['B', 'KiB', 'MiB', 'GiB'][power] ?? 'B');
}
