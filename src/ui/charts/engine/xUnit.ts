import type { Translator } from '../../../messages/translator.ts';
import type { XUnit } from '../../../store/state.ts';
import { partition } from './downsample.ts';

/** What a run counts in: how its steps become epochs, examples and seconds. */
export interface StepScale {
  /** Null while the data is unknown; then epochs cannot be told and steps stand in. */
  readonly stepsPerEpoch: number | null;
  readonly batchSize: number;
  /** Milliseconds of training at each step, never falling. */
  readonly elapsedMs: ArrayLike<number>;
}

/** The horizontal axis of a run: from steps to the unit shown and back. */
export interface XScale {
  /** The place of a step; under seconds a step not taken yet has that of the last. */
  toX(step: number): number;
  /** The step nearest to a place. */
  toStep(x: number): number;
}

/** Steps: s. Epochs: s / stepsPerEpoch. Examples: s · batchSize. Seconds: elapsedMs[s] / 1000. */
export function xScale(unit: XUnit, { stepsPerEpoch, batchSize, elapsedMs }: StepScale): XScale {
  if (unit === 'seconds') return secondsScale(elapsedMs);
  const factor = unit === 'epochs' ? 1 / (stepsPerEpoch ?? 1) : unit === 'examples' ? batchSize : 1;
  return { toX: (step) => step * factor, toStep: (x) => Math.round(x / factor) };
}

function secondsScale(elapsedMs: ArrayLike<number>): XScale {
  const last = elapsedMs.length - 1;
  const at = (index: number): number => (elapsedMs[index] ?? 0) / 1000;
  return {
    toX: (step) => at(Math.max(0, Math.min(Math.round(step), last))),
    toStep: (x) => {
      const next = partition(0, last + 1, (i) => at(i) >= x);
      if (next > last) return Math.max(0, last);
      return next > 0 && x - at(next - 1) < at(next) - x ? next - 1 : next;
    },
  };
}

/** One tick of the x axis; the last one carries the unit unless it is steps. */
export function formatX(t: Translator, unit: XUnit, value: number, withName = false): string {
  if (unit === 'steps') return t.format.whole(value);
  const figure = unit === 'examples' ? t.format.whole(value) : t.format.chosen(value, 4);
  return withName ? t.format.unit(figure, t(`charts.unit.${unit}`)) : figure;
}
