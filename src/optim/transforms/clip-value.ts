import { assign, max, min, neg } from '../../core/expr.ts';
import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { Transform } from '../transform.ts';

export const clipValueParameter: Parameter<'clipValue'> = parameter({
  key: 'clipValue',
  symbol: 'b',
  default: 0.5,
  min: 1e-3,
  max: 10,
  scale: 'log',
  breaks: { toward: 'higher' },
  valid: { min: 0, exclusiveMin: true },
});

/**
 * Clipping by value, after clipping by norm.
 *   g ← max(−b, min(b, g))
 * Source: PyTorch torch.nn.utils.clip_grad_value_.
 */
export const clipValue: Transform = {
  stages: [{ kind: 'elementwise', program: [assign('g', max(neg('clipValue'), min('clipValue', 'g')))] }],
};
