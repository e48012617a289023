import { add, assign, div, min, mul } from '../../core/expr.ts';
import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { Transform } from '../transform.ts';
import { globalNorm } from './global-norm.ts';

export const clipNormParameter: Parameter<'clipNorm'> = parameter({
  key: 'clipNorm',
  symbol: 'c',
  default: 1,
  min: 0.01,
  max: 100,
  scale: 'log',
  breaks: { toward: 'higher' },
  valid: { min: 0, exclusiveMin: true },
});

/**
 * Clipping by global norm.
 *   g ← g · min(1, c / (‖g‖ + 1e-6))
 * Cost: one reduce over all gradients.
 * Differs: TensorFlow's clip_by_global_norm uses c / max(‖g‖, c), without the 1e-6.
 * Source: Pascanu et al. 2013; PyTorch torch.nn.utils.clip_grad_norm_.
 */
export const clipNorm: Transform = {
  stages: [
    globalNorm([assign('clipFactor', min(1, div('clipNorm', add('norm', 1e-6))))]),
    { kind: 'elementwise', program: [assign('g', mul('g', 'clipFactor'))] },
  ],
};
