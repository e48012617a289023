import type { Interval } from '../../race/statistics.ts';
import { ratioText } from '../../race/words.ts';

/** A p beside a limit: two digits, or as many more as show on which side of the limit it is. */
export function pText(p: number, limit: number): string {
  if (p < 1e-4 && p <= limit) return 'below 0.0001';
  for (let digits = 2; digits < 6; digits++) {
    const text = p.toPrecision(digits);
    if (Number(text) <= limit === p <= limit) return text;
  }
  return String(p);
}

/** `p = 0.56`, `p below 0.0001`. */
export function pPhrase(p: number, limit: number): string {
  const text = pText(p, limit);
  return text.startsWith('below') ? `p ${text}` : `p = ${text}`;
}

/** The largest p that decides, so that no p printed beside it seems to pass and does not: 0.0156, 0.015, 0.00053. */
export function limitText(limit: number): string {
  const unit = 10 ** (Math.floor(Math.log10(limit)) - 2);
  return String(Number((Math.floor(limit / unit + 1e-9) * unit).toPrecision(3)));
}

/**
 * A ratio as closely as it is known: one number where both ends read the same, else from end to end, rounded outwards so
 * that nothing is said more closely than it was measured. `0.84×`, `0.81–0.85×`.
 */
export function ratioRangeText({ low, high }: Interval): string {
  return `${spanText({ low, high })}×`;
}

/** The same without the sign: `0.78–0.89`. */
export function spanText({ low, high }: Interval): string {
  if (low === high || ratioText(low) === ratioText(high)) return ratioText(low);
  return `${outward(low, Math.floor)}–${outward(high, Math.ceil)}`;
}

function outward(ratio: number, round: (value: number) => number): string {
  const decimals = ratio >= 100 ? 0 : ratio >= 10 ? 1 : ratio >= 0.1 ? 2 : 3;
  const unit = 10 ** decimals;
  const nudge = round === Math.floor ? 1e-9 : -1e-9;
  return (round(ratio * unit + nudge) / unit).toFixed(decimals);
}

/** A difference of accuracies in points: `+1.2 pt`, `−0.3 pt`. */
export function pointsText(difference: number): string {
  const size = Math.abs(difference * 100).toFixed(1);
  return `${size === '0.0' ? '' : difference < 0 ? '−' : '+'}${size}\u202fpt`;
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

/** A small count in letters. */
export const countWord = (count: number): string => small[count] ?? String(count);
