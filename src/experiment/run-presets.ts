import type { PresetDeclaration } from './preset-declaration.ts';
import { fashion, lanesAt, training, wide } from './preset-declaration.ts';

/**
 * As in the article: batches of 128, ten epochs, a constant learning rate of 0.001, momentum 0.9. With 600 images held
 * back an epoch is 42 steps, and each is evaluated.
 */
const article = {
  data: { id: 'emoji', batchSize: 128, validation: 600 },
  training: { epochs: 10, evalEvery: 42 },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.001, momentum: 0.9 } }],
};

/** One lane, watched by itself. */
export const runPresets = [
  {
    id: 'first-descent',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nesterov'),
    },
  },
  {
    id: 'plain-gradient-descent',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'sgd'),
    },
  },
  {
    id: 'classical-momentum',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'momentum'),
    },
  },
  {
    id: 'nmgd-momentum',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nmgd'),
    },
  },
  {
    id: 'adam',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.002, 'adam'),
    },
  },
  {
    id: 'article',
    aliases: ['ten-conv'],
    narrow: 'article-narrow',
    spec: { ...article, model: { id: 'ten-conv', init: 'he' } },
  },
  {
    id: 'resnet',
    spec: {
      data: { id: 'fashion-mnist', batchSize: 32 },
      model: { id: 'resnet', depth: 8, width: 8, init: 'he' },
      training: { steps: 600, evalEvery: 50 },
      lanes: lanesAt(0.05, 'nesterov'),
    },
  },
  {
    id: 'vit',
    spec: {
      data: fashion,
      model: { id: 'vit', depth: 2, heads: 4 },
      training: { steps: 1000, evalEvery: 50 },
      lanes: [{ optimizer: { id: 'adam', lr: 0.002 }, lrSchedule: { id: 'cosine', warmup: 50 } }],
    },
  },
  {
    id: 'digits',
    spec: {
      data: { id: 'mnist-10k', batchSize: 32, validation: 1000 },
      model: { id: 'cnn', filters: [8, 16] },
      training: { steps: 600, evalEvery: 50, target: { metric: 'validationAccuracy', value: 0.97 } },
      lanes: [
        { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine', warmup: 50 } },
      ],
    },
  },
] as const satisfies readonly PresetDeclaration[];
