import { describe, expect, it } from 'vitest';
import type { Setting } from '../../../src/core/setting.ts';
import { choiceOf, wholeNumber, yesOrNo } from '../../../src/core/setting.ts';
import { settingSchema } from '../../../src/core/setting-schema.ts';
import {
  dataSettings,
  raceSettings,
  runSettings,
  trainingSettings,
} from '../../../src/experiment/settings.ts';

const accepts = (setting: Setting, value: unknown) => settingSchema(setting).safeParse(value).success;

describe('the schema of a setting', () => {
  it('takes what lies within its bounds, and has its default', () => {
    const setting = wholeNumber(7, 5, 9);
    expect([4, 5, 9, 10, 6.5, '6'].map((value) => accepts(setting, value))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(settingSchema(setting).parse(undefined)).toBe(7);
  });

  it('leaves the upper bound out where it says so', () => {
    const { labelSmoothing } = trainingSettings;
    expect([0, 0.999, 1].map((value) => accepts(labelSmoothing, value))).toEqual([true, true, false]);
  });

  it('takes one of a choice, and a yes or no', () => {
    expect([
      accepts(choiceOf('pad', 'resize'), 'resize'),
      accepts(choiceOf('pad', 'resize'), 'crop'),
    ]).toEqual([true, false]);
    expect([accepts(yesOrNo(false), true), accepts(yesOrNo(false), 1)]).toEqual([true, false]);
  });

  it.each(Object.entries({ ...runSettings, ...dataSettings, ...trainingSettings, ...raceSettings }))(
    'takes the default of %s',
    (_, setting) => expect(accepts(setting, setting.default)).toBe(true),
  );
});
