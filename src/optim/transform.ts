import type { Assignment } from '../core/expr.ts';
import { lr, momentum, weightDecay } from './hyper.ts';
import type { Parameter } from './parameter.ts';

export type HyperKey = 'lr' | 'momentum' | 'weightDecay';

/**
 * An optimizer as data. `program` is run for every element of every parameter; it may read and write `theta` (the
 * weight), `g` (its gradient) and the slots, and read the hyper-parameters of the step and `momentumNext`, the
 * momentum the next step will use.
 */
export interface OptimizerDeclaration<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  /** What it does, in one sentence. */
  readonly help: string;
  readonly hyper: readonly Parameter<HyperKey>[];
  /** State kept for each weight, all starting at 0. */
  readonly slots: readonly { readonly name: string; readonly symbol: string }[];
  readonly program: readonly Assignment[];
  /** Where other libraries compute something else under the same name. */
  readonly differs: string;
  readonly source: string;
}

/** TeX for the names a program may use. */
export const symbols: Readonly<Record<string, string>> = {
  theta: '\\theta',
  g: 'g',
  lr: lr.symbol,
  momentum: momentum.symbol,
  momentumNext: `${momentum.symbol}^{+}`,
  weightDecay: weightDecay.symbol,
};
