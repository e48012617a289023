import { describe, expect, it } from 'vitest';
import { evaluateReference } from '../../../src/compiler/kernels/reference/evaluate.ts';
import { gatherReference } from '../../../src/compiler/kernels/reference/gather.ts';
import { softmaxCrossEntropyReference } from '../../../src/compiler/kernels/reference/softmax-cross-entropy.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runCalls, whole } from '../../support/wasm.ts';

const randomLabels = (length: number, classes: number) =>
  Uint32Array.from({ length }, () => Math.floor(Math.random() * classes));

describe.each([
  { height: 5, width: 4, channels: 1, flip: false, shift: 0 },
  { height: 5, width: 4, channels: 3, flip: false, shift: 0 },
  { height: 5, width: 7, channels: 1, flip: true, shift: 0 },
  { height: 6, width: 5, channels: 3, flip: true, shift: 2 },
  { height: 3, width: 3, channels: 5, flip: false, shift: 4 },
])('images of $height×$width×$channels, flip $flip, shift $shift', (config) => {
  const { height, width, channels, flip, shift } = config;
  const samples = 9;
  const size = height * width * channels;
  const images = Uint8Array.from({ length: samples * size }, () => Math.floor(Math.random() * 256));
  const labels = Uint8Array.from({ length: samples }, (_, i) => (i * 7) % 10);
  const indices = Uint32Array.of(4, 8, 0, 4, 7);
  const table = randomValues(channels * 256);
  const [step, seed] = [17, 987654321];
  const shape = { samples, batch: indices.length, height, width, channels, augment: { flip, shift } };

  it.each([
    [0, 5],
    [2, 3],
  ])('from place %i of the batch on are decoded, moved and labelled', async (first, count) => {
    const shapeArgs = [count, height, width, channels, Number(flip), shift];
    const ranges = ['images', 'labels', 'indices', 'table', 'x', 'y'].map(whole);
    const memory = await runCalls([{ name: 'gather', args: [...ranges, ...shapeArgs, whole('clock')] }], {
      ...{ images, labels, indices, table, x: count * size, y: count },
      clock: Uint32Array.of(step, seed, first, 0),
    });
    const all = gatherReference({ ...shape, indexRows: 1 }, images, indices, table, seed, step);
    expect(memory.floats('x')).toEqual(all.slice(first * size));
    expect(memory.words('y')).toEqual(
      Uint32Array.from(indices.subarray(first), (sample) => labels[sample] ?? 0),
    );
  });
});

describe.each([
  { batch: 1, classes: 2, smoothing: 0 },
  { batch: 3, classes: 10, smoothing: 0 },
  { batch: 3, classes: 5, smoothing: 0.1 },
  { batch: 33, classes: 3, smoothing: 0.3 },
])('cross-entropy of $batch×$classes, smoothing $smoothing', ({ batch, classes, smoothing }) => {
  const run = (logits: Float32Array, labels: Uint32Array, sum: number) =>
    runCalls(
      [
        {
          name: 'crossEntropy',
          args: [...['logits', 'labels', 'dLogits', 'loss'].map(whole), batch, classes, batch, smoothing],
        },
      ],
      { logits, labels, dLogits: batch * classes, loss: Float64Array.of(sum) },
    );

  it.each([1, 30])('adds up the losses, and has their gradient, of logits up to %i', async (scale) => {
    const logits = randomValues(batch * classes, scale);
    const labels = randomLabels(batch, classes);
    const memory = await run(logits, labels, 2);
    const { loss, dLogits } = softmaxCrossEntropyReference(logits, labels, classes, smoothing);
    expect(worstError([(memory.double('loss') - 2) / batch], [loss])).toBeLessThan(2e-6);
    expect(worstError(memory.floats('dLogits'), dLogits)).toBeLessThan(1e-6);
  });

  it('carries NaN', async () => {
    const logits = randomValues(batch * classes);
    logits[1] = Number.NaN;
    const memory = await run(logits, new Uint32Array(batch), 0);
    expect(memory.double('loss')).toBeNaN();
    expect([...memory.floats('dLogits')].filter(Number.isNaN)).toHaveLength(classes);
  });
});

describe.each([
  { samples: 1, classes: 2 },
  { samples: 3, classes: 10 },
  { samples: 101, classes: 5 },
])('an evaluation of $samples samples in $classes classes', ({ samples, classes }) => {
  it('counts predictions and adds up losses, the first of equal logits winning', async () => {
    // few values, so that the largest often stands several times
    const logits = randomValues(samples * classes, 2).map(Math.round);
    const labels = randomLabels(samples, classes);
    const args = [...['logits', 'labels', 'confusion', 'loss'].map(whole), samples, classes];
    const memory = await runCalls([{ name: 'score', args }], {
      ...{ logits, labels, confusion: new Uint32Array(classes * classes), loss: Float64Array.of(0) },
    });
    const expected = evaluateReference(logits, labels, classes);
    expect([...memory.words('confusion')]).toEqual(expected.confusion.flat());
    expect(worstError([memory.double('loss') / samples], [expected.loss])).toBeLessThan(1e-6);
  });
});
