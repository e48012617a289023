import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { ProfileReport } from '../../../src/protocol/run-reports.ts';
import { haveSameStep } from '../../../src/store/profile.ts';
import {
  flopRate,
  gflopsText,
  kernelName,
  matmulShare,
  profileRows,
  stepGflops,
  timeColumn,
} from '../../../src/ui/results/profileRows.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';

const report: ProfileReport = {
  adapter: {
    backend: 'webgpu',
    vendor: '',
    architecture: '',
    description: '',
    software: false,
    fallback: null,
  },
  timedBy: 'clock',
  kernels: [
    { name: 'gather 64×28×28×1', ms: 1, gflops: null },
    { name: 'conv2d-forward 64×28×28×1 → 16, 3×3', ms: 5, gflops: 8 },
    { name: 'dense 64×1568 → 10', ms: 2, gflops: 10 },
  ],
  msPerStep: 8,
  measuredMsPerStep: 8.5,
  imagesPerSecond: 7529,
  matmulGflops: 20,
  matmulSize: 512,
};

describe('the rows of a profile', () => {
  it('are in the order of the step, with shares that add up to one', () => {
    const rows = profileRows(report, 'step');
    expect(rows.map(({ place, family }) => [place, family])).toEqual([
      [1, 'Gather'],
      [2, 'Convolution forward'],
      [3, 'Dense'],
    ]);
    expect(rows.map(({ share }) => share)).toEqual([0.125, 0.625, 0.25]);
  });

  it('are the slowest first by time, keep their places, and leave the report as it was', () => {
    expect(profileRows(report, 'time').map(({ place, ms }) => [place, ms])).toEqual([
      [2, 5],
      [3, 2],
      [1, 1],
    ]);
    expect(report.kernels[0]?.ms).toBe(1);
  });

  it('make a rate of the whole step: all operations over all time', () => {
    expect(stepGflops(report)).toBe((8 * 5 + 10 * 2) / 8);
  });
});

describe('the name of a kernel', () => {
  it.each([
    [
      'conv2d-weight-gradient 8×5×5×3 → 4, sum of 32',
      'Convolution weight gradient',
      '8×5×5×3 → 4, sum of 32',
    ],
    ['conv 8×5×5×3 → 4', 'Convolution', '8×5×5×3 → 4'],
    ['softmax-cross-entropy 64×10', 'Softmax cross entropy', '64×10'],
    ['optimizer nesterov 20490', 'Optimizer', 'nesterov 20490'],
    ['convex', 'Convex', ''],
  ])('%s: %s', (name, family, shapes) => {
    expect(kernelName(name)).toEqual({ family, shapes });
  });
});

describe('figures', () => {
  it('have one unit for all times of a table', () => {
    const times = (...ms: number[]) =>
      timeColumn(
        en,
        ms.map((each) => ({ name: '', ms: each, gflops: null })),
      );
    expect(times(0.004, 0.25).unit).toBe('µs');
    expect(times(0.004, 0.25).text(0.004)).toBe('4.0');
    expect(times(0.2, 31).unit).toBe('ms');
    expect(times(0.2, 31).text(0.2)).toBe('0.20');
    expect(times(0.2, 310).text(310)).toBe('310.0');
  });

  it('change to trillions where billions would be long', () => {
    expect(flopRate(en, 8.312)).toBe('8.31\u202fGFLOP/s');
    expect(flopRate(en, 999.4)).toBe('999\u202fGFLOP/s');
    expect(flopRate(en, 999.6)).toBe('1.00\u202fTFLOP/s');
    expect(flopRate(en, 12400)).toBe('12.4\u202fTFLOP/s');
  });

  it('stay readable when small, and say nothing where a kernel only moves data', () => {
    expect([null, 0.001, 0.471, 9.996, 23, 99.96, 2003].map((gflops) => gflopsText(en, gflops))).toEqual([
      '–',
      '<0.01',
      '0.47',
      '10.0',
      '23.0',
      '100',
      '2\u202f003',
    ]);
    expect([null, 0.001, 5].map((gflops) => matmulShare(en, gflops, 20))).toEqual([
      '–',
      '0.01\u202f%',
      '25.0\u202f%',
    ]);
  });
});

describe('a profile fits the current experiment', () => {
  const spec = experiment({
    data: { id: 'mnist-10k', batchSize: 8 },
    model: { id: 'cnn', filters: [3] },
  });

  it('while only seed, initialisation or hyperparameters differ', () => {
    const lanes = spec.lanes.map((lane) => ({ ...lane, optimizer: { ...lane.optimizer, lr: 1 } }));
    const data = { ...spec.data, normalize: 'unit', validation: 100 } as const;
    const other = { ...spec, seed: 2, data, lanes, model: { ...spec.model, init: 'he' } } as const;
    expect(haveSameStep(spec, other)).toBe(true);
    const clipped = (globalNorm: number) =>
      parseSpec({
        ...spec,
        lanes: [{ optimizer: { id: 'nmgd', momentum: 0.9 }, clip: { globalNorm }, guard: { factor: 4 } }],
      });
    expect(haveSameStep(clipped(1), clipped(2))).toBe(true);
  });

  it('no longer once batch, network or optimizer differ', () => {
    expect(haveSameStep(spec, { ...spec, data: { ...spec.data, batchSize: 9 } })).toBe(false);
    expect(haveSameStep(spec, parseSpec({ ...spec, model: { ...spec.model, filters: [4] } }))).toBe(false);
    const lanes = spec.lanes.map((lane) => ({
      ...lane,
      optimizer: { ...lane.optimizer, id: 'sgd' as const },
    }));
    expect(haveSameStep(spec, { ...spec, lanes })).toBe(false);
  });

  const laneWith = (lane: object) => ({ ...spec, lanes: [{ optimizer: { id: 'nesterov' }, ...lane }] });
  it.each([
    ['other images', { ...spec, data: { ...spec.data, id: 'fashion-mnist' } }],
    ['their size', { ...spec, data: { ...spec.data, size: 64 } }],
    ['their channels', { ...spec, data: { ...spec.data, rgb: true } }],
    ['fewer classes', { ...spec, data: { ...spec.data, classes: [0, 1], validation: 100 } }],
    ['flips', { ...spec, data: { ...spec.data, augment: { flip: true } } }],
    ['shifts', { ...spec, data: { ...spec.data, augment: { shift: 2 } } }],
    ['label smoothing', { ...spec, training: { ...spec.training, labelSmoothing: 0.1 } }],
    ['clipping by norm', laneWith({ clip: { globalNorm: 1 } })],
    ['clipping by value', laneWith({ clip: { value: 1 } })],
    ['the guard', laneWith({ guard: { factor: 10 } })],
    ['one lane more', { ...spec, lanes: [...spec.lanes, { optimizer: { id: 'nesterov' } }] }],
  ])('no longer with %s', (_, other) => {
    expect(haveSameStep(spec, parseSpec(other))).toBe(false);
  });

  it('no longer with another option of the same optimizer', () => {
    const adam = (amsgrad: boolean) => parseSpec(laneWith({ optimizer: { id: 'adam', amsgrad } }));
    expect(haveSameStep(adam(false), adam(true))).toBe(false);
  });
});
