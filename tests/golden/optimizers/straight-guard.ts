import { rules } from './straight-rules.ts';
import { clipByNorm } from './straight-tensors.ts';
import type { Trajectory, TrajectoryStep } from './trajectory.ts';
import { fullHyperparams, updateOf } from './trajectory.ts';

/** Numbers in [0, 1) that are the same each time. */
function lottery(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

const isTypical = (value: number, results: readonly number[], factor: number): boolean =>
  Number.isFinite(value) && (results.length < 8 || !(value > factor * middle(results.slice(-31))));

export interface GuardedTrajectory extends Trajectory {
  /** For each step, whether it is taken. */
  readonly accepted: readonly boolean[];
}

const broken: Readonly<Record<number, number>> = {
  2: Number.NaN,
  5: Number.POSITIVE_INFINITY,
  40: Number.NaN,
  41: Number.NEGATIVE_INFINITY,
};

/** Losses and gradients that are wild enough for the guard to be asked something at every step. */
function weather(random: () => number, t: number): { loss: number; gradient: number[] } {
  const size = Math.exp(3 * (random() - 0.5));
  const gradient = Array.from({ length: 3 }, () => size * (random() - 0.5));
  const loss = Math.exp(3 * (random() - 0.5));
  const fault = broken[t];
  if (fault === undefined) return { loss, gradient };
  return t % 2 === 0 ? { loss: fault, gradient } : { loss, gradient: [gradient[0] ?? 0, fault, 0] };
}

/** The guard, with or without clipping after it, on an optimizer whose step depends on t. */
function guardedRun(id: 'adam' | 'momentum', clipsNorm: boolean): GuardedTrajectory {
  const update = { ...updateOf(id), guarded: true, clipsNorm };
  const hyperparams = fullHyperparams(update, {
    lr: 0.05,
    dampening: 0.5,
    eps: 0.01,
    guardFactor: 1.8,
    clipNorm: 0.5,
  });
  const random = lottery(7);
  const norms: number[] = [];
  const losses: number[] = [];
  const memory: Record<string, number>[] = [{}, {}, {}];
  let weights = [0.5, -1, 2];
  const accepted: boolean[] = [];
  const steps: TrajectoryStep[] = [];
  for (let t = 1; t <= 400; t++) {
    const { loss, gradient } = weather(random, t);
    const norm = Math.hypot(...gradient);
    const isAccepted = isTypical(norm, norms, 1.8) && isTypical(loss, losses, 1.8);
    accepted.push(isAccepted);
    if (isAccepted) {
      norms.push(norm);
      losses.push(loss);
      const used = (clipsNorm ? clipByNorm([gradient], 0.5)[0] : gradient) ?? [];
      weights = weights.map(
        (p, i) => rules[id]?.(p, used[i] ?? 0, hyperparams, t, memory[i] ?? {}) ?? Number.NaN,
      );
    }
    steps.push({ gradients: [gradient], hyperparams, loss, after: [weights] });
  }
  return {
    name: `${id} under the guard${clipsNorm ? ', then clipped' : ''}`,
    from: 'straight line',
    update,
    parameters: [{ name: 'p', shape: [3], values: [0.5, -1, 2] }],
    steps,
    accepted,
    float32Difference: null,
  };
}

export const guardedTrajectories: readonly GuardedTrajectory[] = [
  guardedRun('momentum', false),
  guardedRun('adam', false),
  guardedRun('adam', true),
];
