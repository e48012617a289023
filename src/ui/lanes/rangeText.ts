import type { Parameter } from '../../optim/parameter.ts';
import { numberText } from './numberText.ts';
import { endPassed } from './scale.ts';

/** That a value lies beyond its slider, and where that ends; null for one within. */
export function rangeText(parameter: Parameter, value: number): string | null {
  const end = endPassed(parameter, value);
  if (end === null) return null;
  const { key, label } = parameter;
  const isHigh = end === 'max';
  const unusual = key === 'lr' ? `: unusually ${isHigh ? 'high' : 'low'} for a ${label}` : '';
  const where = `${isHigh ? 'Beyond' : 'Below'} the slider, which ${isHigh ? 'ends' : 'begins'} at`;
  return `${where} ${numberText(parameter[end])}${unusual}.`;
}
