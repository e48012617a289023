import { expect, it } from 'vitest';
import { numberFault } from '../../../src/core/number-fault.ts';
import type { NumberSetting, Setting } from '../../../src/core/setting.ts';
import { isInUse, yesOrNo } from '../../../src/core/setting.ts';
import { settingSchema, valueSchema } from '../../../src/core/setting-schema.ts';
import { modelById, models } from '../../../src/nn/index.ts';
import { optimizers } from '../../../src/optim/index.ts';
import { schedules } from '../../../src/optim/schedules/index.ts';
import { warmupParameters } from '../../../src/optim/schedules/warmup.ts';

const number = (valid: NumberSetting['valid'], rest: Partial<NumberSetting> = {}): NumberSetting => ({
  kind: 'number',
  default: 0.5,
  valid,
  ...rest,
});
const accepted = (setting: Setting, values: readonly unknown[]) =>
  values.filter((value) => valueSchema(setting).safeParse(value).success);

/** Every declaration there is beside those of the experiment, in whose schema they all stand. */
const declared: readonly Setting[] = [
  ...optimizers.flatMap(({ hyperparams, options }): readonly Setting[] => [...hyperparams, ...options]),
  ...schedules.flatMap(({ parameters, choices }): readonly Setting[] => [...parameters, ...choices]),
  ...warmupParameters,
  ...models.flatMap(({ id }): readonly Setting[] => Object.values(modelById(id).options)),
];

it('is one of the kinds of the union, wherever it is declared, and takes its own default', () => {
  expect(declared.length).toBeGreaterThan(100);
  for (const setting of declared) {
    expect(['number', 'choice', 'switch', 'list']).toContain(setting.kind);
    expect(settingSchema(setting).parse(undefined)).toEqual(setting.default);
    expect(accepted(setting, [setting.default])).toEqual([setting.default]);
  }
});

it('takes a number up to its ends, and without those that are excluded', () => {
  const values = [-1, 0, 0.5, 1, 2, Number.NaN, '0.5', null];
  expect(accepted(number({ min: 0, max: 1 }), values)).toEqual([0, 0.5, 1]);
  expect(accepted(number({ min: 0, max: 1, exclusiveMin: true }), values)).toEqual([0.5, 1]);
  expect(accepted(number({ min: 0, max: 1, exclusiveMax: true }), values)).toEqual([0, 0.5]);
  expect(accepted(number({ min: 0 }), values)).toEqual([0, 0.5, 1, 2]);
  expect(accepted(number({ min: 0 }, { integer: true }), values)).toEqual([0, 1, 2]);
});

it('takes what float32 cannot hold, unless kernels compute with it', () => {
  const valid = { min: 0, max: 1, exclusiveMax: true };
  const values = [0, 1e-50, 1 - 1e-12];
  expect(accepted(number(valid), values)).toEqual(values);
  expect(accepted(number(valid, { float32: true }), values)).toEqual([0]);
});

it('is refused by its schema exactly where `numberFault` finds a fault', () => {
  const values = [-1, 0, 1e-50, 1e-30, 0.5, 1 - 1e-12, 1, 1.5, 2, 1e39, Number.POSITIVE_INFINITY, 'x'];
  for (const setting of declared) {
    if (setting.kind !== 'number') continue;
    expect(accepted(setting, values)).toEqual(values.filter((value) => numberFault(setting, value) === null));
  }
});

it('is in use unless it depends on a setting that has another value', () => {
  const dependent = { ...yesOrNo(false), onlyWith: { key: 'norm', values: ['group', 'batch'] } };
  expect(isInUse(yesOrNo(false), {})).toBe(true);
  expect(['group', 'batch', 'none', undefined].map((norm) => isInUse(dependent, { norm }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
