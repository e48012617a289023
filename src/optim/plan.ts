import type { Assignment, Expr } from '../core/expr.ts';
import { evaluate, float64 } from '../core/expr.ts';
import type { CustomOp, Group, OptimizerDeclaration, OptionValues, Recurrence, Slot } from './transform.ts';

/** A number the kernels read, worked out by the host in float64 each step. */
export interface HostScalar {
  readonly name: string;
  readonly value: Expr;
}

export interface ElementwisePart {
  readonly group: Group | 'all';
  /** Reads theta, g, slots, host scalars, step scalars, and what was assigned before in the same program. */
  readonly program: readonly Assignment[];
}

export interface ElementwiseStage {
  readonly kind: 'elementwise';
  /** Programs by group: `all` alone, or matrices and others, at most one each. */
  readonly parts: readonly ElementwisePart[];
  /** Fields (theta, g, slots) that must be stored: g only where a later stage reads it. */
  readonly writes: readonly string[];
}

export interface ReduceStage {
  readonly kind: 'reduce';
  readonly sum: Expr;
  readonly into: string;
  readonly finish: readonly Assignment[];
}

export interface CustomOpStage {
  readonly kind: 'custom-op';
  readonly op: CustomOp;
}

export type PlanStage = ElementwiseStage | ReduceStage | CustomOpStage;

/** What `chain` lowers a lane's transforms to: the CPU reference and the GPU kernels both run this. */
export interface Plan {
  /** Host scalars, in the order the kernels' table has them. Includes every hoisted expression. */
  readonly hostScalars: readonly HostScalar[];
  readonly recurrences: readonly Recurrence[];
  readonly slots: readonly Slot[];
  /** Single numbers that live beside the weights, in the order of their buffer: `norm`, `clipFactor`, `accepted`. */
  readonly stepScalars: readonly string[];
  readonly stages: readonly PlanStage[];
  /** Whether theta, slots and history change only where the step scalar `accepted` is 1 (select, not multiply). */
  readonly guarded: boolean;
  /** Whether parts differ by group. */
  readonly grouped: boolean;
  /** Numbers kept for each weight: slots, and the kept gradients of attention. */
  readonly memoryPerParameter: number;
}

/** The work of a plan that is no expression of one element, in order. */
export const customOpsOf = ({ stages }: Pick<Plan, 'stages'>): CustomOp[] =>
  stages.flatMap((stage) => (stage.kind === 'custom-op' ? [stage.op] : []));

/** Whether an update leaves something else where the gradients were. */
export const rewritesGradients = ({ stages }: Plan): boolean =>
  stages.some((stage) => {
    if (stage.kind === 'elementwise') return stage.writes.includes('g');
    return stage.kind === 'custom-op' && stage.op.id !== 'guard';
  });

/** Everything about a lane that shapes its update: structural only, so a number against null for clip and guard. */
export interface LaneUpdate {
  readonly optimizer: OptimizerDeclaration;
  readonly options: OptionValues;
  /** The bound is the host scalar `clipNorm`. */
  readonly clipsNorm: boolean;
  /** The bound is the host scalar `clipValue`. */
  readonly clipsValue: boolean;
  /** The factor is the host scalar `guardFactor`. */
  readonly guarded: boolean;
}

/** The host scalars of a step out of all that the host knows of it by name; NaN where it lacks one. */
export const hostScalarsIn = (plan: Plan, scalars: Readonly<Record<string, number>>): Float64Array =>
  Float64Array.from(plan.hostScalars, ({ name }) => scalars[name] ?? Number.NaN);

/**
 * The host scalars at a step, in float64. `host` has the hyperparameters after schedules, `${momentumKey}Next`,
 * `t` (1, 2, …) and the recurrences' values.
 * @throws RangeError when a host scalar needs a number that `host` lacks
 */
export const hostScalarValues = (plan: Plan, host: ReadonlyMap<string, number>): Float64Array =>
  Float64Array.from(plan.hostScalars, ({ value }) => evaluate(value, float64, host));
