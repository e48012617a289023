import type { Target } from './outcome.ts';

const narrowSpace = '\u202f'; // narrow and unbreakable

/** A target as it stands in a sentence: `88 %`, or `a validation loss of 0.3`. */
export function targetText({ metric, value }: Target): string {
  if (metric === 'validationLoss') return `a validation loss of ${value}`;
  return `${Number((value * 100).toPrecision(6))}${narrowSpace}%`;
}

/** Whole steps, thin spaces between thousands; halves, as medians of two have them, to one decimal. */
export function stepsText(steps: number): string {
  const [whole = '', rest] = String(Number(steps.toFixed(1))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, narrowSpace);
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/**
 * A ratio to two decimals, or two digits where it is small. Never rounded onto 1, so that an interval that leaves 1 out
 * is seen to.
 */
export function ratioText(ratio: number): string {
  if (ratio === Number.POSITIVE_INFINITY) return '∞';
  if (ratio >= 100) return ratio.toFixed(0);
  if (ratio >= 10) return ratio.toFixed(1);
  if (ratio < 0.1) return String(Number(ratio.toPrecision(2)));
  for (let decimals = 2; decimals < 6; decimals++) {
    if (ratio === 1 || Number(ratio.toFixed(decimals)) !== 1) return ratio.toFixed(decimals);
  }
  return String(ratio);
}

/** `A`, `A and B`, `A, B and C`. */
export function listText(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
