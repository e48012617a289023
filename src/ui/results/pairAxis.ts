import { pointsText } from '../../messages/race-figures.ts';
import type { Translator } from '../../messages/translator.ts';
import type { ScoreKind } from '../../race/contenders.ts';
import type { Pair } from '../../race/pair.ts';

export interface PairTick {
  /** Per cent of the width. */
  readonly at: number;
  readonly label: string;
  readonly isEqual: boolean;
}

/** What all strips are drawn on: ratios by their logarithm, differences as they are. */
export interface PairAxis {
  /** Per cent of the width at which a value stands. */
  readonly place: (value: number) => number;
  readonly ticks: readonly PairTick[];
}

const padding = 0.06;
const closestTicks = 17; // per cent of the width, where type is 16 px large

/**
 * The axis that holds every seed, interval and median, and the value of no difference.
 * @param scale how much larger type is than 16 px
 */
export function pairAxis(t: Translator, pairs: readonly Pair[], score: ScoreKind, scale = 1): PairAxis {
  const values = pairs.flatMap(({ seeds, interval, estimate }) => [
    ...seeds.filter((value) => value !== null),
    ...(interval ? [interval.low, interval.high] : []),
    ...(estimate ? [estimate.low, estimate.high] : []),
  ]);
  return score === 'steps'
    ? ratioAxis(values, t('verdict.pair.equal'), scale)
    : differenceAxis(t, values, scale);
}

/** Ticks beside that of no difference, by what they say: those in front are kept where two would stand too close. */
const ratioTicks: readonly (readonly [number, string])[] = [
  [1 / 2, '½×'],
  [2, '2×'],
  [1 / 4, '¼×'],
  [4, '4×'],
  [1 / 10, '⅒×'],
  [10, '10×'],
  [1 / 100, '1/100×'],
  [100, '100×'],
  [3 / 4, '¾×'],
  [3 / 2, '1½×'],
];

function ratioAxis(values: readonly number[], equal: string, scale: number): PairAxis {
  const low = Math.log(Math.min(0.75, ...values.filter((value) => value > 0)));
  const high = Math.log(Math.max(4 / 3, ...values.filter(Number.isFinite)));
  const place = placer(low, high);
  return {
    place: (value) => place(Math.log(value)),
    ticks: shownTicks(
      [[1, equal] as const, ...ratioTicks].map(([value, label]) => ({
        at: place(Math.log(value)),
        label,
        isEqual: value === 1,
      })),
      scale,
    ),
  };
}

function differenceAxis(t: Translator, values: readonly number[], scale: number): PairAxis {
  const low = Math.min(-0.01, ...values);
  const high = Math.max(0.01, ...values);
  const place = placer(low, high);
  const unit = 10 ** Math.floor(Math.log10((high - low) / 2));
  const steps = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8, 9, -9];
  const others = steps.map((step) => ({
    at: place(step * unit),
    label: pointsText(t, step * unit),
    isEqual: false,
  }));
  return {
    place,
    ticks: shownTicks([{ at: place(0), label: t('verdict.pair.equal'), isEqual: true }, ...others], scale),
  };
}

function placer(low: number, high: number): (value: number) => number {
  const pad = (high - low) * padding;
  return (value) => (100 * (value - low + pad)) / (high - low + 2 * pad);
}

/** Those within the axis, apart from each other. */
function shownTicks(candidates: readonly PairTick[], scale: number): readonly PairTick[] {
  const shown: PairTick[] = [];
  for (const tick of candidates) {
    const isIn = tick.at >= 0 && tick.at <= 100;
    if (isIn && shown.every(({ at }) => Math.abs(at - tick.at) >= closestTicks * scale)) shown.push(tick);
  }
  return shown.sort((a, b) => a.at - b.at);
}

/** Per cent of the width that a ring takes. */
const ringWidth = 3;

/**
 * How far each ring stands from the middle of its strip, −1 to 1: those that would cover each other are stacked, in turns
 * above and below, and closer where there are many.
 * @param places per cent of the width, one a ring
 */
export function stacked(places: readonly number[]): readonly number[] {
  const ends: number[] = [];
  const levels = new Map<number, number>();
  const order = places.map((_, i) => i).sort((i, j) => (places[i] ?? 0) - (places[j] ?? 0));
  for (const i of order) {
    const place = places[i] ?? 0;
    const free = ends.findIndex((end) => place - end >= ringWidth);
    const level = free === -1 ? ends.length : free;
    ends[level] = place;
    levels.set(i, level);
  }
  const apart = 1 / Math.max(3, Math.ceil((ends.length - 1) / 2));
  return places.map((_, i) => {
    const level = levels.get(i) ?? 0;
    return Math.ceil(level / 2) * apart * (level % 2 === 1 ? -1 : 1) || 0;
  });
}
