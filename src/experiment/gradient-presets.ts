import type { PresetDeclaration } from './preset-declaration.ts';

const digits = { id: 'mnist-10k', batchSize: 16, validation: 500, size: 16, fit: 'resize' };
const deep = { id: 'resnet', depth: 20, width: 4, residual: false, norm: 'none', activation: 'gelu' };
const training = { steps: 200, evalEvery: 100 };
const lanes = [{ optimizer: { id: 'nesterov', lr: 0.02 } }];
const high = { id: 'nesterov', lr: 0.05 };

/**
 * Gradients that vanish with depth, the same network with one thing changed so that they do not, and gradients that
 * explode, with what is done about it as lanes. GELU halves what is near 0, and so does each layer of a deep plain net with
 * Glorot's weights, on the way there and back: 2⁻¹⁹ from the last convolution to the first.
 */
export const gradientPresets: readonly PresetDeclaration[] = [
  {
    id: 'vanishing-gradients',
    name: 'Gradients that vanish',
    lesson: 'Twenty plain layers with GELU: each halves the gradient, and next to nothing reaches the first.',
    spec: { data: digits, model: deep, training, lanes },
  },
  {
    id: 'vanishing-cured-by-leaky-relu',
    name: 'Not vanishing: LeakyReLU and He',
    lesson: 'The same twenty layers with LeakyReLU, and weights drawn wide enough for it.',
    spec: {
      data: digits,
      model: { ...deep, activation: 'leaky-relu', slope: 0.1, init: 'he' },
      training,
      lanes,
    },
  },
  {
    id: 'vanishing-cured-by-norm',
    name: 'Not vanishing: batch norm',
    lesson: 'The same twenty layers, each brought back to one scale: gradients arrive, and the loss falls.',
    spec: { data: digits, model: { ...deep, norm: 'batch' }, training, lanes },
  },
  {
    id: 'vanishing-cured-by-residual',
    name: 'Not vanishing: residual connections',
    lesson:
      'The same twenty layers, with a way around every two: gradients arrive, though learning takes longer than with a norm.',
    spec: { data: digits, model: { ...deep, residual: true }, training, lanes },
  },
  {
    id: 'exploding-gradients',
    name: 'Gradients that explode',
    lesson:
      'Too high a learning rate on batches of two: one lane breaks, clipping lets one learn, the guard keeps one whole.',
    spec: {
      data: { ...digits, batchSize: 2 },
      model: { id: 'mlp', hidden: [64, 64, 64, 64], init: 'he' },
      training: { steps: 200, evalEvery: 50 },
      lanes: [
        { name: 'As it is', optimizer: high },
        { name: 'Clipped', optimizer: high, clip: { globalNorm: 1 } },
        { name: 'Guarded', optimizer: high, guard: { factor: 10 } },
      ],
    },
  },
];
