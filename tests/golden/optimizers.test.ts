import { describe, expect, it } from 'vitest';
import type { OptimizerId } from '../../src/optim/index.ts';
import { optimizerById } from '../../src/optim/index.ts';
import { referenceState, referenceStep } from '../../src/optim/reference.ts';
import { readJson } from './references.ts';

interface TorchRun {
  readonly id: string;
  readonly problem: string;
  readonly hyper: Readonly<Record<string, number>>;
  readonly events: readonly { beforeStep: number; set: Readonly<Record<string, number>> }[];
  readonly f64: { readonly params: readonly number[][]; readonly grads: readonly number[][] };
}

const { runs } = readJson<{ runs: TorchRun[] }>('optimizers.json');
const ours: Readonly<Record<string, OptimizerId>> = {
  sgd: 'sgd',
  sgd_momentum: 'momentum',
  sgd_nesterov: 'nesterov',
  sgd_nesterov_wd: 'nesterov',
  sgd_nesterov_lr_drop: 'nesterov',
  sgd_nesterov_momentum_change: 'nesterov',
};

/** Torch uses one momentum a step for both places, so `momentumNext` is the same here. */
function trajectory(run: TorchRun): number[][] {
  const optimizer = optimizerById(ours[run.id] ?? 'sgd');
  const state = referenceState(optimizer, run.f64.params[0] ?? []);
  const { lr: baseLr = 0 } = run.hyper;
  let lr = baseLr;
  let { momentum = 0 } = run.hyper;
  const { weight_decay: weightDecay = 0 } = run.hyper;
  const params = [[...state.theta]];
  for (const [step, gradient] of run.f64.grads.entries()) {
    for (const { set } of run.events.filter(({ beforeStep }) => beforeStep === step)) {
      lr = set.lr_scale === undefined ? lr : baseLr * set.lr_scale;
      momentum = set.momentum ?? momentum;
    }
    referenceStep(optimizer, state, gradient, { lr, momentum, momentumNext: momentum, weightDecay });
    params.push([...state.theta]);
  }
  return params;
}

describe('the CPU reference follows PyTorch in float64', () => {
  const covered = runs.filter(({ id }) => id in ours);

  it('has two problems for each', () => {
    expect(covered).toHaveLength(2 * Object.keys(ours).length);
  });

  it.each(covered)('$id on $problem, within 1e-12', (run) => {
    const params = trajectory(run);
    expect(params.length).toBe(run.f64.params.length);
    for (const [step, expected] of run.f64.params.entries()) {
      expected.forEach((value, i) => {
        expect(Math.abs((params[step]?.[i] ?? Number.NaN) - value), `step ${step}`).toBeLessThan(
          1e-12 * (1 + Math.abs(value)),
        );
      });
    }
  });
});
