import type { RunRounds } from './rounds.ts';
import { roundsOf } from './rounds.ts';

/** What a lane takes alone. */
export interface LaneTiming {
  /** Index into the spec's lanes. */
  readonly lane: number;
  /** Mean of its timed steps; null while they are taken, and where it ended before them. */
  readonly msPerStep: number | null;
  /** Timed steps it is the mean of. */
  readonly steps: number;
}

/** The lanes that have been timed alone, in the order they were. */
export function timingsOf(run: RunRounds): readonly LaneTiming[] {
  const warmup = run.displaySpec.race.timing?.warmup ?? 0;
  return roundsOf(run, 'timing').flatMap(({ entries: [alone], end }) => {
    const lane = run.displaySpec.lanes.findIndex(({ id }) => id === alone?.laneId);
    if (lane === -1) return [];
    const steps = Math.max(0, (alone?.series.steps ?? 0) - warmup);
    return [{ lane, steps, msPerStep: end === null || steps === 0 ? null : end.trainMs / steps }];
  });
}
