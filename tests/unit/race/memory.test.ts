import { describe, expect, it } from 'vitest';
import { lowerToFit } from '../../../src/compiler/lowering/lower-model.ts';
import { bytesOf } from '../../../src/compiler/lowering/program.ts';
import { datasetOf } from '../../../src/data/index.ts';
import type { Samples } from '../../../src/engine/executors/executor.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { layersOf } from '../../../src/nn/index.ts';
import { memoryOf } from '../../../src/race/memory.ts';
import { compiledLane } from '../../golden/lane.ts';
import { smallSamples } from '../../gpu/small-data.ts';

const roomy = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: 2 ** 40 };
const specOf = (model: object, more: object = {}) =>
  parseSpec({
    version: 1,
    data: { id: 'fashion-mnist' },
    model,
    lanes: [{ optimizer: { id: 'adam' } }, { optimizer: { id: 'nmgd' } }],
    ...more,
  });

/** Bytes of what the compiled step allocates, by what memoryOf says of it; `rest` is what it leaves out. */
function allocated(spec: ReturnType<typeof specOf>) {
  const meta = datasetOf(spec.data);
  if (!meta) throw new Error('no such dataset');
  const { manifest, ...small } = smallSamples([...meta.shape], 2);
  const counts = { train: meta.trainCount, test: meta.testCount };
  const { classes } = meta;
  const dataset: Samples = { ...small, manifest: { ...manifest, classes: [...classes], counts } };
  const options = {
    adapterClass: 'gpu',
    layers: layersOf(spec.model, meta.shape, meta.classCount),
    lanes: spec.lanes.map(compiledLane),
    labelSmoothing: 0,
    dataset,
    batchSize: spec.data.batchSize,
    layerStatistics: true,
  } as const;
  const { words } = lowerToFit(options, roomy);
  const sums = { images: 0, weights: 0, layers: 0, rest: 0 };
  const kindOf = (name: string): keyof typeof sums => {
    if (name === 'data/images' || name === 'data/labels') return 'images';
    if (name === 'gradients' || /^(lane\d+\/|layerStatistics\/(theta|gradients))/.test(name))
      return 'weights';
    if (/^(data|evaluation|layerStatistics|scratch|statistics)\//.test(name)) return 'rest';
    return /^(metricsRing|stepCounter|plan|labels|no-bias|heads|groups)/.test(name) ? 'rest' : 'layers';
  };
  for (const [name, bytes] of bytesOf(words)) sums[kindOf(name)] += bytes;
  return sums;
}

const models: readonly object[] = [
  { id: 'cnn' },
  { id: 'cnn', activation: 'gelu', dense: [64, 32] },
  { id: 'cnn', norm: 'batch', dense: [64], dropout: 0.5 },
  { id: 'cnn', kernel: 5, pool: 'average', norm: 'group' },
  { id: 'ten-conv', width: 0.25 },
  { id: 'resnet', norm: 'none' },
  { id: 'resnet', depth: 20, activation: 'gelu', head: 'flatten' },
  { id: 'vit' },
  { id: 'vit', depth: 3, width: 64, heads: 4, dropout: 0.1, pool: 'token' },
  { id: 'mlp', hidden: [512, 64], activation: 'gelu' },
  { id: 'mlp', hidden: [512, 64], activation: 'gelu-tanh', dropout: 0.5 },
  { id: 'logistic' },
];

describe('the memory of an experiment', () => {
  it.each(models.flatMap((model) => [16, 256].map((batchSize) => [model, batchSize] as const)))(
    'is what the compiled step allocates, of %j in batches of %j',
    (model, batchSize) => {
      const spec = specOf(model, { data: { id: 'fashion-mnist', batchSize } });
      const { images, weights, layers, total } = memoryOf(spec);
      const allocation = allocated(spec);
      expect(Math.abs(images / allocation.images - 1)).toBeLessThan(1e-6);
      expect(Math.abs(weights / allocation.weights - 1)).toBeLessThan(1e-2); // running statistics
      expect(Math.abs(layers / allocation.layers - 1)).toBeLessThan(1e-3);
      expect(allocation.rest).toBeLessThan(0.1 * total);
    },
  );

  it('grows with what an optimizer keeps', () => {
    const parameters = 192 + 64 + 4608 + 64 + 15_680 + 64; // each padded to a multiple of 64
    const weights = (lane: object, mode = 'quick') =>
      memoryOf(specOf({ id: 'cnn' }, { lanes: [lane], race: { mode } })).weights / (4 * parameters);
    const nmgd = { id: 'nmgd', attention: true, keep: 4 };
    expect(weights({ optimizer: { id: 'sgd' } })).toBe(1 + 1 + 1);
    expect(weights({ optimizer: { id: 'adam' } })).toBe(3 + 1 + 1);
    expect(weights({ optimizer: nmgd })).toBe(1 + 1 + 4 + 1 + 2); // v, the last gradients; both copies
    // seven rates at once, of which nothing is measured
    expect(weights({ optimizer: { id: 'adam' } }, 'fair')).toBe(7 * 3 + 1);
    expect(memoryOf(specOf({ id: 'cnn' }, { race: { mode: 'fair' } })).lanes).toBe(8);
  });

  it('is known of a run until stopped, and of images in another form', () => {
    const training = { steps: null, epochs: null };
    const lanes = [{ optimizer: { id: 'adam' } }];
    expect(memoryOf(specOf({ id: 'cnn' }, { training, lanes })).images).toBe(70_000 * 785);
    const data = { id: 'fashion-mnist', size: 64, rgb: true, classes: [0, 1] };
    expect(memoryOf(specOf({ id: 'cnn' }, { data })).images).toBe(14_000 * (64 * 64 * 3 + 1));
  });
});
