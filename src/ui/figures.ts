import { formatCount } from '../data/format-count.ts';

/** A narrow space that neither breaks nor widens a figure. */
const thin = '\u202f';

/** A whole number with thin spaces between thousands: 12400 → `12 400`. */
export function count(value: number): string {
  return formatCount(value).replaceAll(' ', thin);
}

/** A fraction as a percentage with one decimal: 0.8891 → `88.9 %`. */
export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}${thin}%`;
}

/** A loss, four figures wide at most: `0.271`, `2.303`, `41.7`, `3.2e+6`, `NaN`. */
export function lossFigure(loss: number): string {
  if (!Number.isFinite(loss)) return String(loss);
  if (loss >= 10_000) return loss.toExponential(1);
  if (loss >= 1000) return loss.toFixed(0);
  if (loss >= 10) return loss.toFixed(1);
  return loss.toFixed(3);
}

/** How many a second: one decimal below ten, whole above, `–` while unknown. */
export function rate(perSecond: number | null): string {
  if (perSecond === null || !Number.isFinite(perSecond)) return '–';
  return perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond));
}

/** A span of time in its two largest units: `42 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${thin}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${thin}min ${seconds % 60}${thin}s`;
  return `${Math.floor(minutes / 60)}${thin}h ${minutes % 60}${thin}min`;
}

/** Time a step takes: `0.42 ms`, `12.3 ms`, `2.31 s`. */
export function stepTime(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}${thin}s`;
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(1)}${thin}ms`;
}

/** Bytes in megabytes without the unit: 11900000 → `11.9`. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
