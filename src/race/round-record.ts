import type { ExperimentSpec } from '../experiment/schema.ts';
import type { LaneState } from './outcome.ts';
import type { Round } from './plan.ts';
import type { RoundRecord, RunRecord } from './records.ts';

/** A lane in a round that has begun, as far as it has come. */
export interface RoundRun extends Omit<RunRecord, 'lane' | 'state'> {
  readonly laneId: string;
  readonly state: LaneState;
}

/**
 * A round as results keep it: the page and the worker, which know a round each in their way, make the same of it.
 * @param spec whose lanes the record counts
 */
export function roundRecord(
  spec: Pick<ExperimentSpec, 'lanes'>,
  { phase, seed, steps }: Pick<Round, 'phase' | 'seed' | 'steps'>,
  runs: readonly RoundRun[],
  { hashes, trainMs }: Pick<RoundRecord, 'hashes' | 'trainMs'>,
): RoundRecord {
  // a run until stopped has no length but what it came to
  const length = Number.isFinite(steps) ? steps : Math.max(0, ...runs.map(({ loss }) => loss.length));
  return { phase, seed, steps: length, hashes, trainMs, runs: runRecords(spec, runs) };
}

/** The lanes of a round as results keep them, by their index in `spec`. */
export const runRecords = (
  { lanes }: Pick<ExperimentSpec, 'lanes'>,
  runs: readonly RoundRun[],
): RunRecord[] =>
  runs.map(({ laneId, ...run }) => ({ lane: lanes.findIndex(({ id }) => id === laneId), ...run }));
