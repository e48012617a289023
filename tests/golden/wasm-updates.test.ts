import { describe, expect, it } from 'vitest';
import { chain } from '../../src/optim/chain.ts';
import { HostScalars } from '../../src/optim/host-scalars.ts';
import { optimizers } from '../../src/optim/index.ts';
import { wasmUpdate } from '../support/wasm-update.ts';
import { guardedTrajectories } from './optimizers/straight-guard.ts';
import { trajectories } from './optimizers/trajectories.ts';
import type { Trajectory } from './optimizers/trajectory.ts';
import { float32Tolerance, worstDeviation } from './optimizers/trajectory.ts';

/** After each step, the largest difference to the trajectory, and whether the step was taken. */
async function follow({ update, parameters, steps }: Trajectory) {
  const plan = chain(update);
  const host = new HostScalars(plan);
  const step = await wasmUpdate(plan, parameters);
  return steps.map(({ gradients, hyperparams, loss = 1, after }, i) => {
    const values = host.at(i + 1, hyperparams);
    const scalars = Object.fromEntries(plan.hostScalars.map(({ name }, index) => [name, values[index] ?? 0]));
    const { theta, accepted } = step(gradients, scalars, loss);
    return {
      deviation: Math.max(...after.map((expected, p) => worstDeviation(theta[p], expected))),
      accepted,
    };
  });
}

const named = <T extends Trajectory>(list: readonly T[]) =>
  list.map((trajectory) => [trajectory.name, trajectory] as const);

describe('in WebAssembly updates follow PyTorch, the papers and plain float64 code', () => {
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
