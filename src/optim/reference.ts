import { execute, float64 } from '../core/expr.ts';
import type { OptimizerDeclaration } from './transform.ts';

/** The hyper-parameters one step uses, after schedules; `momentumNext` is the momentum of the step after it. */
export type StepHyper = Readonly<Record<string, number>>;

export interface ReferenceState {
  readonly theta: Float64Array;
  readonly slots: ReadonlyMap<string, Float64Array>;
}

/** State before the first step: the given weights, every slot at 0. */
export function referenceState(optimizer: OptimizerDeclaration, theta: readonly number[]): ReferenceState {
  return {
    theta: Float64Array.from(theta),
    slots: new Map(optimizer.slots.map(({ name }) => [name, new Float64Array(theta.length)])),
  };
}

/**
 * One step in float64, in place: the reference the tensor path and the kernels are held against.
 * Shapes: `gradient` as `state.theta`.
 */
export function referenceStep(
  optimizer: OptimizerDeclaration,
  state: ReferenceState,
  gradient: ArrayLike<number>,
  hyper: StepHyper,
): void {
  const scope = new Map<string, number>(Object.entries(hyper));
  for (let i = 0; i < state.theta.length; i++) {
    scope.set('theta', state.theta[i] as number);
    scope.set('g', gradient[i] as number);
    for (const [name, slot] of state.slots) scope.set(name, slot[i] as number);
    const result = execute(optimizer.program, float64, scope);
    state.theta[i] = result.get('theta') as number;
    for (const [name, slot] of state.slots) slot[i] = result.get(name) as number;
  }
}
