import { beforeAll, describe, expect, it } from 'vitest';
import { GpuUpdate } from '../../src/engine/executors/webgpu/gpu-update.ts';
import { chain } from '../../src/optim/chain.ts';
import { HostScalars } from '../../src/optim/host-scalars.ts';
import { optimizers } from '../../src/optim/index.ts';
import { guardedTrajectories } from '../golden/optimizers/straight-guard.ts';
import { trajectories } from '../golden/optimizers/trajectories.ts';
import type { Trajectory } from '../golden/optimizers/trajectory.ts';
import { float32Tolerance, worstDeviation } from '../golden/optimizers/trajectory.ts';
import { sharedDevice } from '../support/device.ts';

// One device for all: kernels of the same text are compiled once.
let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

/** After each step, the largest difference to the trajectory, and whether the step was taken. */
async function follow({ update, parameters, steps }: Trajectory) {
  const plan = chain(update);
  const host = new HostScalars(plan);
  const { id: name } = update.optimizer;
  const gpu = await GpuUpdate.build({ device, adapterClass: 'software', name, plan, parameters });
  const deviations: { deviation: number; accepted: boolean }[] = [];
  try {
    for (const [i, { gradients, hyperparams, loss = 1, after }] of steps.entries()) {
      const { theta, accepted } = await gpu.step(gradients, host.at(i + 1, hyperparams), loss);
      const deviation = Math.max(...after.map((values, p) => worstDeviation(theta[p], values)));
      deviations.push({ deviation, accepted });
    }
  } finally {
    gpu.dispose();
  }
  return deviations;
}

const named = <T extends Trajectory>(list: readonly T[]) =>
  list.map((trajectory) => [trajectory.name, trajectory] as const);

describe('on the GPU the kernels follow PyTorch, the papers and plain float64 code', () => {
  it('on every trajectory there is, for every optimizer', () => {
    expect(trajectories).toHaveLength(36 + 18 + 11 + 37);
    expect(guardedTrajectories).toHaveLength(3);
    const followed = new Set(trajectories.map(({ update }) => update.optimizer.id));
    expect([...followed].sort()).toEqual(optimizers.map(({ id }) => id).sort());
  });

  it.each(named(trajectories))('%s', async (_, trajectory) => {
    const deviations = await follow(trajectory);
    expect(deviations.length).toBeGreaterThan(5);
    expect(Math.max(...deviations.map(({ deviation }) => deviation))).toBeLessThan(
      float32Tolerance(trajectory),
    );
  });

  it.each(named(guardedTrajectories))('%s, where the same steps are skipped', async (_, trajectory) => {
    const deviations = await follow(trajectory);
    expect(deviations.map(({ accepted }) => accepted)).toEqual(trajectory.accepted);
    expect(Math.max(...deviations.map(({ deviation }) => deviation))).toBeLessThan(
      float32Tolerance(trajectory),
    );
  });
});
