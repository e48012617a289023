import { must } from './must.ts';
import type { NumberSetting, Setting, SettingValue } from './setting.ts';
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
  return schemaOf(setting).default(setting.default as never) as never;
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

function numberSchema({ integer, range }: NumberSetting): z.ZodType<number> {
  const { min, max, below } = range;
  if (integer) return whole(min, max);
  const message = must('number', { kind: 'finite', bounds: below ? 'fromBelow' : 'fromTo', min, max });
  const schema = z.number({ error: message }).min(min, message);
  return below ? schema.lt(max, message) : schema.max(max, message);
}
