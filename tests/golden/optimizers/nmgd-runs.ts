import { readJson } from '../references.ts';
import { gradientOf } from './problems.ts';
import type { Trajectory } from './trajectory.ts';
import { fullHyperparams, updateOf } from './trajectory.ts';

interface NmgdRun {
  readonly problem: string;
  readonly lr: number;
  readonly T: number;
  readonly momentumSchedule: string;
  readonly attention: 'off' | { readonly K: number; readonly d: number; readonly tau: number };
  readonly params: readonly number[][];
  readonly f32vsF64MaxAbsDiff: number;
}

interface AttentionRun {
  readonly n: number;
  readonly K: number;
  readonly d: number;
  readonly tau: number;
  readonly gradients: readonly number[][];
  readonly outputs: readonly number[][];
  readonly f32vsF64MaxAbsDiff: number;
}

const { runs, attention } = readJson<{ runs: NmgdRun[]; attention: AttentionRun[] }>('nmgd.json');

export const nmgdRunCount = runs.length + attention.length;

/** NMGD's momentum as the golden file's note defines it: 0.5 up to 0.95, hold, down to 0.85. */
function scheduled(step: number, totalSteps: number): number {
  const [start, max, end, rise, fall] = [0.5, 0.95, 0.85, 0.2, 0.5];
  const p = step / totalSteps;
  if (p >= 1) return end;
  if (p < rise) return start + ((max - start) * (1 - Math.cos((Math.PI * p) / rise))) / 2;
  if (p < 1 - fall) return max;
  return max + ((end - max) * (1 - Math.cos((Math.PI * (p - (1 - fall))) / fall))) / 2;
}

function runTrajectory(run: NmgdRun): Trajectory {
  const on = run.attention === 'off' ? null : run.attention;
  const update = updateOf('nmgd', on ? { attention: true, keep: on.K, headSize: on.d } : {});
  const momentumAt = (step: number) => (run.momentumSchedule === 'nmgd' ? scheduled(step, run.T) : 0.9);
  const [start = [], ...after] = run.params;
  const gradient = gradientOf[run.problem];
  return {
    name: `nmgd, momentum ${run.momentumSchedule}, attention ${on ? 'on' : 'off'}, on ${run.problem}`,
    from: 'nmgd.json',
    update,
    parameters: [{ name: 'p', shape: [start.length], values: start }],
    steps: after.map((point, i) => ({
      gradients: [gradient?.(run.params[i] ?? []) ?? []],
      hyperparams: fullHyperparams(update, {
        lr: run.lr,
        momentum: momentumAt(i),
        momentumNext: momentumAt(i + 1),
        ...(on ? { tau: on.tau } : {}),
      }),
      after: [point],
    })),
    float32Difference: run.f32vsF64MaxAbsDiff,
  };
}

/** Attention alone: with no momentum and a learning rate of 1 the weights are minus the sum of its outputs. */
function attentionTrajectory(run: AttentionRun): Trajectory {
  const update = updateOf('nmgd', { attention: true, keep: run.K, headSize: run.d });
  const sum = new Array<number>(run.n).fill(0);
  return {
    name: `attention over ${run.K} gradients of ${run.n} in heads of ${run.d}`,
    from: 'nmgd.json',
    update,
    parameters: [{ name: 'p', shape: [run.n], values: sum.slice() }],
    steps: run.outputs.map((output, i) => {
      for (const [j, value] of output.entries()) sum[j] = (sum[j] ?? 0) - value;
      return {
        gradients: [run.gradients[i] ?? []],
        hyperparams: fullHyperparams(update, { lr: 1, momentum: 0, tau: run.tau }),
        after: [sum.slice()],
      };
    }),
    float32Difference: run.f32vsF64MaxAbsDiff,
  };
}

export const nmgdTrajectories: readonly Trajectory[] = [
  ...runs.map(runTrajectory),
  ...attention.map(attentionTrajectory),
];
