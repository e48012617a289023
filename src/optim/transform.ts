import type { Assignment, Expr } from '../core/expr.ts';
import type { BoundedNumber, Keyed, SwitchSetting } from '../core/setting.ts';
import type { Parameter } from './parameter.ts';

/**
 * A choice that shapes the update itself; another choice is another run. It lives beside the hyperparameters in
 * `optimizer` of the spec.
 */
export type Option<Key extends string = string> = Keyed<SwitchSetting | BoundedNumber, Key>;

export type OptionValues = Readonly<Record<string, boolean | number>>;

/** State kept for each weight, starting at 0. `symbol` is TeX. */
export interface Slot {
  readonly name: string;
  readonly symbol: string;
}

/**
 * A number the host carries from step to step in float64, e.g. NAdam's P_t = P_{t−1} μ_t: `value` may use its own name
 * for the value before.
 */
export interface Recurrence {
  readonly name: string;
  readonly symbol: string;
  readonly initial: number;
  readonly value: Expr;
}

/** Parameters that share a rule: those with the role `matrix`, and all others. */
export type Group = 'matrices' | 'others';

/** Work that is no expression of one element: it cuts the chain and has a kernel and a CPU reference of its own. */
export type CustomOp =
  /** g ← attention of g over the last `keep` gradients, in heads of `headSize`; its temperature is the host scalar `tau`. */
  | { readonly id: 'attention'; readonly keep: number; readonly headSize: number }
  /** g ← √max(1, cols/rows) NS(g) of matrices [rows, cols] = [∏ leading dimensions, last dimension]. */
  | { readonly id: 'orthogonalize'; readonly steps: number }
  /** Sets the step scalar `accepted` from the step scalar `norm`, the loss and the host scalar `guardFactor`. */
  | { readonly id: 'guard'; readonly window: number };

/**
 * One piece of work of a transform, in order. Programs may read and write `theta` (the weight), `g` (its gradient) and
 * slots, assign names of their own, and read host scalars and step scalars.
 */
export type Stage =
  | { readonly kind: 'elementwise'; readonly program: readonly Assignment[]; readonly group?: Group }
  /**
   * `into` = Σ of `sum` over all elements of all parameters; then `finish` on single numbers. All they assign are
   * step scalars, which later stages may read.
   */
  | {
      readonly kind: 'reduce';
      readonly sum: Expr;
      readonly into: string;
      readonly finish: readonly Assignment[];
    }
  | { readonly kind: 'custom-op'; readonly op: CustomOp };

/** A declared gradient transform, as in optax; `chain` puts several together. */
export interface Transform {
  readonly slots?: readonly Slot[];
  readonly recurrences?: readonly Recurrence[];
  readonly stages: readonly Stage[];
}

/** Optimizers whose learning rates are of one size. The page lists them by it. */
export type Family = 'momentum' | 'adaptive' | 'matrix';

/** An optimizer as data: its form, its formula, its kernels and its CPU reference all follow from this. */
export interface OptimizerDeclaration<
  Id extends string = string,
  HyperKey extends string = string,
  OptionKey extends string = string,
> {
  readonly id: Id;
  /** A proper name, the same in every language; also what a lane is called. */
  readonly name: string;
  readonly family: Family;
  readonly hyperparams: readonly Parameter<HyperKey>[];
  readonly options: readonly Option<OptionKey>[];
  /** The hyperparameter that a momentum schedule moves; its value of the next step is the host scalar `${key}Next`. */
  readonly momentumKey: 'momentum' | 'beta1' | null;
  /** The momentum schedule a new lane starts with; constant where absent. */
  readonly defaultMomentumSchedule?: { readonly id: string };
  readonly transforms: (options: OptionValues) => readonly Transform[];
  /** A citation. */
  readonly source: string;
}

/** An optimizer of whose id and keys the compiler knows each, so that it asks for their texts in `messages/`. */
export const declareOptimizer = <Id extends string, HyperKey extends string, OptionKey extends string>(
  declaration: OptimizerDeclaration<Id, HyperKey, OptionKey>,
): OptimizerDeclaration<Id, HyperKey, OptionKey> => declaration;
