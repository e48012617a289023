import type { BoundedNumber } from '../core/setting.ts';
import { choiceOf, wholeNumber, yesOrNo } from '../core/setting.ts';

/** The settings of an experiment beside lanes and model, with their limits, each said here alone. */
const maxSeed = 2 ** 32 - 1;

const seedSetting = (initial: number): BoundedNumber => ({
  ...wholeNumber(initial, 0, maxSeed),
  written: 'digits',
});

/** Where the chances of a run come from, and how often it is repeated. */
export const runSettings = {
  seed: seedSetting(1),
  seeds: wholeNumber(1, 1, 99),
} as const;

/** `trainCount` and `size` may be null in an experiment, for no limit and the own size; their defaults are those of a limit. */
export const dataSettings = {
  batchSize: wholeNumber(64, 1, 1024),
  trainCount: wholeNumber(10_000, 1, 10_000_000),
  validation: wholeNumber(5000, 1, 1_000_000),
  size: { ...wholeNumber(32, 8, 256), unit: 'px' },
  fit: choiceOf('pad', 'resize'),
  rgb: yesOrNo(false),
  flip: yesOrNo(false),
  shift: { ...wholeNumber(0, 0, 32), unit: 'px' },
  normalize: choiceOf('standardize', 'unit'),
} as const;

const labelSmoothing: BoundedNumber = {
  kind: 'number',
  default: 0,
  valid: { min: 0, max: 1, exclusiveMax: true },
};

/** `steps` and `epochs` may be null, where the other says the length, or nothing does. */
export const trainingSettings = {
  steps: wholeNumber(2000, 1, 100_000_000),
  epochs: wholeNumber(1, 1, 100_000),
  evalEvery: { ...wholeNumber(50, 1, 100_000_000), unit: 'steps' },
  labelSmoothing,
} as const;

const decades: BoundedNumber = {
  kind: 'number',
  default: 3,
  valid: { min: 1, max: 8 },
};

/** How lanes are compared; `warmup` and `steps` are those of timing. */
export const raceSettings = {
  mode: choiceOf('quick', 'fair'),
  tuningSeed: seedSetting(0),
  points: wholeNumber(7, 5, 9),
  decades,
  warmup: wholeNumber(20, 0, 100_000),
  steps: wholeNumber(200, 1, 1_000_000),
} as const;

/** The settings that have a control, by id: the declaration, and where in an experiment the value stands. */
export const placedSettings = {
  seed: { setting: runSettings.seed, path: 'seed' },
  seeds: { setting: runSettings.seeds, path: 'seeds' },
  batchSize: { setting: dataSettings.batchSize, path: 'data.batchSize' },
  trainCount: { setting: dataSettings.trainCount, path: 'data.trainCount' },
  validation: { setting: dataSettings.validation, path: 'data.validation' },
  size: { setting: dataSettings.size, path: 'data.size' },
  rgb: { setting: dataSettings.rgb, path: 'data.rgb' },
  flip: { setting: dataSettings.flip, path: 'data.augment.flip' },
  shift: { setting: dataSettings.shift, path: 'data.augment.shift' },
  normalize: { setting: dataSettings.normalize, path: 'data.normalize' },
  steps: { setting: trainingSettings.steps, path: 'training.steps' },
  epochs: { setting: trainingSettings.epochs, path: 'training.epochs' },
  evalEvery: { setting: trainingSettings.evalEvery, path: 'training.evalEvery' },
  labelSmoothing: { setting: trainingSettings.labelSmoothing, path: 'training.labelSmoothing' },
  mode: { setting: raceSettings.mode, path: 'race.mode' },
  tuningSeed: { setting: raceSettings.tuningSeed, path: 'race.tuningSeed' },
  points: { setting: raceSettings.points, path: 'race.grid.points' },
  decades: { setting: raceSettings.decades, path: 'race.grid.decades' },
} as const;

export type SettingId = keyof typeof placedSettings;

type Group = Readonly<Record<string, unknown>>;

/** The value of an experiment at a path such as `data.augment.flip`. */
export const settingValue = (spec: object, path: string): unknown =>
  path.split('.').reduce<unknown>((group, key) => (group as Group)[key], spec);

/** The experiment with another value there, unchecked. */
export function withSettingValue(spec: object, path: string, value: unknown): unknown {
  const set = (group: Group, [key = '', ...rest]: readonly string[]): Group => ({
    ...group,
    [key]: rest.length === 0 ? value : set(group[key] as Group, rest),
  });
  return set(spec as Group, path.split('.'));
}
