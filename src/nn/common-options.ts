import type { BoundedNumber, ChoiceSetting, ListSetting } from '../core/setting.ts';
import type { Shape } from '../core/shape.ts';
import type { Activation } from './activation.ts';
import type { Init } from './init.ts';
import type { Layer } from './layer.ts';
import { batchNorm, groupNorm } from './layers/norms.ts';

export type ActivationKind = 'relu' | 'leaky-relu' | 'gelu' | 'gelu-tanh';
export type NormKind = 'none' | 'batch' | 'group';

const activation: ChoiceSetting<ActivationKind> = {
  kind: 'choice',
  default: 'relu',
  choices: ['relu', 'leaky-relu', 'gelu', 'gelu-tanh'],
};

const slope: BoundedNumber = {
  kind: 'number',
  default: 0.01,
  integer: false,
  valid: { min: 0, max: 1 },
  onlyWith: { key: 'activation', values: ['leaky-relu'] },
};

/** The activation of a model, and the slope that goes with it. */
export const activationOptions = { activation, slope } as const;

/** What two options say together. */
export const activationOf = (values: { activation: ActivationKind; slope: number }): Activation =>
  values.activation === 'leaky-relu'
    ? { kind: 'leaky-relu', slope: values.slope }
    : { kind: values.activation };

const norm: ChoiceSetting<NormKind> = {
  kind: 'choice',
  default: 'none',
  choices: ['none', 'batch', 'group'],
};

const groups: BoundedNumber = {
  kind: 'number',
  default: 4,
  integer: true,
  valid: { min: 1, max: 256 },
  onlyWith: { key: 'norm', values: ['group'] },
};

/** The norm of a model's convolutions, and the groups that go with it. */
export const normOptions = { norm, groups } as const;

/** The norm as layers: none or one. @throws DownhillError where the groups do not divide the channels */
export function normLayers(
  values: { norm: NormKind; groups: number },
  name: string,
): readonly ((input: Shape) => Layer)[] {
  if (values.norm === 'none') return [];
  return [
    (input) => (values.norm === 'batch' ? batchNorm(name, input) : groupNorm(name, input, values.groups)),
  ];
}

export const dropoutOption: BoundedNumber = {
  kind: 'number',
  default: 0,
  integer: false,
  valid: { min: 0, max: 1, exclusiveMax: true },
};

export const initOption: ChoiceSetting<Init> = {
  kind: 'choice',
  default: 'glorot',
  choices: ['glorot', 'he'],
};

export const denseOption: ListSetting = {
  kind: 'list',
  default: [],
  range: { min: 1, max: 8192 },
  length: { min: 0, max: 3 },
  added: { first: 64, times: 1 },
};

/** The options that several models have, and whose texts they share. */
export const sharedOptions = {
  ...activationOptions,
  ...normOptions,
  dropout: dropoutOption,
  init: initOption,
} as const;
