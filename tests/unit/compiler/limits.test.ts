import { describe, expect, it } from 'vitest';
import type { BufferLimits } from '../../../src/compiler/limits.ts';
import { checkLimits, fits, outOfMemory } from '../../../src/compiler/limits.ts';
import { lowerToFit } from '../../../src/compiler/lowering/lower-model.ts';
import { bytesOf } from '../../../src/compiler/lowering/program.ts';
import { toErrorReport } from '../../../src/core/errors.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { cnn } from '../../../src/nn/cnn.ts';
import { compiledLane, nesterovLane } from '../../support/lane.ts';
import { englishOf, rejectionOf } from '../../support/rejection.ts';
import { smallSamples } from '../../support/small-data.ts';
import { zh } from '../../support/translator.ts';

const MiB = 2 ** 20;
const limits = { maxBufferSize: 256 * MiB, maxStorageBufferBindingSize: 128 * MiB };
const check =
  (sizes: Record<string, number>, lowering = {}) =>
  () =>
    checkLimits(new Map(Object.entries(sizes)), limits, lowering);
const cnnWidths = { model: 'cnn', widths: ['model.filters', 'model.dense'] } as const;
const needs = (what: string, todo: string) =>
  `The GPU grants at most 128 MiB per buffer, but the run needs 200 MiB for ${what}, and 200 MiB in all. ${todo}`;

describe('checkLimits', () => {
  it('lets what fits through, also to the last byte', () => {
    expect(check({ 'data/images': 128 * MiB, conv0: 1 })).not.toThrow();
  });

  const byImages = 'Choose smaller images, greyscale, fewer classes or another dataset.';
  const byWidth = 'Lower “Conv blocks” or “Dense layers”.';
  const byState = 'Lower “Conv blocks” or “Dense layers”, or choose an optimizer that keeps less state.';
  const byBatch = 'Lower the batch size, or “Conv blocks” or “Dense layers”.';
  it.each([
    ['data/images', 'the images of the dataset', byImages, 'data'],
    ['evaluation/indices', 'the tables of the images', byImages, 'data'],
    ['lane0/theta', 'the weights', byWidth, 'model'],
    ['lane2/state', 'the running statistics', byWidth, 'model'],
    ['gradients', 'the gradients of the weights', byWidth, 'model'],
    ['layerStatistics/theta', 'the copies that updates are measured with', byWidth, 'model'],
    ['probe/theta', 'the weights to evaluate at', byWidth, 'model'],
    ['groups', 'the tables of the optimizer', byWidth, 'model'],
    ['lane0/history', 'the gradients that the optimizer keeps', byState, 'lanes'],
    ['lane11/v', 'the state of the optimizer (v)', byState, 'lanes'],
    ['plan', 'the tables of the steps ahead', byBatch, 'data.batchSize'],
    ['stepCounter', 'the tables of the steps ahead', byBatch, 'data.batchSize'],
    ['block1/conv1', 'the outputs of block1/conv1', byBatch, 'data.batchSize'],
    ['d/block1/conv1', 'the gradients of block1/conv1', byBatch, 'data.batchSize'],
    ['argmax/pool1', 'the outputs of pool1', byBatch, 'data.batchSize'],
    ['scratch/partials', 'the scratch memory of partials', byBatch, 'data.batchSize'],
  ])('names %s for what it is, with what to lower and where', (name, what, todo, path) => {
    const sizes = { [name]: 200 * MiB };
    expect(rejectionOf(check(sizes, cnnWidths))).toBe(needs(what, todo));
    expect(check(sizes, cnnWidths)).toThrow(expect.objectContaining({ code: 'device', path }));
  });

  it('tells of the largest, and what all come to', () => {
    expect(rejectionOf(check({ conv0: 129 * MiB, 'lane0/theta': 300 * MiB }))).toContain(
      'the run needs 300 MiB for the weights, and 429 MiB in all.',
    );
  });

  it('names the setting that fits where there is one, and the size of the images where there is no width', () => {
    const fitting = () => ({ path: 'model.width', value: 0.5 });
    const model = 'ten-conv';
    const widths = ['model.width'];
    const gradients = 'the gradients of the weights';
    expect(rejectionOf(check({ gradients: 200 * MiB }, { fitting, model, widths }))).toBe(
      needs(gradients, 'Set “Width” to 1/2.'),
    );
    expect(rejectionOf(check({ conv1: 200 * MiB }, { fitting, model, widths }))).toContain(
      'Set “Width” to 1/2, or lower the batch size.',
    );
    expect(rejectionOf(check({ 'lane0/v': 200 * MiB }, { fitting, model, widths }))).toContain(
      'Set “Width” to 1/2, or choose an optimizer that keeps less state.',
    );
    expect(rejectionOf(check({ gradients: 200 * MiB }, { widths: [] }))).toBe(
      needs(gradients, 'Choose smaller images.'),
    );
    expect(rejectionOf(check({ 'lane0/v': 200 * MiB }))).toContain('. Choose an optimizer that keeps');
    expect(rejectionOf(check({ plan: 200 * MiB }))).toContain('. Lower the batch size.');
  });
});

describe('a device that ran out', () => {
  const errorOf = (sizes: Record<string, number>, lowering = {}) =>
    outOfMemory(new Map(Object.entries(sizes)), lowering);

  it('is told with the sum, what takes most of it, and how to lower that', () => {
    const sizes = { 'data/images': 2 * MiB, 'lane0/theta': MiB, 'lane1/theta': 1.2 * MiB, 'lane0/v': MiB };
    expect(errorOf(sizes, cnnWidths)).toMatchObject({ code: 'device', path: 'model' });
    expect(englishOf(errorOf(sizes, cnnWidths))).toBe(
      'There is not enough memory: the run needs 6 MiB, of which 3 MiB for the weights and their gradients. Lower “Conv blocks” or “Dense layers”.',
    );
    expect(englishOf(errorOf({ ...sizes, conv1: 4 * MiB }))).toMatch(
      /needs 10 MiB, of which 4 MiB for the outputs of the layers and their gradients\. Lower the batch size\.$/,
    );
    expect(errorOf({ ...sizes, 'data/images': 9 * MiB })).toMatchObject({ path: 'data' });
  });

  it('names options by their labels in the language of the page', () => {
    const chinese = (lowering: object) =>
      errorText(zh, toErrorReport(errorOf({ gradients: 3 * MiB }, lowering)));
    expect(chinese(cnnWidths)).toMatch(/请减小“卷积块”或“全连接层”。$/);
    const fitting = () => ({ path: 'model.width', value: 0.25 });
    expect(chinese({ fitting, model: 'ten-conv' })).toMatch(/请将“宽度”设为 1\/4。$/);
  });

  it('is told with the next smaller width where the model has one', () => {
    const fitting = () => ({ path: 'model.width', value: 0.5 });
    expect(
      englishOf(errorOf({ gradients: 3 * MiB }, { fitting, model: 'ten-conv', widths: ['model.width'] })),
    ).toMatch(/gradients\. Set “Width” to 1\/2\.$/);
  });
});

describe('a run on a small adapter', () => {
  /** 32 filters on 128 × 128 pixels: 2 MiB an image for what the convolution makes, so 64 images in 128 MiB. */
  const image = [128, 128, 3] as const;
  const dataset = smallSamples(image, 2);
  const layers = cnn.layers({ filters: [32], norm: 'group' }, image, 2);
  const lower = (batchSize: number, granted: BufferLimits = limits) =>
    lowerToFit(
      {
        adapterClass: 'software',
        layers,
        lanes: [compiledLane(nesterovLane())],
        labelSmoothing: 0,
        dataset,
        batchSize,
      },
      granted,
    );

  it('is evaluated in smaller batches where its own has room, and those of 200 have not', () => {
    const { evaluation, words } = lower(16);
    expect(evaluation).toMatchObject({ batch: 50, batches: 1, validRows: 1 });
    expect(fits(bytesOf(words), limits)).toBe(true);
    const large = { maxBufferSize: 1024 * MiB, maxStorageBufferBindingSize: 1024 * MiB };
    expect(lower(16, large).evaluation.batch).toBe(200);
  });

  it('is not evaluated in smaller batches than it trains in, so that to lower these is to mend it', () => {
    expect(lower(60).evaluation.batch).toBe(60);
    const { evaluation, words } = lower(100);
    expect(evaluation.batch).toBe(100);
    expect(() => checkLimits(bytesOf(words), limits)).toThrow(
      expect.objectContaining({ path: 'data.batchSize' }),
    );
  });
});
