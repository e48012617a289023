import { describe, expect, it } from 'vitest';
import { Dataset } from '../../../../src/data/dataset.ts';
import type { Device } from '../../../../src/engine/device/backend.ts';
import { DeviceErrors } from '../../../../src/engine/device/device-errors.ts';
import type { Executor, StepPlan } from '../../../../src/engine/executors/executor.ts';
import { bench } from '../../../../src/engine/tools/bench.ts';
import { inspectsNothing } from '../../../support/executor.ts';
import { experiment } from '../../../support/experiment.ts';
import { memoryReader, tinyDataset } from '../../../support/tiny-dataset.ts';

const device: Device = {
  report: {
    backend: 'cpu',
    vendor: '',
    architecture: '',
    description: '',
    software: true,
    fallback: null,
  },
  gpu: null,
  deviceErrors: new DeviceErrors(),
};

/** A tiny set, and an executor that notes the steps it takes. */
function setUp() {
  const { manifest, files } = tinyDataset();
  const { readBytes } = memoryReader(files);
  const dataset = new Dataset({ manifest, folderUrl: 'data', readBytes, validation: 20 });
  const plans: StepPlan[] = [];
  const executor: Executor = {
    depth: 2,
    dispatchesPerStep: 7,
    stepsPerRun: () => 2,
    run: async (steps) => {
      const first = plans.length;
      plans.push(...steps);
      return [
        {
          loss: Float32Array.from(steps, (_, i) => first + i),
          norm: null,
          accepted: null,
          layerStatistics: [],
        },
      ];
    },
    evaluate: () => Promise.reject(new Error('a bench does not evaluate')),
    ...inspectsNothing,
    weights: () => Promise.reject(new Error('a bench reads no weights')),
    snapshot: () => Promise.reject(new Error('a bench takes no snapshot')),
    restore: () => Promise.reject(new Error('a bench restores nothing')),
    deactivate: () => undefined,
    dispose: () => undefined,
  };
  const spec = experiment({
    data: { id: 'mnist-10k', batchSize: 8, validation: 20, trainCount: 16 },
    model: { id: 'logistic' },
    training: { epochs: 4 },
    lanes: [{ optimizer: { id: 'sgd', lr: 0.5 }, lrSchedule: { id: 'cosine' } }],
  });
  const measure = (steps: number, warmup: number) =>
    bench({ spec, steps, warmup, executor, dataset, device });
  return { plans, measure };
}

describe('bench', () => {
  it('takes the steps that training would: the warm-up first, schedules over a length in epochs', async () => {
    const { plans, measure } = setUp();
    const report = await measure(3, 2);
    expect(report.loss).toEqual([0, 1, 2, 3, 4]);
    expect(report).toMatchObject({ dispatchesPerStep: 7, adapter: { backend: 'cpu' } });
    const totalSteps = 8; // two batches of 8 in the 16 images, four times
    const along = Array.from({ length: 5 }, (_, t) => 0.25 * (1 + Math.cos((Math.PI * t) / totalSteps)));
    expect(plans).toHaveLength(5);
    plans.forEach(({ hyperparams }, t) => {
      expect(hyperparams[0]?.lr).toBeCloseTo(along[t] ?? 0, 12);
    });
  });

  it.each([
    [0, 2, 'steps', { min: 1, got: 0 }],
    [2.5, 2, 'steps', { min: 1, got: 2.5 }],
    [3, -1, 'warmup', { min: 0, got: -1 }],
  ])('refuses %d steps after %d, of which nothing can be measured', async (steps, warmup, path, params) => {
    const { plans, measure } = setUp();
    await expect(measure(steps, warmup)).rejects.toMatchObject({
      path,
      fact: { id: 'benchCount', params },
    });
    expect(plans).toHaveLength(0);
  });
});
