import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toErrorReport } from '../../../src/core/errors.ts';
import { assertFits } from '../../../src/experiment/assert-fits.ts';
import { stepsPerEpoch, totalStepsOf, trainingImages, withUnit } from '../../../src/experiment/length.ts';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import type { DataProgress } from '../../../src/protocol/messages.ts';
import { errorBeside } from '../../../src/ui/kit/errorBeside.ts';
import { chooseDataset } from '../../../src/ui/settings/chooseDataset.ts';
import { isLoaded, progressOf, progressText } from '../../../src/ui/settings/DataStatus.tsx';
import {
  costText,
  dataSummary,
  lengthSummary,
  modelSummary,
  raceSummary,
  splitText,
} from '../../../src/ui/settings/summaries.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const narrowSpace = '\u202f';
const specOf = (more: Record<string, unknown> = {}): ExperimentSpec =>
  experiment({
    data: { id: 'fashion-mnist', batchSize: 64 },
    ...more,
  });

describe('the length', () => {
  it('counts the images that validation leaves, and the whole batches in them', () => {
    const { data } = specOf();
    expect([trainingImages(data), stepsPerEpoch(data)]).toEqual([55_000, 859]);
    expect(trainingImages({ ...data, trainCount: 1000 })).toBe(1000);
    expect(trainingImages({ ...data, trainCount: 59_000 })).toBe(55_000);
  });

  it('is the same in another unit', () => {
    const { training } = specOf({ training: { steps: 1718 } });
    expect(withUnit(training, 'epochs', 859)).toMatchObject({ steps: null, epochs: 2 });
    expect(withUnit(withUnit(training, 'epochs', 859), 'steps', 859)).toEqual(training);
    expect(withUnit(training, 'stopped', 859)).toMatchObject({ steps: null, epochs: null });
    expect(withUnit({ ...training, steps: null }, 'steps', 859)).toMatchObject({ steps: 1718, epochs: null });
    expect(withUnit({ ...training, steps: 1 }, 'epochs', 859)).toMatchObject({ epochs: 1 });
  });

  it('goes from epochs to steps and back without loss', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 60_000 }),
        (epochs, perEpoch) => {
          const training = { ...specOf().training, steps: null, epochs };
          expect(withUnit(withUnit(training, 'steps', perEpoch), 'epochs', perEpoch)).toEqual(training);
        },
      ),
    );
  });

  it('is the total steps of the schedules', () => {
    expect(totalStepsOf(specOf({ training: { steps: 300 } }))).toBe(300);
    expect(totalStepsOf(specOf({ training: { steps: null, epochs: 2 } }))).toBe(1718);
    expect(totalStepsOf(specOf({ training: { steps: null } }))).toBeNull();
  });
});

describe('chooseDataset', () => {
  it('brings down what does not fit, and the spec takes it', () => {
    const { data } = specOf({ data: { id: 'fashion-mnist', validation: 20_000, trainCount: 30_000 } });
    const next = chooseDataset(data, 'mnist-10k');
    expect(next).toMatchObject({ id: 'mnist-10k', validation: 800, trainCount: null, batchSize: 64 });
    expect(specOf({ data: next }).data).toEqual(next);
  });

  it('keeps what does', () => {
    const { data } = specOf({ data: { id: 'fashion-mnist', validation: 500, trainCount: 1000 } });
    expect(chooseDataset(data, 'mnist-10k')).toEqual({ ...data, id: 'mnist-10k' });
  });
});

describe('the summaries', () => {
  it('say the experiment in four lines', () => {
    const spec = specOf({
      training: { steps: 2000, target: { metric: 'validationAccuracy', value: 0.88 } },
      seed: 7,
    });
    expect(dataSummary(en, spec)).toEqual({ main: 'Fashion-MNIST', rest: `60${narrowSpace}000 · batch 64` });
    expect(splitText(en, spec)).toBe(
      `55${narrowSpace}000 training, 5${narrowSpace}000 validation, 10${narrowSpace}000 test images`,
    );
    expect(modelSummary(en, spec)).toEqual({ main: 'CNN 16–32', rest: `20${narrowSpace}490 parameters` });
    expect(lengthSummary(en, spec)).toEqual({ main: `2${narrowSpace}000 steps`, rest: 'evaluated every 50' });
    expect(raceSummary(en, spec)).toEqual({ main: 'Quick', rest: `to 88${narrowSpace}% · seed 7` });
  });

  it('say it in Chinese', () => {
    const spec = specOf({
      training: { steps: 2000, target: { metric: 'validationAccuracy', value: 0.915 } },
      seeds: 5,
    });
    expect(dataSummary(zh, spec).rest).toBe(`60${narrowSpace}000 · 批量 64`);
    expect(splitText(zh, spec)).toBe(
      `训练 55${narrowSpace}000、验证 5${narrowSpace}000、测试 10${narrowSpace}000 张图像`,
    );
    expect(modelSummary(zh, spec).rest).toBe(`20${narrowSpace}490 个参数`);
    expect(lengthSummary(zh, spec)).toEqual({ main: `2${narrowSpace}000 步`, rest: '每 50 步评估一次' });
    expect(raceSummary(zh, spec)).toEqual({ main: '快速', rest: '目标 91.5% · 5 个种子，从 1 起' });
    expect(costText(zh, spec)).toEqual({
      sum: `5 个种子 × 1 条赛道，每次 2${narrowSpace}000 步`,
      total: `单条赛道共 10${narrowSpace}000 步`,
    });
  });

  it('say what is out of the ordinary', () => {
    expect(dataSummary(en, specOf({ data: { id: 'mnist-10k', trainCount: 100 } })).rest).toBe(
      'first 100 · batch 64',
    );
    expect(lengthSummary(en, specOf({ training: { steps: null, epochs: 1 } })).main).toBe('1 epoch');
    expect(lengthSummary(en, specOf({ training: { steps: null } }))).toEqual({
      main: 'Until stopped',
      rest: 'evaluated every 50',
    });
    const loss = { steps: 10, target: { metric: 'validationLoss', value: 0.3 } };
    expect(raceSummary(en, specOf({ training: loss })).rest).toBe('to loss 0.3 · seed 1');
    const timing = { warmup: 5, steps: 20 };
    const fair = specOf({ training: { steps: 10 }, seeds: 5, race: { mode: 'fair', timing } });
    expect(raceSummary(en, fair)).toEqual({ main: 'Fair', rest: '5 seeds from 1 · timed' });
  });

  it('say what a race costs', () => {
    const lanes = ['nesterov', 'sgd', 'adam'].map((id) => ({ optimizer: { id } }));
    const race = { mode: 'fair' };
    const fair = specOf({ training: { steps: 2000 }, seeds: 5, race, lanes });
    expect(costText(en, fair)).toEqual({
      sum: `7 rates × 3 lanes + 5 seeds × 3 lanes of 2${narrowSpace}000 steps`,
      total: `72${narrowSpace}000 steps of one lane`, // (7 + 5) · 3 · 2000
    });
    const timed = specOf({ training: { steps: 10 }, race: { timing: { warmup: 5, steps: 20 } } });
    expect(costText(en, timed)).toEqual({
      sum: '1 seed × 1 lane of 10 steps, then 1 lane × 25 steps alone',
      total: '35 steps of one lane',
    });
    expect(costText(en, specOf({ training: { steps: null } }))).toBeNull();
  });
});

describe('errorBeside', () => {
  const rejection = (more: Record<string, unknown>, fieldPath: string) => {
    try {
      assertFits(specOf(more));
    } catch (error) {
      return errorBeside(en, toErrorReport(error), fieldPath);
    }
    throw new RangeError('the spec took it');
  };

  it('leaves out the path, for the control stands beside it', () => {
    expect(rejection({ data: { id: 'fashion-mnist', batchSize: 0 } }, 'data.batchSize')).toBe(
      'Must be a whole number from 1 to 1024, got 0. Type a whole number, e.g. 64.',
    );
    expect(
      rejection(
        {
          training: { steps: null },
          lanes: [{ optimizer: { id: 'nesterov' }, lrSchedule: { id: 'cosine' } }],
        },
        'training',
      ),
    ).toBe(
      'A cosine schedule needs a length, got a run until stopped. Set steps or epochs, or choose constant.',
    );
  });

  it('names the value where it is another control’s', () => {
    expect(rejection({ data: { id: 'fashion-mnist', validation: 59_990 } }, 'data.validation')).toBe(
      'Batch size: must be at most 10, the training images left of 60\u202f000 with 59\u202f990 held out, got 64. Lower it, or hold out fewer images.',
    );
    expect(rejection({ data: { id: 'fashion-mnist', trainCount: 10 } }, 'data.batchSize')).toBe(
      'Must be at most 10, the training images in use, got 64. Lower it, or use more training images.',
    );
  });

  it('leaves the name of a layer, which is no path', () => {
    expect(
      errorBeside(
        en,
        { code: 'spec', path: 'model.filters', message: 'pool5: a 2×2 pool needs at least 2 × 2' },
        'model',
      ),
    ).toBe('Pool5: a 2×2 pool needs at least 2 × 2.');
  });
});

describe('a download', () => {
  const data: DataProgress = {
    id: 'fashion-mnist',
    loadedBytes: 11_900_000,
    totalBytes: 31_400_000,
    loadedTrain: 22_500,
    trainCount: 60_000,
    ready: false,
    failures: [],
  };

  it('is said in words', () => {
    expect(progressText(en, { ...data, totalBytes: 0 })).toBe('Looking up the files');
    expect(progressText(en, data)).toBe(`11.9 of 31.4${narrowSpace}MB`);
    expect(progressText(en, { ...data, ready: true })).toBe(
      `11.9 of 31.4${narrowSpace}MB. Training can start now`,
    );
    expect(progressText(en, { ...data, failures: [{ code: 'data', message: 'x' }] })).toBe(
      `11.9 of 31.4${narrowSpace}MB. A file could not be downloaded`,
    );
  });

  it('is said in Chinese', () => {
    expect(progressText(zh, { ...data, ready: true })).toBe(`11.9 / 31.4${narrowSpace}MB，可以开始训练`);
  });

  it('is done when all of it is here and nothing failed', () => {
    const whole = { ...data, loadedBytes: data.totalBytes };
    expect([isLoaded(data), isLoaded(whole)]).toEqual([false, true]);
    expect(isLoaded({ ...whole, failures: [{ code: 'data', message: 'x' }] })).toBe(false);
    expect([progressOf({ ...data, totalBytes: 0 }), progressOf(whole)]).toEqual([0, 1]);
  });
});
