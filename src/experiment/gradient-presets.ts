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
export const gradientPresets = [
  {
    id: 'vanishing-gradients',
    spec: { data: digits, model: deep, training, lanes },
  },
  {
    id: 'vanishing-cured-by-leaky-relu',
    spec: {
      data: digits,
      model: { ...deep, activation: 'leaky-relu', slope: 0.1, init: 'he' },
      training,
      lanes,
    },
  },
  {
    id: 'vanishing-cured-by-norm',
    spec: { data: digits, model: { ...deep, norm: 'batch' }, training, lanes },
  },
  {
    id: 'vanishing-cured-by-residual',
    spec: { data: digits, model: { ...deep, residual: true }, training, lanes },
  },
  {
    id: 'exploding-gradients',
    spec: {
      data: { ...digits, batchSize: 2 },
      model: { id: 'mlp', hidden: [64, 64, 64, 64], init: 'he' },
      training: { steps: 200, evalEvery: 50 },
      lanes: [
        { name: 'Unclipped', optimizer: high },
        { name: 'Clipped', optimizer: high, clip: { globalNorm: 1 } },
        { name: 'Guarded', optimizer: high, guard: { factor: 10 } },
      ],
    },
  },
] as const satisfies readonly PresetDeclaration[];
