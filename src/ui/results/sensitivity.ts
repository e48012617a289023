import { formatLoss, formatPercent, formatValue } from '../../core/format.ts';
import type { Choice, TuningPoint } from '../../race/sweep.ts';
import { allDivergedText } from '../../race/sweep.ts';
import type { LaneSpec } from '../../spec/schema.ts';
import type { ChartTableData } from '../charts/ChartTable.tsx';
import type { LaneLook } from '../charts/lane.ts';
import { laneLook } from '../charts/lane.ts';
import type { Axis } from '../charts/plot.ts';
import { besideLast } from '../charts/plot.ts';
import { accuracyDomain, linearTicks, logTicks, lossDomain } from '../charts/scale.ts';

/** What a learning rate is judged by at the end of its run. */
export type SensitivityMetric = 'accuracy' | 'loss';

export interface SensitivityLane {
  readonly key: number;
  readonly name: string;
  readonly look: LaneLook;
  readonly choice: Choice;
  /** Runs that came to their end, by rising learning rate: log10 of it, and what was measured. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Of the chosen one; null while there is none. */
  readonly chosen: { readonly x: number; readonly y: number; readonly lr: number } | null;
  /** log10 of the learning rates that diverged. */
  readonly diverged: readonly number[];
}

const measuredOf = (point: TuningPoint, metric: SensitivityMetric): number =>
  (metric === 'accuracy' ? point.accuracy : point.validationLoss) ?? Number.NaN;

/** The lanes of a search as the chart draws them. */
export function sensitivityLanes(
  lanes: readonly LaneSpec[],
  choices: readonly Choice[],
  metric: SensitivityMetric,
): readonly SensitivityLane[] {
  return choices.flatMap((choice): SensitivityLane[] => {
    const spec = lanes[choice.lane];
    if (!spec) return [];
    const done = choice.sensitivity.points.filter((point) => Number.isFinite(measuredOf(point, metric)));
    const best = done.find(({ chosen }) => chosen);
    return [
      {
        key: spec.look,
        name: spec.name,
        look: laneLook(spec.look),
        choice,
        x: done.map(({ lr }) => Math.log10(lr)),
        y: done.map((point) => measuredOf(point, metric)),
        chosen: best ? { x: Math.log10(best.lr), y: measuredOf(best, metric), lr: best.lr } : null,
        diverged: choice.sensitivity.points.filter((point) => point.diverged).map(({ lr }) => Math.log10(lr)),
      },
    ];
  });
}

/** The axis of learning rates, in log10: from the lowest to the highest of all grids, a little wider; for so many pixels. */
export function rateAxis(rates: readonly number[], width: number): Axis {
  const margin = 0.12;
  const low = Math.log10(Math.min(...rates)) - margin;
  const high = Math.log10(Math.max(...rates)) + margin;
  const count = Math.max(2, Math.min(7, Math.floor(width / 44)));
  const wanted = logTicks([10 ** low, 10 ** high], count).map(Math.log10);
  const axis: Axis = { domain: [low, high], ticks: wanted, format: (value) => formatValue(10 ** value) };
  return { ...axis, ticks: besideLast(axis, width) };
}

/** The axis of what was measured. */
export function metricAxis(
  lanes: readonly SensitivityLane[],
  metric: SensitivityMetric,
  height: number,
): Axis {
  const values = lanes.flatMap(({ y }) => y);
  const count = Math.max(2, height / 26);
  if (metric === 'accuracy') {
    const domain = accuracyDomain(values, null, values.length > 1);
    const format: Axis['format'] = (value, i, all) =>
      formatValue(value * 100) + (i === all.length - 1 ? '\u202f%' : '');
    return { domain, ticks: linearTicks(domain, count), format };
  }
  const domain = lossDomain({ raw: [values], smoothed: [values], start: null }, true, values.length > 1);
  return { domain, log: true, ticks: logTicks(domain, count), format: (value) => formatValue(value) };
}

const figure = (value: number, metric: SensitivityMetric): string =>
  metric === 'accuracy' ? formatPercent(value) : formatLoss(value);

/** The chart in a sentence. */
export function sensitivitySentence(lanes: readonly SensitivityLane[], metric: SensitivityMetric): string {
  const ends = lanes.map(({ name, chosen }) =>
    chosen
      ? `${name} best at ${formatValue(chosen.lr)} with ${figure(chosen.y, metric)}`
      : `${name} none yet`,
  );
  return `Validation ${metric} at the end by learning rate: ${ends.join(', ')}.`;
}

/** Every run of the search. */
export function sensitivityTables(lanes: readonly SensitivityLane[]): ChartTableData[] {
  return lanes.map(({ name, choice }) => ({
    caption: `${name}, by learning rate`,
    columns: ['Learning rate', 'Accuracy', 'Loss', ''],
    rows: choice.sensitivity.points.map(({ lr, accuracy, validationLoss, diverged, chosen }) => [
      formatValue(lr),
      accuracy === null ? '–' : formatPercent(accuracy),
      validationLoss === null ? '–' : formatLoss(validationLoss),
      diverged ? 'diverged' : chosen ? 'chosen' : '',
    ]),
  }));
}

/** What the search leaves open: a best at the edge of the grid, a lane without any. */
export function sensitivityNotes(lanes: readonly SensitivityLane[]): readonly string[] {
  return lanes.flatMap(({ name, choice }) => choice.warning?.text ?? allDivergedText(name, choice) ?? []);
}
