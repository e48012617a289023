import type { NumberFault } from '../../core/number-fault.ts';
import { numberFault } from '../../core/number-fault.ts';
import type { NumberSetting, SliderSetting } from '../../core/setting.ts';
import type { Translator } from '../../messages/translator.ts';
import type { RejectedInput } from './FieldError.tsx';
import { numberText } from './numberText.ts';
import { endPassed } from './parameterScale.ts';

export type CheckResult = { readonly value: number } | { readonly error: string };

/** What was typed into the box of a number, as the spec accepts it: the number, or what is wrong with it. */
export function checkValue(t: Translator, setting: NumberSetting, typed: number | string): CheckResult {
  const fault = numberFault(setting, typed);
  if (fault === null) return { value: Number(typed) };
  return { error: faultText(t, fault, setting, typedText(t, typed)) };
}

/** Why a number that was typed cannot be the value of a setting; null where it can. */
export const numberError = (setting: NumberSetting, typed: number | string): RejectedInput | null =>
  numberFault(setting, typed) === null ? null : rejectedInput((t) => checkValue(t, setting, typed));

/** The error that a check finds, said anew in each language. */
export const rejectedInput = (check: (t: Translator) => CheckResult): RejectedInput => ({
  textIn(t) {
    const checked = check(t);
    return 'error' in checked ? checked.error : '';
  },
});

/** What was typed, as an error quotes it. */
export function typedText(t: Translator, typed: number | string): string {
  if (typeof typed === 'number') return numberText(typed);
  return typed === '' ? t('lanes.typed.nothing') : `“${typed.slice(0, 30)}”`;
}

function faultText(t: Translator, fault: NumberFault, setting: NumberSetting, got: string): string {
  const params = { got, example: numberText(setting.default) };
  switch (fault.id) {
    case 'bounds':
      return boundsText(t, setting, params);
    case 'tooLarge':
      return t('lanes.typed.tooLarge', { ...params, max: '3.4e38' });
    case 'tooSmall':
      return t(`lanes.typed.${fault.orZero ? 'tooSmallOrZero' : 'tooSmall'}`, { ...params, min: '1.2e-38' });
    case 'roundedToMax':
      return t('lanes.typed.roundedToMax', { ...params, max: numberText(fault.max) });
    case 'roundedToMin':
      return t('lanes.typed.roundedToMin', { ...params, min: numberText(fault.min) });
  }
}

function boundsText(
  t: Translator,
  { valid, integer }: NumberSetting,
  params: { readonly got: string; readonly example: string },
): string {
  const kind = integer ? 'whole' : 'any';
  const low = { ...params, kind, min: numberText(valid.min) };
  if (valid.max === undefined) return t(`lanes.typed.${valid.exclusiveMin ? 'above' : 'atLeast'}`, low);
  const both = { ...low, max: numberText(valid.max) };
  if (valid.exclusiveMin) return t(`lanes.typed.${valid.exclusiveMax ? 'aboveToBelow' : 'aboveTo'}`, both);
  return t(`lanes.typed.${valid.exclusiveMax ? 'fromToBelow' : 'between'}`, both);
}

/** That a value lies beyond its slider, and where that ends; null for one within. */
export function rangeText(t: Translator, parameter: SliderSetting, value: number): string | null {
  const passed = endPassed(parameter, value);
  if (passed === null) return null;
  const side = passed === 'max' ? 'beyond' : 'below';
  const end = numberText(parameter[passed]);
  return parameter.key === 'lr'
    ? t(`lanes.control.${side}Rate`, { end })
    : t(`lanes.control.${side}`, { end });
}
