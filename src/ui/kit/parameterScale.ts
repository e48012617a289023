import { clamp } from '../../core/clamp.ts';
import type { BoundedNumber, SliderSetting } from '../../core/setting.ts';

export type Move = 'down' | 'up' | 'pageDown' | 'pageUp' | 'home' | 'end';

const warp = {
  linear: (value: number) => value,
  log: (value: number) => Math.log10(value),
  oneMinus: (value: number) => -Math.log10(1 - value),
};
const unwarp = {
  linear: (position: number) => position,
  log: (position: number) => 10 ** position,
  oneMinus: (position: number) => 1 - 10 ** -position,
};

const significant = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** Where a value sits on its slider: 0 at the left end, 1 at the right. Values beyond an end sit at it. */
export function positionOf(parameter: SliderSetting, value: number): number {
  const { min, max, scale } = parameter;
  const [start, end] = [warp[scale](min), warp[scale](max)];
  return clamp((warp[scale](clamp(value, min, max)) - start) / (end - start), 0, 1);
}

/** The end of the slider that a value lies beyond; null within. Nothing (0), and what a parameter begins with, need no word. */
export function endPassed(
  { min, max, default: defaultValue }: SliderSetting,
  value: number,
): 'min' | 'max' | null {
  if (value === 0 || value === defaultValue) return null;
  if (value > max) return 'max';
  return value < min ? 'min' : null;
}

/** The value at a place of the slider, rounded to what a drag can mean: two digits of it, or of 1 − it. */
export function valueAt(parameter: SliderSetting, position: number): number {
  const { min, max, scale } = parameter;
  if (position <= 0) return min;
  if (position >= 1) return max;
  const [start, end] = [warp[scale](min), warp[scale](max)];
  return rounded(parameter, unwarp[scale](start + position * (end - start)), 2);
}

/**
 * The value after a key. On the log scale an arrow is 5 % and a page a factor of 2, of 1 − value on the scale in
 * 1 − value; on the linear one a hundredth and a tenth of the slider. A value beyond an end comes back from that end.
 */
export function nudge(parameter: SliderSetting, value: number, move: Move): number {
  const { min, max, scale, integer } = parameter;
  if (move === 'home') return min;
  if (move === 'end') return max;
  const up = move === 'up' || move === 'pageUp';
  if (up ? value >= max : value <= min) return value;
  const from = clamp(value, min, max);
  const big = move === 'pageUp' || move === 'pageDown';
  const next = rounded(parameter, moved(parameter, from, up, big), 3);
  if (!integer || scale === 'oneMinus' || next !== from) return next;
  return clamp(from + (up ? 1 : -1), min, max);
}

/** The next of some stops in the direction of a key, for numbers that come in steps of their own; a page is three stops. */
export function nudgeToStop(stops: readonly number[], value: number, move: Move): number {
  const first = stops.at(0) ?? value;
  const last = stops.at(-1) ?? value;
  if (move === 'home') return first;
  if (move === 'end') return last;
  const distance = move === 'pageUp' || move === 'pageDown' ? 3 : 1;
  const up = move === 'up' || move === 'pageUp';
  const ahead = up ? stops.filter((stop) => stop > value) : stops.filter((stop) => stop < value).reverse();
  return ahead[Math.min(distance, ahead.length) - 1] ?? value;
}

/** The stop nearest to a place of the slider. */
export function stopAt(parameter: SliderSetting, stops: readonly number[], position: number): number {
  const distance = (stop: number): number => Math.abs(positionOf(parameter, stop) - position);
  return stops.reduce(
    (best, stop) => (distance(stop) < distance(best) ? stop : best),
    stops.at(0) ?? parameter.min,
  );
}

function moved({ min, max, scale }: SliderSetting, from: number, up: boolean, big: boolean): number {
  if (scale === 'linear') return from + ((up ? 1 : -1) * (max - min)) / (big ? 10 : 100);
  const factor = big ? 2 : 1.05;
  if (scale === 'log') return up ? from * factor : from / factor;
  return 1 - (up ? (1 - from) / factor : (1 - from) * factor);
}

function rounded({ min, max, scale, integer }: SliderSetting, value: number, digits: number): number {
  let result = value;
  if (scale === 'log') result = significant(value, digits);
  if (scale === 'oneMinus') result = significant(1 - significant(1 - value, digits), 12);
  if (scale === 'linear') {
    const grain = 10 ** Math.floor(Math.log10((max - min) / 100) + 1e-9);
    result = significant(Math.round(value / grain) * grain, 12);
  }
  return clamp(integer ? Math.round(result) : result, min, max);
}

/** From here on a slider is even in factors. */
const wide = 32;

/** A number with two ends, as sliders take it. */
export function parameterOf(key: string, setting: BoundedNumber): SliderSetting {
  const { min, max, exclusiveMax } = setting.valid;
  const isLog = min > 0 && max / min >= wide;
  return { ...setting, key, min, max: exclusiveMax ? 0.9 * max : max, scale: isLog ? 'log' : 'linear' };
}
