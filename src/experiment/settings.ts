import type { BoundedNumber } from '../core/setting.ts';
import { choiceOf, wholeNumber, yesOrNo } from '../core/setting.ts';

/** The settings of an experiment beside lanes and model, with their limits, each said here alone. */
const maxSeed = 2 ** 32 - 1;

/** Where the chances of a run come from, and how often it is repeated. */
export const runSettings = {
  seed: wholeNumber(1, 0, maxSeed),
  seeds: wholeNumber(1, 1, 99),
} as const;

export const dataSettings = {
  batchSize: wholeNumber(64, 1, 1024),
  validation: wholeNumber(5000, 1, 1_000_000),
  fit: choiceOf('pad', 'resize'),
  rgb: yesOrNo(false),
  flip: yesOrNo(false),
  shift: wholeNumber(0, 0, 32),
  normalize: choiceOf('standardize', 'unit'),
} as const;

const labelSmoothing: BoundedNumber = {
  kind: 'number',
  default: 0,
  valid: { min: 0, max: 1, exclusiveMax: true },
};

export const trainingSettings = {
  evalEvery: wholeNumber(50, 1, 100_000_000),
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
  tuningSeed: wholeNumber(0, 0, maxSeed),
  points: wholeNumber(7, 5, 9),
  decades,
  warmup: wholeNumber(20, 0, 100_000),
  steps: wholeNumber(200, 1, 1_000_000),
} as const;
