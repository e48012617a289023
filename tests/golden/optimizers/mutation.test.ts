import { describe, expect, it } from 'vitest';
import { hostNamesOf, lower, transformsOf } from '../../../src/optim/chain.ts';
import { optimizers } from '../../../src/optim/index.ts';
import type { LaneUpdate } from '../../../src/optim/plan.ts';
import type { Transform } from '../../../src/optim/transform.ts';
import { mutateTransforms } from './mutate.ts';
import { nmgdTrajectories } from './nmgd-runs.ts';
import { paperTrajectories } from './paper-runs.ts';
import { guardedTrajectories } from './straight-guard.ts';
import { straightTrajectories } from './straight-runs.ts';
import { torchTrajectories } from './torch-runs.ts';
import type { Trajectory } from './trajectory.ts';
import { deviations } from './trajectory.ts';

const trajectories: readonly Trajectory[] = [
  ...straightTrajectories,
  ...torchTrajectories,
  ...paperTrajectories,
  ...nmgdTrajectories,
  ...guardedTrajectories,
];

/** Mistakes that are none: the numbers come out the same. By optimizer, with the reason. */
const equivalent: Readonly<
  Record<string, { readonly reason: string; readonly mistakes: readonly string[] }>
> = {
  nmgd: {
    reason: 'that trajectory’s parameter is shorter than one head',
    mistakes: ['{"id":"attention","keep":3,"headSize":64} became {"id":"attention","keep":3,"headSize":65}'],
  },
  nesterov1983: {
    reason: 'its momentum is 0 at step 1 and 2, so what enters the velocity first is never used',
    mistakes: [
      String.raw`1 - \delta`,
      String.raw`\begin{cases}1 - \delta & t + 1 > 0 \\ 1 & \text{else}\end{cases}`,
      String.raw`\begin{cases}1 - \delta & t > 0 \\ 1 & \text{else}\end{cases}`,
      String.raw`\begin{cases}1 - \delta & 1 > 0 \\ 1 & \text{else}\end{cases}`,
      String.raw`\begin{cases}1 - \delta & t + 1 > 1 \\ 1 & \text{else}\end{cases}`,
      String.raw`\begin{cases}1 - \delta & t > 1 \\ 2 & \text{else}\end{cases}`,
      String.raw`\begin{cases}1 - \delta & t > 1 \\ 0 & \text{else}\end{cases}`,
    ].map(
      (d) =>
        String.raw`all: d &\leftarrow \begin{cases}1 - \delta & t > 1 \\ 1 & \text{else}\end{cases} became ${d}`,
    ),
  },
  rmsprop: {
    reason: 'q is only used squared, and s − q² is below 0 by rounding alone',
    mistakes: [
      String.raw`all: q &\leftarrow \alpha \, q + \left(1 - \alpha\right) \, g became \alpha \, q - \left(1 - \alpha\right) \, g`,
      String.raw`all: v &\leftarrow \mu \, v + \frac{g}{\sqrt{\max\left(0, s - q^{2}\right)} + \varepsilon} became \mu \, v + \frac{g}{\sqrt{s - q^{2}} + \varepsilon}`,
    ],
  },
};

/** Whether a trajectory shows the mistake: it departs by more than 1e-9, or the chain cannot even be put together. */
function shows(trajectory: Trajectory, update: LaneUpdate, transforms: readonly Transform[]): boolean {
  try {
    const plan = lower(transforms, hostNamesOf(update));
    for (const deviation of deviations(trajectory, plan)) if (deviation > 1e-9) return true;
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** The mistakes in an optimizer's transforms, whatever its options, that no trajectory of it shows. */
function survivors(chosenRuns: readonly Trajectory[]): {
  readonly tried: number;
  readonly unseen: readonly string[];
} {
  const byUpdate = new Map<string, Trajectory[]>();
  for (const trajectory of chosenRuns) {
    const { optimizer: _, ...structure } = trajectory.update;
    const key = JSON.stringify(structure);
    byUpdate.set(key, [...(byUpdate.get(key) ?? []), trajectory]);
  }
  const seen = new Map<string, boolean>();
  for (const [first, ...rest] of byUpdate.values()) {
    if (!first) continue;
    const { update } = first;
    for (const { what, mutated } of mutateTransforms(transformsOf(update))) {
      if (seen.get(what)) continue;
      seen.set(
        what,
        [first, ...rest].some((trajectory) => shows(trajectory, update, mutated)),
      );
    }
  }
  return { tried: seen.size, unseen: [...seen].flatMap(([what, wasSeen]) => (wasSeen ? [] : [what])) };
}

describe('mutation check: every mistake in a declaration shows in a trajectory', () => {
  it.each(optimizers)('$id', ({ id }) => {
    const { tried, unseen } = survivors(trajectories.filter(({ update }) => update.optimizer.id === id));
    expect(tried).toBeGreaterThan(5);
    expect(unseen).toEqual(equivalent[id]?.mistakes ?? []);
  });
});
