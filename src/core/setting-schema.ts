import { must } from './must.ts';
import { float32Fault } from './number-fault.ts';
import type { NumberBounds, NumberSetting, Setting, SettingValue } from './setting.ts';
import type { Bounds } from './spec-facts.ts';
import { z } from './zod.ts';

/** A whole number between bounds, both included. */
export function whole(min: number, max: number): z.ZodInt {
  const message = must('wholeNumber', { min, max });
  return z.int({ error: message }).min(min, message).max(max, message);
}

/** The schema of a setting, from its declaration: its bounds, its default, and the fact that says what is wrong. */
export function settingSchema<const One extends Setting>(
  setting: One,
): z.ZodDefault<z.ZodType<SettingValue<One>, SettingValue<One>>> {
  return valueSchema(setting).default(setting.default as never) as never;
}

/** The same of a value that has to be there. */
export function valueSchema<const One extends Setting>(
  setting: One,
): z.ZodType<SettingValue<One>, SettingValue<One>> {
  return schemaOf(setting) as never;
}

function schemaOf(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'switch':
      return z.boolean({ error: must('notBoolean', {}) });
    case 'number':
      return numberSchema(setting);
    case 'list': {
      const { range, length } = setting;
      const error = must('listLength', { of: 'entries', ...length });
      return z.array(whole(range.min, range.max), { error }).min(length.min, error).max(length.max, error);
    }
    case 'choice': {
      const values = setting.choices;
      return z.literal(values, { error: must('notOneOf', { values: values.map(String) }) });
    }
  }
}

function numberSchema({ integer, valid, float32 }: NumberSetting): z.ZodType<number> {
  const { min, max, exclusiveMin, exclusiveMax } = valid;
  const message = numberRule(valid, integer);
  let schema = integer ? z.int({ error: message }) : z.number({ error: message });
  schema = exclusiveMin ? schema.gt(min, message) : schema.min(min, message);
  if (max !== undefined) schema = exclusiveMax ? schema.lt(max, message) : schema.max(max, message);
  if (!float32) return schema;
  return schema.refine((value) => float32Rule(valid, value) === null, {
    error: ({ input }) => float32Rule(valid, Number(input)) ?? message,
  });
}

function numberRule({ min, max, exclusiveMin, exclusiveMax }: NumberBounds, integer = false): string {
  if (integer && max !== undefined && !exclusiveMin && !exclusiveMax)
    return must('wholeNumber', { min, max });
  const low = exclusiveMin ? 'above' : 'from';
  const bounds: Bounds = max === undefined ? low : `${low}${exclusiveMax ? 'Below' : 'To'}`;
  return must('number', { kind: integer ? 'whole' : 'finite', bounds, min, max: max ?? 0 });
}

/** Why float32 cannot hold a number that is within its bounds, as a rule; null where it can. */
function float32Rule(valid: NumberBounds, value: number): string | null {
  const fault = float32Fault(valid, value);
  switch (fault?.id) {
    case undefined:
      return null;
    case 'tooLarge':
      return must('float32Max', {});
    case 'tooSmall':
      return must('float32Min', { orZero: fault.orZero ? 'yes' : 'no' });
    case 'roundedToMax':
      return must('float32Below', { max: fault.max, example: fault.max * 0.9999 });
    case 'roundedToMin':
      return must('float32Above', { min: fault.min });
  }
}
