import { describe, expect, it } from 'vitest';
import { optimizers } from '../../../src/optim/index.ts';
import { nmgdRunCount, nmgdTrajectories } from './nmgd-runs.ts';
import { otherPaperRuns, paperOptimizers, paperRuns, paperTrajectories } from './paper-runs.ts';
import {
  otherTorchRuns,
  torchOptimizers,
  torchRuns,
  torchTrajectories,
  torchTrajectory,
} from './torch-runs.ts';
import { deviations } from './trajectory.ts';

const trajectories = [...torchTrajectories, ...paperTrajectories, ...nmgdTrajectories];

describe('the CPU reference follows PyTorch and the papers in float64', () => {
  it.each(trajectories)('$name, within 1e-12 ($from)', (trajectory) => {
    expect(trajectory.steps.length).toBeGreaterThan(5);
    for (const [i, deviation] of [...deviations(trajectory)].entries()) {
      expect(deviation, `step ${i + 1}`).toBeLessThan(1e-12);
    }
  });

  it('is not PyTorch 1.13’s NAdam', () => {
    const runs = torchRuns.filter(({ id }) => id === 'nadam_torch113');
    expect(runs).toHaveLength(2);
    for (const run of runs) {
      expect(Math.max(...deviations(torchTrajectory(run, 'nadam')))).toBeGreaterThan(1e-3);
    }
  });
});

describe('no golden trajectory is left out', () => {
  it('every run of PyTorch is repeated, or named with a reason', () => {
    const ids = new Set(torchRuns.map(({ id }) => id));
    expect([...Object.keys(torchOptimizers), ...Object.keys(otherTorchRuns)].sort()).toEqual([...ids].sort());
    expect(torchTrajectories).toHaveLength(2 * Object.keys(torchOptimizers).length);
  });

  it('so is every run from the papers', () => {
    const ids = new Set(paperRuns.map(({ id }) => id));
    expect([...Object.keys(paperOptimizers), ...Object.keys(otherPaperRuns)].sort()).toEqual([...ids].sort());
    expect(paperTrajectories).toHaveLength(2 * Object.keys(paperOptimizers).length);
  });

  it('and every run of NMGD', () => {
    expect(nmgdTrajectories).toHaveLength(nmgdRunCount);
    expect(nmgdRunCount).toBe(11);
  });

  it.each(optimizers)('$id has one', ({ id }) => {
    expect(trajectories.some(({ update }) => update.optimizer.id === id)).toBe(true);
  });
});
