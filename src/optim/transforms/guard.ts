import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { Transform } from '../transform.ts';
import { globalNorm } from './global-norm.ts';

export const guardFactorParameter: Parameter<'guardFactor'> = parameter({
  key: 'guardFactor',
  symbol: 'k',
  default: 10,
  min: 1.5,
  max: 100,
  scale: 'log',
  breaks: { toward: 'higher' },
  valid: { min: 1, exclusiveMin: true },
});

/**
 * The stability guard: a step is skipped where its loss or the norm of its gradient (before clipping) is not finite or
 * is more than k times the median of its last 31 accepted values, once there are 8 of them. A skipped step leaves
 * weights, slots and history as they were, while t and the schedules go on.
 * Cost: one reduce over all gradients.
 * Source: this project's article, which calls it the umbrella.
 */
export const guard: Transform = {
  stages: [globalNorm(), { kind: 'custom-op', op: { id: 'guard', window: 31 } }],
};
