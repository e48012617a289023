import type { StepHyperparams } from '../../../src/optim/host-scalars.ts';
import type { OptimizerId } from '../../../src/optim/index.ts';
import type { OptionValues } from '../../../src/optim/transform.ts';
import { readJson } from '../references.ts';
import type { Trajectory } from './trajectory.ts';
import { fullHyperparams, updateOf } from './trajectory.ts';

type TorchHyperparams = Readonly<Record<string, number | boolean | readonly number[]>>;

export interface TorchRun {
  readonly id: string;
  readonly problem: string;
  readonly hyper: TorchHyperparams;
  readonly events: readonly { readonly beforeStep: number; readonly set: StepHyperparams }[];
  readonly check: { readonly f32vsF64MaxAbsDiff: number };
  readonly f64: { readonly params: readonly number[][]; readonly grads: readonly number[][] };
}

export const torchRuns = readJson<{ runs: TorchRun[] }>('optimizers.json').runs;

/** The runs of optimizers.json that our optimizers must repeat. */
export const torchOptimizers: Readonly<Record<string, OptimizerId>> = {
  sgd: 'sgd',
  sgd_momentum: 'momentum',
  sgd_momentum_dampening: 'momentum',
  sgd_nesterov: 'nesterov',
  sgd_nesterov_wd: 'nesterov',
  sgd_nesterov_lr_drop: 'nesterov',
  sgd_nesterov_momentum_change: 'nesterov',
  adam: 'adam',
  adam_l2: 'adam',
  adam_amsgrad: 'adam',
  adamw: 'adamw',
  nadam_fixed: 'nadam',
  radam: 'radam',
  rmsprop: 'rmsprop',
  rmsprop_momentum: 'rmsprop',
  rmsprop_centered: 'rmsprop',
  rmsprop_centered_momentum: 'rmsprop',
  adagrad: 'adagrad',
};

/** Those that are not ours to repeat, and why. */
export const otherTorchRuns: Readonly<Record<string, string>> = {
  nadam_torch113: 'has a factor too many; ours must differ from it',
  adamax: 'not asked for',
  adadelta: 'belongs to the rest of the catalogue',
};

const keys: Readonly<Record<string, string>> = {
  alpha: 'decay',
  weight_decay: 'weightDecay',
  momentum_decay: 'momentumDecay',
};

/** PyTorch's names and pairs as ours; what is no number is an option. */
function torchHyperparams(hyper: TorchHyperparams): StepHyperparams {
  const [beta1, beta2] = Array.isArray(hyper.betas) ? hyper.betas : [];
  const numbers = Object.entries(hyper).flatMap(([key, value]) =>
    typeof value === 'number' ? [[keys[key] ?? key, value] as const] : [],
  );
  return { ...Object.fromEntries(numbers), ...(beta1 === undefined ? {} : { beta1, beta2 }) };
}

const torchOptions = ({ amsgrad = false, centered = false }: TorchHyperparams): OptionValues => ({
  ...(amsgrad === true ? { amsgrad } : {}),
  ...(centered === true ? { centered } : {}),
});

/** The numbers of step `index`, with the changes made by hand before it. */
function hyperparamsAt({ hyper, events }: TorchRun, index: number): StepHyperparams {
  const start = torchHyperparams(hyper);
  let now = start;
  for (const { beforeStep, set } of events) {
    if (beforeStep > index) break;
    const { lr_scale: scale, ...rest } = set;
    now = { ...now, ...rest, ...(scale === undefined ? {} : { lr: (start.lr ?? 0) * scale }) };
  }
  return now;
}

export function torchTrajectory(run: TorchRun, id: OptimizerId): Trajectory {
  const update = updateOf(id, torchOptions(run.hyper));
  const { params, grads } = run.f64;
  return {
    name: `${run.id} on ${run.problem}`,
    from: 'optimizers.json',
    update,
    parameters: [{ name: 'p', shape: [params[0]?.length ?? 0], values: params[0] ?? [] }],
    steps: grads.map((gradient, i) => ({
      gradients: [gradient],
      hyperparams: fullHyperparams(update, hyperparamsAt(run, i)),
      after: [params[i + 1] ?? []],
    })),
    float32Difference: run.check.f32vsF64MaxAbsDiff,
  };
}

export const torchTrajectories: readonly Trajectory[] = torchRuns.flatMap((run) => {
  const id = torchOptimizers[run.id];
  return id === undefined ? [] : [torchTrajectory(run, id)];
});
