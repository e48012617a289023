import type { Parameter } from './parameter.ts';

export const lr: Parameter<'lr'> = {
  key: 'lr',
  label: 'learning rate',
  symbol: '\\eta',
  default: 0.05,
  min: 1e-4,
  max: 10,
  scale: 'log',
  help: 'How far each step goes against the gradient; too low is slow, too high diverges.',
  valid: { min: 0, exclusiveMin: true },
};

export const momentum: Parameter<'momentum'> = {
  key: 'momentum',
  label: 'momentum',
  symbol: '\\mu',
  default: 0.9,
  min: 0,
  max: 0.999,
  scale: 'oneMinus',
  help: 'How much of the last step is carried into the next; higher is faster along a valley and slower to turn.',
  valid: { min: 0, max: 1, exclusiveMax: true },
};

export const weightDecay: Parameter<'weightDecay'> = {
  key: 'weightDecay',
  label: 'weight decay',
  symbol: '\\lambda',
  default: 0,
  min: 0,
  max: 0.01,
  scale: 'linear',
  help: 'Pulls every weight towards zero by adding this fraction of it to its gradient (L2).',
  valid: { min: 0 },
};
