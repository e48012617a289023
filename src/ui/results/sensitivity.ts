import type { ExperimentSpec, LaneSpec } from '../../experiment/schema.ts';
import { targetText } from '../../messages/race-figures.ts';
import { allDivergedText, edgeText } from '../../messages/search.ts';
import { joinItems } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Target } from '../../race/outcome.ts';
import { metricOf } from '../../race/outcome.ts';
import type { Choice, TuningPoint } from '../../race/sweep.ts';
import { allDiverged } from '../../race/sweep.ts';
import type { ChartTableData } from '../charts/engine/ChartTable.tsx';
import type { Curve } from '../charts/engine/curve.ts';
import type { EndLabel } from '../charts/engine/placeLabels.ts';
import type { Axis } from '../charts/engine/plot.ts';
import { besideLast, percentTick } from '../charts/engine/plot.ts';
import { accuracyDomain, linearTicks, logTicks, lossDomain } from '../charts/engine/scale.ts';
import type { LaneStyle } from '../kit/lane/laneStyle.ts';
import { laneStyle } from '../kit/lane/laneStyle.ts';

/** What came of a run at a learning rate: steps to the target, or what was measured at its end. */
export type SensitivityMetric = 'steps' | 'accuracy' | 'loss';

export interface SensitivityLane {
  readonly key: number;
  readonly name: string;
  readonly style: LaneStyle;
  readonly choice: Choice;
  /** Runs that came to their end, by rising learning rate: log10 of it, and what was measured. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The chosen one; null while there is none. `y` is null where it missed the target whose steps are shown. */
  readonly chosen: { readonly x: number; readonly y: number | null; readonly lr: number } | null;
  /** log10 of the learning rates that diverged. */
  readonly diverged: readonly number[];
  /** log10 of those that missed the target, where steps to it are shown. */
  readonly missed: readonly number[];
}

function measuredOf(
  { targetStep, accuracy, validationLoss }: TuningPoint,
  metric: SensitivityMetric,
): number {
  const value = { steps: targetStep, accuracy, loss: validationLoss }[metric];
  return value ?? Number.NaN;
}

/** What decided: steps to the target where a run reached it, else the target's metric at the end. */
export function decidingMetric(choices: readonly Choice[], target: Target | null): SensitivityMetric {
  const reached = choices.some(({ sensitivity }) =>
    sensitivity.points.some(({ targetStep }) => targetStep !== null),
  );
  if (reached) return 'steps';
  return metricOf(target) === 'validationAccuracy' ? 'accuracy' : 'loss';
}

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
    const { points } = choice.sensitivity;
    const best = points.find(({ chosen }) => chosen);
    const ended = points.filter(({ accuracy }) => accuracy !== null);
    const height = best ? measuredOf(best, metric) : Number.NaN;
    return [
      {
        key: spec.styleIndex,
        name: spec.name,
        style: laneStyle(spec.styleIndex),
        choice,
        x: done.map(({ lr }) => Math.log10(lr)),
        y: done.map((point) => measuredOf(point, metric)),
        chosen: best
          ? { x: Math.log10(best.lr), y: Number.isFinite(height) ? height : null, lr: best.lr }
          : null,
        diverged: points.filter((point) => point.diverged).map(({ lr }) => Math.log10(lr)),
        missed:
          metric === 'steps' ? ended.filter((of) => !done.includes(of)).map(({ lr }) => Math.log10(lr)) : [],
      },
    ];
  });
}

/** The axis of learning rates, in log10: from the lowest to the highest of all grids, a little wider; for so many pixels. */
export function rateAxis(t: Translator, rates: readonly number[], width: number): Axis {
  const margin = 0.12;
  const low = Math.log10(Math.min(...rates)) - margin;
  const high = Math.log10(Math.max(...rates)) + margin;
  const count = Math.max(2, Math.min(7, Math.floor(width / 44)));
  const candidateTicks = logTicks([10 ** low, 10 ** high], count).map(Math.log10);
  const axis: Axis = {
    domain: [low, high],
    ticks: candidateTicks,
    format: (value) => t.format.chosen(10 ** value),
  };
  return { ...axis, ticks: besideLast(axis, width) };
}

/** The axis of what was measured. */
export function metricAxis(
  t: Translator,
  lanes: readonly SensitivityLane[],
  metric: SensitivityMetric,
  height: number,
): Axis {
  const values = lanes.flatMap(({ y }) => y);
  const count = Math.max(2, height / 26);
  if (metric === 'accuracy') {
    const domain = accuracyDomain(values, null, values.length > 1);
    return { domain, ticks: linearTicks(domain, count), format: percentTick(t) };
  }
  if (metric === 'steps') {
    const domain = [0, 1.1 * Math.max(1, ...values)] as const;
    return { domain, ticks: linearTicks(domain, count), format: t.format.whole };
  }
  const domain = lossDomain({ raw: [values], smoothed: [values], start: null }, true, values.length > 1);
  return { domain, log: true, ticks: logTicks(domain, count), format: (value) => t.format.chosen(value) };
}

/** The line through a lane's runs, a dot at each. */
export const sensitivityCurve = ({ x, y, style }: SensitivityLane): Curve => ({
  x,
  y,
  ...style,
  width: 'line',
  opacity: 1,
  dot: 3,
});

/** A lane's name and its chosen rate, at the right edge, where it covers no line; none where no run came to its end. */
export function sensitivityLabel(
  t: Translator,
  { key, name, style, chosen, y }: SensitivityLane,
  edge: number,
): EndLabel[] {
  const end = y.at(-1);
  if (end === undefined) return [];
  const detail = chosen ? t.format.chosen(chosen.lr) : '';
  return [{ key: String(key), kind: 'lane', x: edge, y: end, ends: false, style, name, detail }];
}

function figure(t: Translator, value: number | null, metric: SensitivityMetric): string {
  if (value === null) return t('results.sensitivity.missed');
  if (metric === 'steps') return t('results.sensitivity.stepsAt', { steps: value });
  return metric === 'accuracy' ? t.format.percent(value) : t.format.measured(value);
}

const sentenceKeys = {
  steps: 'results.sensitivity.ofSteps',
  accuracy: 'results.sensitivity.ofAccuracy',
  loss: 'results.sensitivity.ofLoss',
} as const satisfies Record<SensitivityMetric, string>;

/** The chart in a sentence. */
export function sensitivitySentence(
  t: Translator,
  lanes: readonly SensitivityLane[],
  metric: SensitivityMetric,
): string {
  const ends = lanes.map(({ name: lane, chosen }) =>
    chosen
      ? t('results.sensitivity.best', {
          lane,
          rate: t.format.chosen(chosen.lr),
          value: figure(t, chosen.y, metric),
        })
      : t('results.sensitivity.none', { lane }),
  );
  return t(sentenceKeys[metric], { lanes: joinItems(t, ends) });
}

/** How the best of a search is chosen, in a sentence or two. */
export function choiceText(
  t: Translator,
  { race, training }: Pick<ExperimentSpec, 'race' | 'training'>,
): string {
  const { target, evalEvery } = training;
  const metric = metricOf(target) === 'validationAccuracy' ? 'accuracy' : 'other';
  const seed = String(race.tuningSeed);
  if (target === null) return t('results.sensitivity.choice', { metric, seed });
  return t('results.sensitivity.choiceBySteps', {
    target: targetText(t, target),
    every: evalEvery,
    metric,
    seed,
  });
}

/** Every run of the search. */
export function sensitivityTables(t: Translator, lanes: readonly SensitivityLane[]): ChartTableData[] {
  const columns = [
    t('results.sensitivity.rate'),
    t('results.sensitivity.stepsToTarget'),
    t('results.sensitivity.accuracy'),
    t('results.sensitivity.loss'),
    '',
  ];
  return lanes.map(({ name, choice }) => ({
    caption: t('results.sensitivity.table', { lane: name }),
    columns,
    rows: choice.sensitivity.points.map(({ lr, targetStep, accuracy, validationLoss, diverged, chosen }) => [
      t.format.chosen(lr),
      targetStep === null ? '–' : t.format.whole(targetStep),
      accuracy === null ? '–' : t.format.percent(accuracy),
      validationLoss === null ? '–' : t.format.measured(validationLoss),
      diverged ? t('results.sensitivity.diverged') : chosen ? t('results.sensitivity.chosen') : '',
    ]),
  }));
}

/** What the search leaves open: a best at the edge of the grid, a lane without any. */
export function sensitivityNotes(t: Translator, lanes: readonly SensitivityLane[]): readonly string[] {
  return lanes.flatMap(({ name, choice }) => {
    if (choice.warning !== null) return [edgeText(t, choice.warning, name)];
    const rates = allDiverged(choice);
    return rates === null ? [] : [allDivergedText(t, rates, name)];
  });
}
