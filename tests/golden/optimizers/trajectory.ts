import { chain } from '../../../src/optim/chain.ts';
import type { StepHyperparams } from '../../../src/optim/host-scalars.ts';
import { HostScalars } from '../../../src/optim/host-scalars.ts';
import type { OptimizerId } from '../../../src/optim/index.ts';
import { optimizerById } from '../../../src/optim/index.ts';
import { defaultOptions } from '../../../src/optim/options.ts';
import type { LaneUpdate, Plan } from '../../../src/optim/plan.ts';
import type { ReferenceParameter } from '../../../src/optim/reference.ts';
import { Reference } from '../../../src/optim/reference.ts';
import type { OptionValues } from '../../../src/optim/transform.ts';

export interface TrajectoryStep {
  /** One array for each parameter. */
  readonly gradients: readonly (readonly number[])[];
  /** Every number the host must say: hyperparameters, `${momentumKey}Next`, clip and guard. */
  readonly hyperparams: StepHyperparams;
  readonly loss?: number;
  /** The weights after the step, one array for each parameter. */
  readonly after: readonly (readonly number[])[];
}

/** A path through weight space that somebody else computed, with the gradients met on the way. */
export interface Trajectory {
  readonly name: string;
  /** The golden file, or 'straight line' for a plain float64 computation in this folder. */
  readonly from: string;
  readonly update: LaneUpdate;
  readonly parameters: readonly ReferenceParameter[];
  readonly steps: readonly TrajectoryStep[];
  /** Largest difference between the float32 and the float64 run of whoever computed it; null where only float64 ran. */
  readonly float32Difference: number | null;
}

/** An optimizer alone: no clipping, no guard. */
export function updateOf(id: OptimizerId, options: OptionValues = {}): LaneUpdate {
  const optimizer = optimizerById(id);
  return {
    optimizer,
    options: { ...defaultOptions(optimizer), ...options },
    clipsNorm: false,
    clipsValue: false,
    guarded: false,
  };
}

/** The numbers given, the optimizer's defaults for the rest, and the momentum of now for that of the next step. */
export function fullHyperparams(
  { optimizer }: LaneUpdate,
  stepHyperparams: StepHyperparams,
): StepHyperparams {
  const hyperparams = {
    ...Object.fromEntries(optimizer.hyperparams.map((p) => [p.key, p.default])),
    ...stepHyperparams,
  };
  const key = optimizer.momentumKey;
  return key === null ? hyperparams : { [`${key}Next`]: hyperparams[key] ?? Number.NaN, ...hyperparams };
}

/** Distance of two numbers; infinite where just one of them is none. */
const distance = (a: number, b: number): number => {
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  return a === b ? 0 : Math.abs(a - b);
};

/** After each step, the largest difference to the trajectory, relative to 1 + |value|. */
export function* deviations(
  { parameters, steps, update }: Trajectory,
  plan: Plan = chain(update),
): Generator<number> {
  const reference = new Reference(plan, parameters);
  const host = new HostScalars(plan);
  for (const [i, { gradients, hyperparams, loss, after }] of steps.entries()) {
    reference.step(gradients, host.at(i + 1, hyperparams), loss ?? null);
    const differences = after.flatMap((values, p) =>
      values.map(
        (value, j) => distance(reference.theta[p]?.[j] ?? Number.NaN, value) / (1 + Math.abs(value)),
      ),
    );
    yield Math.max(...differences);
  }
}

/**
 * How far a float32 run may be from the float64 trajectory, as |difference| / (1 + |value|): five times what whoever
 * computed it found between float32 and float64, where they ran both, else 1e-6; 1e-5 for Muon, whose Newton–Schulz
 * iterations amplify rounding. The gradients are the trajectory's own, so rounding does not feed back through the
 * function.
 */
export function float32Tolerance({ update, float32Difference }: Trajectory): number {
  if (update.optimizer.id === 'muon') return 1e-5;
  return float32Difference === null ? 1e-6 : 5 * float32Difference;
}

/** NaN counts as infinitely far. */
export const worstDeviation = (actual: ArrayLike<number> | undefined, expected: readonly number[]): number =>
  Math.max(
    ...expected.map((value, i) => {
      const distance = Math.abs((actual?.[i] ?? Number.NaN) - value) / (1 + Math.abs(value));
      return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
    }),
  );
