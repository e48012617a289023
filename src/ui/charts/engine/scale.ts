import type { Interval } from './downsample.ts';

/** Leading digits an axis may end at: close enough that little is empty, few enough that it rarely moves. */
const coarse = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;
const ends = [1, 1.5, 2, 3, 5, 7, 10] as const;
const fine = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10] as const;

/** The smallest round number not below a positive value: 1240 → 1500. */
export function roundUp(value: number, digits: readonly number[] = coarse): number {
  const power = powerBelow(value);
  const digit = digits.find((d) => times(d, power) >= value * (1 - 1e-12)) ?? 10;
  return times(digit, power);
}

/** The largest round number not above a positive value: 0.26 → 0.2. */
export function roundDown(value: number, digits: readonly number[] = coarse): number {
  const power = powerBelow(value);
  const digit = digits.findLast((d) => times(d, power) <= value * (1 + 1e-12)) ?? 1;
  return times(digit, power);
}

/**
 * Ticks of a linear axis: the multiples of 1, 2 or 5 times a power of ten inside the domain, at most `count` steps of
 * them. `smallest` bounds the distance from below (1 where only whole numbers make sense).
 */
export function linearTicks([low, high]: Interval, count: number, smallest = 0): number[] {
  if (!(high > low)) return [low];
  const step = tickStep(high - low, count, smallest);
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
    ticks.push(clean(k * step, step));
  return ticks;
}

/** The distance between the ticks of `linearTicks`. */
function tickStep(span: number, count: number, smallest = 0): number {
  const ideal = Math.max(span / Math.max(1, count), smallest, Number.MIN_VALUE * 1e20);
  return roundUp(ideal, [1, 2, 5, 10]);
}

/**
 * Ticks of a log10 axis: 1, 2 and 5 in each decade; more where these are too few to read by, whole decades where they
 * would be more than `count`; where less than a factor of three is shown, those of a linear axis at their true places.
 */
export function logTicks([low, high]: Interval, count: number): number[] {
  if (high / low < 3) return linearTicks([low, high], count);
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const typical = within(from, to, 1, [1, 2, 5], low, high);
  if (typical.length < 4) return within(from, to, 1, [1, 1.5, 2, 3, 5, 7], low, high);
  if (typical.length <= count) return typical;
  const fewer = within(from, to, 1, [1, 3], low, high);
  if (fewer.length <= count) return fewer;
  return within(from, to, Math.max(1, Math.ceil((to - from) / count)), [1], low, high);
}

/** The losses in view, downsampled or not; what is not finite is passed over. */
export interface LossesInView {
  readonly raw: readonly ArrayLike<number>[];
  readonly smoothed: readonly ArrayLike<number>[];
  /** The first loss of the run, what an untrained network scores; before there is one, what it is expected to be. */
  readonly start: number | null;
}

/**
 * The y domain of the loss chart. A robust rule, so that one huge or tiny loss never flattens the rest:
 * - losses above 4 × (on a log axis 10 ×) the larger of the run's first loss and the lowest smoothed one have no
 *   say, so spikes stay whole while a run that diverges to 1e30 leaves through the top, where the chart says so;
 * - on a log axis losses below half of the lowest smoothed one have none either, so that most of the plot is for the
 *   smoothed lines. A linear axis starts at 0, or when zoomed at the lowest loss.
 * Both ends are rounded outward, so that the axis moves some six times while a loss falls tenfold, and never back. Unless
 * zoomed the domain holds half of the first loss to a fifth above it (on a linear axis from 0), so that an empty chart has
 * its axes and the first losses move nothing.
 */
export function lossDomain({ raw, smoothed, ...run }: LossesInView, log: boolean, zoomed: boolean): Interval {
  const start = run.start ?? tenClasses;
  const standing: Interval = [log ? roundDown(start / 2, ends) : 0, roundUp(start * 1.2)];
  const middle = extent(smoothed, log ? tiniest : 0);
  if (!middle) return standing;
  const lowest = middle[0];
  const ceiling = (log ? 10 : 4) * Math.max(start, lowest);
  const [low, high] = extent(raw, log ? Math.max(tiniest, lowest / 2) : 0, ceiling) ?? [lowest, lowest];
  if (!zoomed)
    return [
      log ? Math.min(standing[0], roundDown(Math.min(low, lowest), ends)) : 0,
      Math.max(standing[1], roundUp(Math.max(high, tiniest))),
    ];
  return log ? [roundDown(low / 1.02, fine), roundUp(high * 1.02, fine)] : linearAround(low, high);
}

const tiniest = 1e-12;
const tenClasses = Math.log(10);

/** A linear domain that holds both values, ends on ticks and is never empty. */
export function linearAround(low: number, high: number): Interval {
  const span = high - low || Math.abs(high) * 0.2 || 1;
  const step = tickStep(span, 4);
  const floor = clean(Math.floor(low / step + 1e-9) * step, step);
  const ceiling = clean(Math.ceil(high / step - 1e-9) * step, step);
  return ceiling > floor ? [floor, ceiling] : [floor, clean(floor + step, step)];
}

/**
 * The y domain of the accuracy chart, in fractions. Before anything is measured from 15 points below the target (50 %
 * without one) to just above it; then what was measured and the target, with little room around, never narrower while the
 * run goes on. When zoomed it fits the values in view.
 */
export function accuracyDomain(values: readonly number[], target: number | null, zoomed: boolean): Interval {
  if (zoomed && values.length > 0) return linearAround(Math.min(...values), Math.max(...values));
  const measured = values.length > 0 ? values : [target === null ? 0.5 : target - 0.15, target ?? 0.9];
  const goal = target === null ? [] : [target - 0.05, target];
  const lowest = Math.min(...measured, ...goal);
  const highest = Math.max(...measured, ...goal);
  const low = Math.max(0, Math.min(0.9, Math.floor(lowest * 10 + 1e-9) / 10));
  const high = Math.min(1, Math.ceil((highest + 0.004) * 20 - 1e-9) / 20);
  return [low, Math.max(high, low + 0.1)];
}

/** Most of the span from lowest to highest of what a linear axis from 0 still tells apart. */
const maxLinear = 10;

/**
 * The y axis of learning rates over a run: from 0, or a log axis where those that lanes are set to differ tenfold or more,
 * for a linear one would flatten the smaller on 0. It reaches a tenth of the smallest down at most: a schedule that falls
 * to 0 leaves through the bottom.
 * @param levels what lanes are set to, live edits included
 * @param used the lowest and highest that steps use
 */
export function rateDomain(
  levels: readonly number[],
  used: Interval,
): { readonly domain: Interval; readonly log: boolean } {
  const set = levels.filter((level) => level > 0 && Number.isFinite(level));
  const [smallest, largest] = [Math.min(...set), Math.max(...set)];
  if (set.length === 0 || largest / smallest < maxLinear * (1 - 1e-9)) {
    return { domain: [0, roundUp(used[1] > 0 ? used[1] : 1)], log: false };
  }
  const low = Math.min(smallest, Math.max(used[0], smallest / 10));
  const domain: Interval = [roundDown(low, [1]), roundUp(Math.max(used[1], largest), [1, 10])];
  return { domain, log: true };
}

/** Both ends of a log axis that goes by decades, and as many of those between as are evenly spaced and fit. */
export function decadeTicks([low, high]: Interval, count: number): number[] {
  const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const decades = to - from;
  for (let every = 1; every < decades; every++) {
    if (decades % every !== 0 || decades / every + 1 > count) continue;
    return Array.from({ length: decades / every + 1 }, (_, i) => times(1, from + i * every));
  }
  return [low, high];
}

/** The lowest and highest of the finite values from `floor` to `ceiling` in several lists; null when there is none. */
export function extent(
  lists: readonly ArrayLike<number>[],
  floor = Number.NEGATIVE_INFINITY,
  ceiling = Number.POSITIVE_INFINITY,
): Interval | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i] as number;
      if (!Number.isFinite(value) || value < floor || value > ceiling) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

function within(
  from: number,
  to: number,
  every: number,
  digits: readonly number[],
  low: number,
  high: number,
): number[] {
  const ticks: number[] = [];
  for (let power = Math.ceil(from / every) * every; power <= to; power += every) {
    for (const digit of digits) {
      const tick = times(digit, power);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

function powerBelow(value: number): number {
  return Math.floor(Math.log10(value) + 1e-12);
}

function times(digit: number, power: number): number {
  return Number(`${digit}e${power}`); // exact, where a product would leave 0.30000000000000004
}

function clean(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return decimals > 100 ? value : Number(value.toFixed(decimals)) + 0;
}
