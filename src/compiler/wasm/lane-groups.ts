import type { WorkerLimits } from '../limits.ts';
import { bytesOf } from '../lowering/program.ts';
import type { CallLoweringOptions } from './lower-run.ts';
import { lowerToCalls } from './lower-run.ts';

/** A race may take so much longer than on evenly loaded cores, where that spares a worker. */
const tolerance = 1.1;

/**
 * Into how many groups to part lanes that take about the same time, one worker a group, which share the cores: the fewest
 * with which a race takes hardly longer than the cores allow.
 */
export function groupCount(lanes: number, cores: number): number {
  const ideal = Math.max(1, lanes / cores);
  if (cores < 2) return 1;
  for (let count = Math.min(cores, lanes); count < lanes; count++) {
    if (Math.max(ideal, Math.ceil(lanes / count)) <= tolerance * ideal) return count;
  }
  return lanes;
}

/** Lanes in order in so many groups of about the same size. */
export function evenGroups(lanes: number, count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, group) => {
    const from = Math.floor((group * lanes) / count);
    const to = Math.floor(((group + 1) * lanes) / count);
    return Array.from({ length: to - from }, (_unused, i) => from + i);
  });
}

/** How many workers lanes train in, so that they take no longer than they must and no more memory than there is. */
export function workerCount(options: CallLoweringOptions, { cores, memoryBytes }: WorkerLimits): number {
  const count = groupCount(options.lanes.length, cores);
  if (count < 2) return count;
  let ofLanes = 0;
  let ofWorker = 0;
  for (const [name, bytes] of bytesOf(lowerToCalls(options).words)) {
    if (/^lane\d+\//.test(name)) ofLanes += bytes;
    else ofWorker += bytes;
  }
  const granted = Math.floor((memoryBytes - 2 * ofLanes) / ofWorker); // a snapshot of each lane is kept besides
  return Math.max(1, Math.min(count, granted));
}
