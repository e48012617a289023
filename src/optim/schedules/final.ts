import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';

/** What is left of the value where a schedule ends. */
export const final: Parameter<'final'> = parameter({
  key: 'final',
  symbol: 'f',
  default: 0,
  min: 0,
  max: 1,
  scale: 'linear',
  unit: 'value',
  valid: { min: 0, max: 1 },
});
