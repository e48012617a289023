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
export const runPresets: readonly PresetDeclaration[] = [
  {
    id: 'first-descent',
    name: 'A first descent',
    lesson: 'A small network learns ten kinds of clothing with Nesterov momentum.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nesterov'),
    },
  },
  {
    id: 'plain-gradient-descent',
    name: 'Plain gradient descent',
    lesson: 'The same network and learning rate without momentum: what the velocity was doing.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'sgd'),
    },
  },
  {
    id: 'classical-momentum',
    name: 'Classical momentum',
    lesson: 'Momentum without the look-ahead, to lay beside Nesterov’s.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'momentum'),
    },
  },
  {
    id: 'nmgd-momentum',
    name: 'NMGD’s momentum',
    lesson: 'Nesterov momentum that starts small, grows to its maximum and settles lower: watch it move.',
    spec: {
      data: fashion,
      model: wide,
      training,
      lanes: lanesAt(0.02, 'nmgd'),
    },
  },
  {
    id: 'adam',
    name: 'Adam, a step for each weight',
    lesson:
      'Each weight’s step is scaled by its own recent gradients, so the learning rate means something else.',
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
    name: 'The article’s network',
    lesson:
      'Ten convolutions tell animals from food for ten epochs: running loss of each, test accuracy at the end.',
    narrow: 'article-narrow',
    spec: { ...article, model: { id: 'ten-conv', init: 'he' } },
  },
  {
    id: 'resnet',
    name: 'What a shortcut carries',
    lesson:
      'Residual blocks with batch norm; switch Residual off in the model to see the plain net beside it.',
    spec: {
      data: { id: 'fashion-mnist', batchSize: 32 },
      model: { id: 'resnet', depth: 8, width: 8, init: 'he' },
      training: { steps: 600, evalEvery: 50 },
      lanes: lanesAt(0.05, 'nesterov'),
    },
  },
  {
    id: 'vit',
    name: 'Patches that look at each other',
    lesson: 'A small vision transformer on sixteen patches of 7 × 7, with Adam and a warm-up.',
    spec: {
      data: fashion,
      model: { id: 'vit', depth: 2, heads: 4 },
      training: { steps: 1000, evalEvery: 50 },
      lanes: [{ optimizer: { id: 'adam', lr: 0.002 }, lrSchedule: { id: 'cosine', warmup: 50 } }],
    },
  },
  {
    id: 'digits',
    name: 'Handwritten digits',
    lesson: 'Ten thousand digits, a small download, a quick run.',
    spec: {
      data: { id: 'mnist-10k', batchSize: 32, validation: 1000 },
      model: { id: 'cnn', filters: [8, 16] },
      training: { steps: 600, evalEvery: 50, target: { metric: 'validationAccuracy', value: 0.97 } },
      lanes: [
        { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine', warmup: 50 } },
      ],
    },
  },
];
