import { beforeAll, describe, expect, it } from 'vitest';
import type { Shape } from '../../src/core/shape.ts';
import { sizeOf } from '../../src/core/shape.ts';
import { GpuUpdate } from '../../src/engine/executors/webgpu/gpu-update.ts';
import { chain } from '../../src/optim/chain.ts';
import { HostScalars } from '../../src/optim/host-scalars.ts';
import { optimizers } from '../../src/optim/index.ts';
import type { LaneUpdate } from '../../src/optim/plan.ts';
import { Reference } from '../../src/optim/reference.ts';
import type { OptimizerDeclaration, OptionValues } from '../../src/optim/transform.ts';
import { sharedDevice } from '../support/device.ts';
import { randomValues, worstError } from '../support/kernels.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const steps = 12;

/** Odd sizes, more and fewer rows than columns, a convolution's kernel, and logits at the end. */
const shapes: Readonly<Record<string, Shape>> = {
  'conv1/kernel': [3, 3, 2, 5],
  'conv1/bias': [5],
  'dense/kernel': [7, 13],
  'dense/bias': [13],
  'tall/kernel': [19, 6],
  'logits/kernel': [6, 10],
  'logits/bias': [10],
};

/** Every option alone, all together, and none. */
function optionsOf({ options }: OptimizerDeclaration): OptionValues[] {
  const defaults = Object.fromEntries(options.map((option) => [option.key, option.default]));
  const flipped = options.map((option) => ({
    ...defaults,
    [option.key]: option.kind === 'switch' ? !option.default : Math.max(option.valid.min, option.default - 1),
  }));
  const all = Object.fromEntries(options.map(({ key }, i) => [key, flipped[i]?.[key] ?? false]));
  return [defaults, ...flipped, ...(options.length > 1 ? [all] : [])];
}

/** Hyperparameters that change as schedules and live edits change them. */
function hyperparamsAt(
  { hyperparams, momentumKey }: OptimizerDeclaration,
  t: number,
): Record<string, number> {
  const moved = hyperparams.map(({ key, default: value }): [string, number] => {
    if (key === 'lr') return [key, (t < 6 ? 0.02 : 0.005) * Math.cos(t / 20)];
    if (key === 'weightDecay') return [key, 0.01];
    if (key === 'dampening') return [key, 0.1];
    return [key, value];
  });
  const values = Object.fromEntries(moved);
  const momentum = (at: number) => 0.5 + 0.4 * Math.sin(at / 5) ** 2;
  if (momentumKey === null) return values;
  return { ...values, [momentumKey]: momentum(t), [`${momentumKey}Next`]: momentum(t + 1) };
}

async function follow(update: LaneUpdate, spike: number | null): Promise<void> {
  const plan = chain(update);
  const parameters = Object.entries(shapes).map(([name, shape]) => ({
    name,
    shape,
    values: randomValues(sizeOf(shape)),
    ...(name === 'logits/kernel' && { role: 'head' as const }),
  }));
  const reference = new Reference(plan, parameters);
  const evaluator = new HostScalars(plan);
  const { id: name } = update.optimizer;
  const gpu = await GpuUpdate.build({ device, adapterClass: 'software', name, plan, parameters });
  try {
    let worst = 0;
    for (let t = 0; t < steps; t++) {
      const gradients = parameters.map(({ shape }) =>
        randomValues(sizeOf(shape)).map((value) => value * (t === spike ? 1e6 : 1)),
      );
      const host = { ...hyperparamsAt(update.optimizer, t), clipNorm: 3, clipValue: 0.2, guardFactor: 4 };
      const hostScalars = evaluator.at(t + 1, host);
      const loss = 2 - t / 10;
      const { theta, accepted } = await gpu.step(gradients, hostScalars, loss);
      const outcome = reference.step(gradients, hostScalars, loss);
      expect(accepted).toBe(outcome.accepted);
      expect(accepted).toBe(t !== spike);
      worst = Math.max(worst, ...theta.map((values, i) => worstError(values, reference.theta[i] ?? [])));
    }
    expect(worst).toBeLessThan(name === 'muon' ? 1e-4 : 5e-6);
  } finally {
    gpu.dispose();
  }
}

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('%s', (_, optimizer) => {
  const plain = { optimizer, clipsNorm: false, clipsValue: false, guarded: false };

  it.each(optionsOf(optimizer).map((options) => [JSON.stringify(options), options] as const))(
    'on the GPU follows the reference over steps of moving hyperparameters, %s',
    (_text, options) => follow({ ...plain, options }, null),
  );

  it('is clipped, and guarded against a spike that leaves nothing behind', () => {
    const [options = {}] = optionsOf(optimizer);
    return follow({ optimizer, options, clipsNorm: true, clipsValue: true, guarded: true }, 10);
  });
});
