import type { BandMeaning } from '../race/bands.ts';
import type { Target } from '../race/outcome.ts';
import type { Interval } from '../race/statistics.ts';
import type { Translator } from './translator.ts';

/** A target within a sentence: `88 %`, or `a validation loss of 0.3`. */
export function targetText(t: Translator, { metric, value }: Target): string {
  if (metric === 'validationLoss') return t('race.target.loss', { value: t.format.chosen(value, 6) });
  return exactPercent(t, value);
}

/** A fraction that a person chose, as a percentage with as many decimals as it has: `88.5 %`. */
export function exactPercent(t: Translator, value: number): string {
  const decimals = String(Number((value * 100).toPrecision(6))).split('.')[1]?.length ?? 0;
  return t.format.percent(value, decimals);
}

/** Whole steps; halves, as medians of two have them, to one decimal. */
export function stepsText(t: Translator, steps: number): string {
  const rounded = Number(steps.toFixed(1));
  return Number.isInteger(rounded) ? t.format.whole(rounded) : t.format.decimals(rounded, 1);
}

/** What line and band of several seeds show, with their number; `isOver`: no seed is under way. */
export function bandText(t: Translator, { id, n }: BandMeaning, isOver: boolean): string {
  if (id === 'none') return t('race.band.none');
  const share = t.format.percent(0.95, 0);
  const count = t.format.whole(n);
  if (isOver) return t(`race.band.${id}`, { n: count, share });
  return t(`race.band.${id}SoFar`, { n: count, share });
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

/** `p = 0.56`, `p < 0.0001`; beside a limit with as many digits as show on which side of it p is. */
export function pText(p: number, limit: number): string {
  if (p < 1e-4 && p <= limit) return 'p < 0.0001';
  for (let digits = 2; digits < 6; digits++) {
    const text = p.toPrecision(digits);
    if (Number(text) <= limit === p <= limit) return `p = ${text}`;
  }
  return `p = ${p}`;
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

/** A difference of accuracies in points, with its sign: `+1.2 pt`, `−0.3 pt`. */
export function pointsText(t: Translator, difference: number): string {
  const tenths = Math.round(Math.abs(difference) * 1000) / 1000;
  const sign = tenths === 0 ? '' : difference < 0 ? '−' : '+';
  return `${sign}${t.format.points(tenths)}`;
}
