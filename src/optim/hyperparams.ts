import type { Parameter } from './parameter.ts';
import { parameter } from './parameter.ts';

export const lr: Parameter<'lr'> = parameter({
  key: 'lr',
  symbol: '\\eta',
  default: 0.05,
  min: 1e-4,
  max: 10,
  scale: 'log',
  breaks: { toward: 'higher' },
  valid: { min: 0, exclusiveMin: true },
});

/** The learning rate of optimizers that scale each weight's step to about its size. */
export const adaptiveLr: Parameter<'lr'> = { ...lr, default: 0.001, min: 1e-6, max: 1 };

export const momentum: Parameter<'momentum'> = parameter({
  key: 'momentum',
  symbol: '\\mu',
  default: 0.9,
  min: 0,
  max: 0.999,
  scale: 'oneMinus',
  breaks: { toward: 'higher', past: 0.999 },
  valid: { min: 0, max: 1, exclusiveMax: true },
});

export const dampening: Parameter<'dampening'> = parameter({
  key: 'dampening',
  symbol: '\\delta',
  default: 0,
  min: 0,
  max: 1,
  scale: 'linear',
  breaks: { toward: 'lower' },
  valid: { min: 0, max: 1 },
});

export const beta1: Parameter<'beta1'> = parameter({
  key: 'beta1',
  symbol: '\\beta_1',
  default: 0.9,
  min: 0,
  max: 0.999,
  scale: 'oneMinus',
  breaks: { toward: 'higher', past: 0.999 },
  valid: { min: 0, max: 1, exclusiveMax: true },
});

export const beta2: Parameter<'beta2'> = parameter({
  key: 'beta2',
  symbol: '\\beta_2',
  default: 0.999,
  min: 0,
  max: 0.9999,
  scale: 'oneMinus',
  valid: { min: 0, max: 1, exclusiveMax: true },
});

export const decay: Parameter<'decay'> = parameter({
  key: 'decay',
  symbol: '\\alpha',
  default: 0.99,
  min: 0,
  max: 0.9999,
  scale: 'oneMinus',
  valid: { min: 0, max: 1, exclusiveMax: true },
});

/**
 * Added to the root of an average of squared gradients. Float32 loses squares below 1.2e-38, those of gradients below
 * 1e-19: an ε of less than that bounds no step any more, and one of 0 divides 0 by 0 where a gradient is 0.
 */
export const eps: Parameter<'eps'> = parameter({
  key: 'eps',
  symbol: '\\varepsilon',
  default: 1e-8,
  min: 1e-12,
  max: 0.1,
  scale: 'log',
  breaks: { toward: 'lower', past: 1e-16 },
  valid: { min: 1e-30 },
});

export const weightDecay: Parameter<'weightDecay'> = parameter({
  key: 'weightDecay',
  symbol: '\\lambda',
  default: 0,
  min: 0,
  max: 0.01,
  scale: 'linear',
  breaks: { toward: 'higher' },
  valid: { min: 0 },
});
