import { beforeAll, describe, expect, it } from 'vitest';
import { datasetKey } from '../../src/data/catalog/info.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { openDataset } from '../../src/data/open-dataset.ts';
import type { Device } from '../../src/engine/device/backend.ts';
import { build } from '../../src/engine/executors/build.ts';
import { ExperimentRunner } from '../../src/engine/training/experiment-runner.ts';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import type { LayerStatisticsFrame } from '../../src/protocol/messages.ts';
import type { RunResult } from '../../src/protocol/run-reports.ts';
import type { Symptoms } from '../../src/race/retry.ts';
import { laneRetried, retryOf } from '../../src/race/retry.ts';
import { sharedPageDevice } from '../support/device.ts';
import { readFromDisk } from '../support/disk-reader.ts';
import { experiment } from '../support/experiment.ts';
import { testOutbox } from '../support/outbox.ts';

const data = { id: 'mnist-10k', batchSize: 16, validation: 400, size: 8, fit: 'resize' } as const;
let device: Device;
beforeAll(async () => {
  device = await sharedPageDevice();
});

function datasetOf({ data }: ExperimentSpec): Promise<Dataset> {
  const baseUrl = new URL('../../public/data/', import.meta.url).href;
  const { validation } = data;
  return openDataset({ id: datasetKey(data), baseUrl, readBytes: readFromDisk, validation, view: data });
}

interface TrainedRun {
  readonly result: RunResult;
  readonly layerStatistics: readonly LayerStatisticsFrame[];
}

/** Trains to the end, measured layer by layer as on the page. */
async function train(spec: ExperimentSpec): Promise<TrainedRun> {
  const dataset = await datasetOf(spec);
  const layerStatistics: LayerStatisticsFrame[] = [];
  let end = (_error: unknown): void => undefined;
  const over = new Promise<unknown>((resolve) => {
    end = resolve;
  });
  const outbox = testOutbox({
    onEmit: (_, payload) => {
      if ('error' in payload && (payload.state === 'finished' || payload.error)) end(payload.error);
    },
    onSteps: () => layerStatistics.push(...outbox.drainLayerStatistics()),
  });
  const race = await ExperimentRunner.open({
    spec,
    dataset,
    adapter: device.report,
    build: (of, measured) => build(of, dataset, device, null, measured),
    outbox,
  });
  race.play();
  expect(await over).toBeNull();
  const result = race.result();
  await race.dispose();
  dataset.close();
  return { result, layerStatistics };
}

/** What the page knows of a lane when Retry is pressed. */
function symptomsOf({ result, layerStatistics }: TrainedRun, lane: number): Symptoms {
  const first = layerStatistics.find((frame) => frame.lane === lane && frame.steps[0] === 0);
  const layers = (first?.weight.length ?? 0) / (first?.steps.length ?? 1);
  const lr = result.spec.lanes[lane]?.optimizer.lr ?? Number.NaN; // the schedule is constant
  return {
    loss: result.lanes[lane]?.loss ?? [],
    firstUpdate: first
      ? { lr, weight: first.weight.slice(0, layers), updateRatio: first.updateRatio.slice(0, layers) }
      : null,
  };
}

const networks: readonly { model: object; lanes: readonly (readonly [string, number])[] }[] = [
  {
    model: { id: 'logistic' },
    lanes: [['rmsprop', 100]],
  },
  {
    model: { id: 'mlp', hidden: [32] },
    lanes: [
      ['sgd', 3],
      ['adam', 3],
      ['adagrad', 10],
    ],
  },
  {
    model: { id: 'mlp', hidden: [16, 16, 16, 16] },
    lanes: [
      ['momentum', 10],
      ['nmgd', 3],
    ],
  },
  {
    model: { id: 'cnn', filters: [2] },
    lanes: [
      ['muon', 100],
      ['nesterov', 10],
    ],
  },
  {
    model: { id: 'resnet', width: 2, depth: 4, norm: 'none' },
    lanes: [
      ['nesterov', 100],
      ['sgd', 10],
    ],
  },
  {
    model: { id: 'vit', patch: 4, width: 8, depth: 1, heads: 2, hidden: 16 },
    lanes: [
      ['adam', 100],
      ['nmgd', 100],
    ],
  },
];
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const training = { steps: 200, evalEvery: 50 };

describe('a lane at a hopeless learning rate', () => {
  it.each(networks)(
    'trains after one or two presses of Retry: $model',
    { timeout: 600_000 },
    async ({ model, lanes }) => {
      let trained = await train(
        experiment({
          data,
          model,
          training,
          lanes: lanes.map(([id, lr]) => ({ name: `${id} at ${lr}`, optimizer: { id, lr } })),
        }),
      );
      const presses = lanes.map(() => 0);
      for (let round = 0; round < 2; round++) {
        const { spec } = trained.result;
        const next = spec.lanes.map((lane, i) => {
          const issue = trained.result.lanes[i]?.issue ?? null;
          if (issue === null) return lane;
          presses[i] = round + 1;
          return laneRetried(lane, retryOf(issue, lane, training.steps, symptomsOf(trained, i)));
        });
        if (round === 0) expect(presses, 'each rate is hopeless').toEqual(lanes.map(() => 1));
        if (next.some((lane, i) => lane !== spec.lanes[i])) trained = await train({ ...spec, lanes: next });
      }
      for (const { name, issue, evals, loss } of trained.result.lanes) {
        expect(issue, name).toBeNull();
        const validation = evals
          .filter(({ split }) => split === 'validation')
          .map(({ accuracy }) => accuracy);
        expect(Math.max(...validation), name).toBeGreaterThan(0.2); // a guess comes to 0.17 at most
        expect(meanOf(loss.slice(-20)), name).toBeLessThan(meanOf(loss.slice(0, 5)));
      }
    },
  );
});

describe('a lane under heavy label smoothing', () => {
  it('is not at chance while it is right on most images, whatever its training loss, and takes every step', async () => {
    const raised = (lr: number) => ({
      name: `Raised to ${lr}`,
      optimizer: { id: 'sgd', lr: 0.04 },
      events: [{ step: 150, set: { 'optimizer.lr': lr } }],
    });
    const spec = experiment({
      data: { id: 'mnist-10k', batchSize: 16, validation: 500 },
      model: { id: 'logistic' },
      training: { steps: 450, evalEvery: 25, labelSmoothing: 0.5 },
      lanes: [raised(0.1), raised(0.15)],
    });
    const { result } = await train(spec);
    for (const { name, loss, state, issue, evals } of result.lanes) {
      expect([state, issue, loss.length], name).toEqual(['finished', null, 450]);
      const raisedFrom = evals.filter(({ split, step }) => split === 'validation' && step > 150);
      expect(Math.max(...raisedFrom.map(({ accuracy }) => accuracy)), name).toBeGreaterThan(0.4);
    }
    // by the rule of before, 100 steps of a smoothed loss of ln 10 or more, one of them would have been ended
    expect(Math.max(...result.lanes.map(({ loss }) => longestAtChance(loss)))).toBeGreaterThanOrEqual(100);
  });
});

/** The longest run of steps whose debiased mean loss, weight 0.95, is ln 10 or more. */
function longestAtChance(losses: readonly number[]): number {
  let [mean, length, longest] = [0, 0, 0];
  losses.forEach((loss, i) => {
    mean = 0.95 * mean + 0.05 * loss;
    length = mean / (1 - 0.95 ** (i + 1)) >= Math.LN10 ? length + 1 : 0;
    longest = Math.max(longest, length);
  });
  return longest;
}
