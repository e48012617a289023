import type { Translator } from '../../messages/translator.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { numberText } from './numberText.ts';
import { endPassed } from './parameterScale.ts';

/** That a value lies beyond its slider, and where that ends; null for one within. */
export function rangeText(t: Translator, parameter: Parameter, value: number): string | null {
  const passed = endPassed(parameter, value);
  if (passed === null) return null;
  const side = passed === 'max' ? 'beyond' : 'below';
  const end = numberText(parameter[passed]);
  return parameter.key === 'lr'
    ? t(`lanes.control.${side}Rate`, { end })
    : t(`lanes.control.${side}`, { end });
}
