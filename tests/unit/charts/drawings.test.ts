import { beforeEach, describe, expect, it } from 'vitest';
import type { Divergence } from '../../../src/race/outcome.ts';
import { chooseRate } from '../../../src/race/sweep.ts';
import { lossBand } from '../../../src/store/seeds.ts';
import { LaneSeries } from '../../../src/store/series.ts';
import { smoothed } from '../../../src/store/smoothing.ts';
import type { AccuracyLane } from '../../../src/ui/charts/accuracy/useAccuracyModel.ts';
import {
  accuracyAxis,
  accuracyCurve,
  accuracyLabel,
} from '../../../src/ui/charts/accuracy/useAccuracyModel.ts';
import { lossSeedCurves } from '../../../src/ui/charts/engine/seedCurves.ts';
import type { ShownLane } from '../../../src/ui/charts/engine/shownLanes.ts';
import { xAxis } from '../../../src/ui/charts/engine/useXModel.ts';
import { xScale } from '../../../src/ui/charts/engine/xUnit.ts';
import { drawnLoss, lossCurve, medianCurve } from '../../../src/ui/charts/loss/lossCurves.ts';
import { lossEndLabels } from '../../../src/ui/charts/loss/lossText.ts';
import type { LossLane } from '../../../src/ui/charts/loss/useLossModel.ts';
import { lossAxis } from '../../../src/ui/charts/loss/useLossModel.ts';
import { scheduleAxis, scheduleLane } from '../../../src/ui/charts/schedules/useScheduleModel.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';
import { showLanguage } from '../../../src/ui/kit/language.ts';
import {
  metricAxis,
  rateAxis,
  sensitivityCurve,
  sensitivityLabel,
  sensitivityLanes,
} from '../../../src/ui/results/sensitivity.ts';
import type { Drawing } from '../../support/chart-drawing.ts';
import { drawingOf } from '../../support/chart-drawing.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';
import { evaluationsOf } from '../race/runs.ts';

beforeEach(() => showLanguage(en));

const steps = xScale('steps', { stepsPerEpoch: null, batchSize: 1, elapsedMs: [] });
const wide = { width: 560, height: 240, inset: { left: 44, right: 132, top: 20, bottom: 24 } };
const columns = wide.width - wide.inset.left - wide.inset.right;

const expectDrawing = (name: string, drawing: Drawing) =>
  expect(drawingOf(drawing)).toMatchFileSnapshot(`./drawings/${name}.svg`);

/** Losses that fall as a power of the step, with a ripple that no two lanes share. */
const falling = (count: number, rate: number, ripple: number): number[] =>
  Array.from({ length: count }, (_, i) => 2.4 / (1 + i / 12) ** rate + 0.12 * Math.sin(i * ripple) ** 2);

function seriesOf(loss: readonly number[], divergence: Divergence | null = null): LaneSeries {
  const series = new LaneSeries();
  series.loss.append(Float32Array.from(loss));
  series.divergence = divergence;
  return series;
}

interface LossView {
  readonly lanes: readonly { readonly name: string; readonly series: LaneSeries }[];
  readonly previous?: LaneSeries;
  /** Of the first lane: then its bold line is a median. */
  readonly seeds?: readonly LaneSeries[];
  readonly total?: number;
  readonly logX?: boolean;
  readonly logY?: boolean;
  readonly ignoreOutliers?: boolean;
  readonly highlighted?: number;
}

function lossDrawing(title: string, view: LossView): Drawing {
  const { total = 300, logX = false, logY = false, ignoreOutliers = false } = view;
  const weight = 0.9;
  const domain = [logX ? 1 : 0, total] as const;
  const seeds = (view.seeds ?? []).map((series, seed) => ({ seed, series, counts: true }));
  const lanes = view.lanes.map(({ name, series }, i): LossLane => {
    const common = { key: name, name, label: name, style: laneStyle(i), series, scale: steps };
    const band = i === 0 ? lossBand(seeds, weight) : null;
    if (band) {
      const curve = medianCurve(band, steps, domain, columns, logX);
      return { ...common, band, curve, shown: band.median };
    }
    const shown = smoothed(series, series.loss.values, weight);
    return { ...common, band, curve: lossCurve(series, weight, steps, domain, columns, logX), shown };
  });
  const previous = view.previous ? lossCurve(view.previous, weight, steps, domain, columns, logX) : null;
  const window = { domain, columns, log: logX, weight, scaleOf: () => steps };
  const below = lossSeedCurves(seeds, laneStyle(0), window);
  const range = { from: 0, to: total };
  return {
    title,
    ...wide,
    axes: ({ width, height }) => ({
      x: xAxis({ unit: 'steps', domain, log: logX }, width),
      y: lossAxis(
        en,
        { lanes, previous, seeds: below },
        { range, zoomed: false },
        {
          ...{ log: logY, ignoreOutliers, classCount: 10, height },
        },
      ),
    }),
    curves: [...below, ...drawnLoss(lanes, previous)],
    labels: lossEndLabels(en, { lanes, previous }, previous && 'lr 0.05'),
    ...(view.highlighted !== undefined && { highlighted: view.highlighted }),
  };
}

const three = [
  { name: 'Nesterov', series: seriesOf(falling(240, 0.9, 1.7)) },
  { name: 'Adam', series: seriesOf(falling(240, 0.7, 2.3)) },
  { name: 'SGD', series: seriesOf(falling(240, 0.4, 2.9)) },
];

describe('the loss chart', () => {
  it('draws raw losses faint below smoothed ones, with names at their ends', () =>
    expectDrawing('loss', lossDrawing('Three lanes at step 240 of 300', { lanes: three })));

  it('has a logarithmic axis', () =>
    expectDrawing(
      'loss-log',
      lossDrawing('The same, logarithmic', { lanes: three, logX: true, logY: true }),
    ));

  it('keeps most losses apart where outliers are left out', () => {
    const spiked = falling(240, 0.9, 1.7).map((loss, i) => (i % 60 === 30 ? 40 * loss : loss));
    const lanes = [{ name: 'Nesterov', series: seriesOf(spiked) }, ...three.slice(1)];
    return expectDrawing(
      'loss-outliers',
      lossDrawing('Spikes leave the plot', { lanes, ignoreOutliers: true }),
    );
  });

  it('fades the others where a lane is highlighted', () =>
    expectDrawing('loss-highlighted', lossDrawing('Adam highlighted', { lanes: three, highlighted: 1 })));

  it('says which lane diverged, and shows the run before', () => {
    const rising = [...falling(60, 0.5, 1.7), ...Array.from({ length: 12 }, (_, i) => 1.4 ** i), Number.NaN];
    const diverged = seriesOf(rising, { step: 72, reason: 'notFinite' } as Divergence);
    const lanes = [{ name: 'Nesterov', series: diverged }, ...three.slice(1)];
    const previous = seriesOf(falling(300, 0.6, 3.1));
    return expectDrawing('loss-diverged', lossDrawing('One of three diverged', { lanes, previous }));
  });

  it('draws the band of several seeds around their median', () => {
    const seeds = [0.8, 0.9, 1, 0.7].map((rate, i) => seriesOf(falling(300, rate, 1.7 + i)));
    const lanes = [{ name: 'Nesterov', series: seeds[0] as LaneSeries }, ...three.slice(1)];
    return expectDrawing('loss-band', lossDrawing('Four seeds of one lane', { lanes, seeds }));
  });

  it('spreads the names of eight lanes that end close together', () => {
    const lanes = Array.from({ length: 8 }, (_, i) => ({
      name: `Lane ${i + 1}`,
      series: seriesOf(falling(300, 0.6 + 0.01 * i, 1.7 + i)),
    }));
    return expectDrawing('loss-labels', lossDrawing('Eight lanes', { lanes }));
  });
});

describe('the accuracy chart', () => {
  const lane = (name: string, i: number, accuracies: readonly number[]): AccuracyLane => ({
    ...{ key: name, name, label: name, style: laneStyle(i), scale: steps, targetStep: null, isMedian: false },
    series: seriesOf(falling(50 * accuracies.length, 0.5, 1)),
    evaluations: accuracies.map((accuracy, k) => ({ step: 50 * (k + 1), accuracy, loss: 1 - accuracy })),
  });

  it('draws a dot an evaluation, and the target within its axis', () => {
    const lanes = [
      lane('Nesterov', 0, [0.62, 0.83, 0.91, 0.94, 0.955]),
      lane('Adam', 1, [0.71, 0.86, 0.9, 0.92]),
      lane('SGD', 2, [0.3, 0.52, 0.66, 0.74, 0.79, 0.82]),
    ];
    const domain = [0, 300] as const;
    const inView = { zoomed: false, range: { from: 0, to: 300 } };
    return expectDrawing('accuracy', {
      title: 'Three lanes, to 97 %',
      ...wide,
      axes: ({ width, height }) => ({
        x: xAxis({ unit: 'steps', domain, log: false }, width),
        y: accuracyAxis(en, lanes, [], 0.97, inView, height, false),
      }),
      curves: lanes.map((of) => accuracyCurve(of, false)),
      labels: lanes.flatMap((of) => accuracyLabel(en, of, false, { domain })),
    });
  });
});

describe('the schedules chart', () => {
  it('draws what steps used bold, and what is planned thin', () => {
    const { lanes } = experiment({
      data: { id: 'mnist-10k', batchSize: 8 },
      model: { id: 'logistic' },
      training: { steps: 300 },
      lanes: [
        { optimizer: { id: 'nesterov', lr: 0.05 }, lrSchedule: { id: 'cosine', warmup: 30 } },
        { optimizer: { id: 'sgd', lr: 0.02 }, lrSchedule: { id: 'step', every: 100, factor: 0.3 } },
      ],
    });
    const [domain, range] = [[0, 300] as const, { from: 0, to: 300 }];
    const x = { domain, range, log: false, scaleOf: () => steps, totalSteps: 300, unit: 'steps' } as const;
    const drawn = lanes.map((spec, lane) => {
      const style = laneStyle(lane);
      const shown: ShownLane = {
        key: spec.name,
        name: spec.name,
        label: spec.name,
        style,
        spec,
        lane,
        series: new LaneSeries(),
      };
      const planned = scheduleLane('lr', shown, x, columns);
      shown.series.loss.append(Float32Array.from(falling(180, 0.5, 1)));
      shown.series.lr.append(Float64Array.from({ length: 180 }, (_, step) => planned.at(step)));
      return scheduleLane('lr', shown, x, columns);
    });
    return expectDrawing('schedules', {
      title: 'Learning rates at step 180 of 300',
      ...wide,
      axes: ({ width, height }) => ({
        x: xAxis({ unit: 'steps', domain, log: false }, width),
        y: scheduleAxis(en, 'lr', drawn, height),
      }),
      curves: drawn.flatMap(({ past, ahead }) => [ahead, past]),
    });
  });
});

describe('the sensitivity chart', () => {
  it('draws a line a lane over the rates tried, its name at the edge', () => {
    const rates = [0.001, 0.01, 0.1, 1];
    const { lanes, training } = experiment({
      data: { id: 'mnist-10k', batchSize: 8 },
      model: { id: 'logistic' },
      training: { steps: 100, evalEvery: 50, target: { metric: 'validationAccuracy', value: 0.99 } },
      race: { mode: 'fair', tuningSeed: 3 },
      lanes: [{ optimizer: { id: 'nesterov', lr: 0.1 } }, { optimizer: { id: 'adam', lr: 0.01 } }],
    });
    const ends = [
      [0.41, 0.78, 0.93, 0.1],
      [0.66, 0.94, 0.71, 0.1],
    ];
    const choices = lanes.map((_, lane) => {
      const runs = rates.map((lr, i) => ({
        ...{ lane, lr, targetStep: null, steps: 2, loss: [2, 1] },
        state: i === 3 ? ('diverged' as const) : ('finished' as const),
        evaluations: evaluationsOf([0.3, ends[lane]?.[i] ?? 0]),
      }));
      return chooseRate(lane, rates, runs, training.target);
    });
    const shown = sensitivityLanes(lanes, choices, 'accuracy');
    const edge = Math.log10(Math.max(...rates));
    return expectDrawing('sensitivity', {
      title: 'Accuracy by learning rate',
      ...wide,
      axes: ({ width, height }) => ({
        x: rateAxis(en, rates, width),
        y: metricAxis(en, shown, 'accuracy', height),
      }),
      curves: shown.map(sensitivityCurve),
      labels: shown.flatMap((lane) => sensitivityLabel(en, lane, edge)),
    });
  });
});
