import type { SliderSetting } from '../core/setting.ts';

/** A number that an optimizer or a schedule computes with, and that has a symbol in its formula. */
export interface Parameter<Key extends string = string> extends SliderSetting<Key> {
  /** How the parameter is written in formulas, as TeX. */
  readonly symbol: string;
  /** Which way it must go for a lane to break, and past which value it is to blame whatever the learning rate. */
  readonly breaks?: { readonly toward: 'higher' | 'lower'; readonly past?: number };
}

/** The declaration of a parameter: kernels compute with it, so that float32 bounds it too. */
export const parameter = <const Key extends string>(
  declared: Omit<Parameter<Key>, 'kind' | 'float32'>,
): Parameter<Key> => ({ kind: 'number', float32: true, ...declared });
