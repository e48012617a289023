import type { SeedRun } from './outcome.ts';
import { isDecided } from './outcome.ts';

interface LaneRuns {
  readonly runs: readonly SeedRun[];
}

/** Lanes stopped by hand while the others went on, or before the target in every seed: what they did is not compared. */
export function excludedLanes(lanes: readonly LaneRuns[]): number[] {
  return lanes.flatMap(({ runs }, lane) => {
    const neverDecided = runs.some(({ state }) => state === 'stopped') && !runs.some(isDecided);
    return neverDecided || wasStopped(lanes, lane) ? [lane] : [];
  });
}

/**
 * Whether a lane was stopped by hand while the race went on: another came further in a seed it was stopped in, or was
 * raced at a seed after it. Where all were stopped together, the seed is left out and not the lane.
 */
function wasStopped(lanes: readonly LaneRuns[], lane: number): boolean {
  const { runs = [] } = lanes[lane] ?? {};
  const others = lanes.filter((_, i) => i !== lane).flatMap((other) => other.runs);
  if (others.some(({ seed }) => !runs.some((run) => run.seed === seed))) return true;
  return runs.some(
    (run) =>
      run.state === 'stopped' &&
      run.targetStep === null &&
      others.some((other) => other.seed === run.seed && isDecided(other) && wentOn(other, run)),
  );
}

/** Where neither was evaluated, who has come to the end of its length went on; who diverged need not have. */
function wentOn(other: SeedRun, stopped: SeedRun): boolean {
  const [further, less] = [other, stopped].map(({ evaluations }) => evaluations.at(-1)?.step ?? 0);
  return (further ?? 0) > (less ?? 0) || (further === 0 && other.state !== 'diverged');
}
