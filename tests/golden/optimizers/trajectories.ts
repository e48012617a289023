import { nmgdTrajectories } from './nmgd-runs.ts';
import { paperTrajectories } from './paper-runs.ts';
import { straightTrajectories } from './straight-runs.ts';
import { torchTrajectories } from './torch-runs.ts';
import type { Trajectory } from './trajectory.ts';

/** Every trajectory that an update without a guard is held to. */
export const trajectories: readonly Trajectory[] = [
  ...torchTrajectories,
  ...paperTrajectories,
  ...nmgdTrajectories,
  ...straightTrajectories,
];
