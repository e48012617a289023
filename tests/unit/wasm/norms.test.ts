import { describe, expect, it } from 'vitest';
import type { NormGroups } from '../../../src/compiler/kernels/reference/normalization.ts';
import {
  momentsReference,
  normalizeGradientReference,
  normalizeReference,
} from '../../../src/compiler/kernels/reference/normalization.ts';
import type { TapeOp, TracedTensor } from '../../../src/compiler/lowering/tape.ts';
import type { Shape } from '../../../src/core/shape.ts';
import { sizeOf } from '../../../src/core/shape.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runTape, tapeOf } from '../../support/wasm.ts';

/** Elements off their mean, of which no two neighbours are close: no few of them have a variance near 0. */
const spreadValues = (length: number) =>
  randomValues(length, 0.4).map((value, i) => value + ((5 * i) % 9) / 2 - 1);

const gamma = (channels: number): TracedTensor => ({ id: 'gamma', shape: [channels] });
const beta = (channels: number): TracedTensor => ({ id: 'beta', shape: [channels] });
const running = (channels: number) =>
  [
    { id: 'mean', shape: [channels] },
    { id: 'variance', shape: [channels] },
  ] as const;

function valuesOf(shape: Shape) {
  const channels = shape.at(-1) ?? 0;
  return {
    input: spreadValues(sizeOf(shape)),
    gamma: randomValues(channels),
    beta: randomValues(channels),
    mean: randomValues(channels),
    variance: randomValues(channels).map((value) => 1.5 + value),
  };
}

const textOf = (shape: Shape) => shape.join('×');

/** Compares a norm and its gradients with the references, and gives the memory after its forward pass. */
async function compare(op: TapeOp, shape: Shape, groups: NormGroups) {
  const channels = shape.at(-1) ?? 0;
  const values = valuesOf(shape);
  const dY = randomValues(sizeOf(shape));
  const tape = tapeOf(
    [op],
    [gamma(channels), beta(channels)],
    op.op === 'batch-norm' ? running(channels) : [],
  );
  const memory = await runTape(tape, { values, gradient: dY });
  const expected = normalizeGradientReference(values.input, dY, values.gamma, groups);
  const y = normalizeReference(values.input, values.gamma, values.beta, groups);
  expect(worstError(memory.floats('y'), y)).toBeLessThan(5e-6);
  expect(worstError(memory.added('gamma'), expected.dGamma)).toBeLessThan(1e-5);
  expect(worstError(memory.added('beta'), expected.dBeta)).toBeLessThan(1e-5);
  const { mean, variance } = momentsReference(values.input, groups);
  const statistics = [...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5))];
  expect(worstError(memory.floats('statistics/y'), statistics)).toBeLessThan(1e-6);
  const toInput = await runTape(tape, { values, gradient: dY, gradients: 'input' });
  expect(worstError(toInput.floats('d/input'), expected.dX)).toBeLessThan(1e-5);
  return { memory, values, mean, variance };
}

const imageShapes: Shape[] = [
  [1, 3, 5, 1],
  [3, 7, 5, 3],
  [3, 4, 4, 5],
  [1, 9, 9, 8],
  [3, 14, 14, 12],
  [16, 14, 14, 16],
];

describe.each(imageShapes.map((shape) => [textOf(shape), shape] as const))('batch norm of %s', (_, shape) => {
  const channels = shape.at(-1) ?? 0;
  const rows = sizeOf(shape) / channels;
  const parts = {
    inputs: [{ id: 'input', shape }],
    parameters: [gamma(channels), beta(channels)],
    running: running(channels),
    y: { id: 'y', shape },
  } as const;
  const byChannel = {
    groups: channels,
    channels,
    group: (i: number) => i % channels,
    channel: (i: number) => i % channels,
  };

  it('takes the moments of the batch, moves the running ones and has their gradients', async () => {
    const { memory, values, mean, variance } = await compare(
      { op: 'batch-norm', ...parts },
      shape,
      byChannel,
    );
    const moved = (before: Float32Array, value: Float64Array, factor = 1) =>
      value.map((to, c) => 0.9 * (before[c] ?? 0) + 0.1 * to * factor);
    expect(worstError(memory.state('mean'), moved(values.mean, mean))).toBeLessThan(1e-6);
    const unbiased = moved(values.variance, variance, rows / (rows - 1));
    expect(worstError(memory.state('variance'), unbiased)).toBeLessThan(1e-6);
  });

  it('takes the running moments in evaluation, which are constants to its gradient', async () => {
    const values = valuesOf(shape);
    const dY = randomValues(sizeOf(shape));
    const tape = tapeOf([{ op: 'batch-norm-inference', ...parts }], parts.parameters, parts.running);
    const memory = await runTape(tape, { values, gradient: dY, gradients: 'input' });
    const scale = values.gamma.map((value, c) => value / Math.sqrt((values.variance[c] ?? 0) + 1e-5));
    const y = values.input.map((x, i) => {
      const c = i % channels;
      return (x - (values.mean[c] ?? 0)) * (scale[c] ?? 0) + (values.beta[c] ?? 0);
    });
    expect(worstError(memory.floats('y'), y)).toBeLessThan(2e-6);
    const dX = dY.map((d, i) => d * (scale[i % channels] ?? 0));
    expect(worstError(memory.floats('d/input'), dX)).toBeLessThan(1e-6);
    expect(memory.state('mean')).toEqual(values.mean);
    expect(memory.state('variance')).toEqual(values.variance);
    await expect(runTape(tape, { values, gradient: dY })).rejects.toThrow(RangeError);
  });
});

describe.each([
  { shape: [1, 5, 3, 1], groups: 1 },
  { shape: [3, 5, 3, 3], groups: 3 },
  { shape: [3, 7, 7, 5], groups: 1 },
  { shape: [1, 8, 8, 8], groups: 2 },
  { shape: [3, 9, 7, 12], groups: 4 },
  { shape: [8, 14, 14, 16], groups: 8 },
])('group norm of $shape in $groups', ({ shape, groups }) => {
  it('takes the moments of each group of each image, and has their gradients', async () => {
    const channels = shape.at(-1) ?? 0;
    const imageLength = sizeOf(shape.slice(1));
    await compare(
      {
        op: 'group-norm',
        inputs: [{ id: 'input', shape }],
        parameters: [gamma(channels), beta(channels)],
        groups,
        y: { id: 'y', shape },
      },
      shape,
      {
        groups: (shape[0] ?? 0) * groups,
        channels,
        group: (i) => Math.floor(i / imageLength) * groups + Math.floor(((i % channels) * groups) / channels),
        channel: (i) => i % channels,
      },
    );
  });
});

describe.each([
  [1, 5, 3],
  [3, 1, 5],
  [3, 17, 8],
  [3, 49, 12],
  [8, 17, 64],
  [2, 3, 391],
])('layer norm of %i×%i×%i', (...shape) => {
  it('takes the moments of each row, and has their gradients', async () => {
    const features = shape.at(-1) ?? 0;
    await compare(
      {
        op: 'layer-norm',
        inputs: [{ id: 'input', shape }],
        parameters: [gamma(features), beta(features)],
        y: { id: 'y', shape },
      },
      shape,
      {
        groups: sizeOf(shape) / features,
        channels: features,
        group: (i) => Math.floor(i / features),
        channel: (i) => i % features,
      },
    );
  });
});

describe('moments', () => {
  it('keep their digits far from zero, and carry NaN', async () => {
    const shape = [4, 16, 16, 5];
    const far = randomValues(sizeOf(shape)).map((value) => value + 1000);
    const parts = {
      inputs: [{ id: 'input', shape }],
      parameters: [gamma(5), beta(5)],
      y: { id: 'y', shape },
    } as const;
    const tape = tapeOf([{ op: 'batch-norm', ...parts, running: running(5) }], parts.parameters, running(5));
    const values = { ...valuesOf(shape), input: far };
    const byChannel = {
      groups: 5,
      channels: 5,
      group: (i: number) => i % 5,
      channel: (i: number) => i % 5,
    };
    const { variance } = momentsReference(far, byChannel);
    const invStd = variance.map((value) => 1 / Math.sqrt(value + 1e-5));
    const memory = await runTape(tape, { values });
    expect(worstError(memory.floats('statistics/y').slice(5), invStd)).toBeLessThan(1e-6);
    far[7] = Number.NaN;
    const spoiled = await runTape(tape, { values });
    expect([...spoiled.floats('y')].filter(Number.isNaN)).toHaveLength(4 * 16 * 16);
    const rows = tapeOf([{ op: 'layer-norm', ...parts }], parts.parameters);
    const spoiledRow = await runTape(rows, { values });
    expect([...spoiledRow.floats('y')].filter(Number.isNaN)).toHaveLength(5);
  });
});
