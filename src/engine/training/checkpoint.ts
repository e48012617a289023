import { DownhillError } from '../../core/errors.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Checkpoint, RoundCheckpoint } from '../../race/checkpoint.ts';
import type { Executor } from '../executors/executor.ts';
import { LaneTrack } from './lane-track.ts';
import { roundSpec } from './round-queue.ts';
import type { RoundLog } from './run-result.ts';

/** A round without what its lanes go on from. */
export const roundCheckpoint = ({ round, log }: RoundLog): RoundCheckpoint => ({
  round,
  step: log.steps,
  trainMs: log.trainMs,
  elapsedMs: Float64Array.from(log.elapsedMs),
  hashes: log.hashes,
  histories: log.lanes.map(({ history }) => history),
  snapshots: log.lanes.map(() => null),
});

/** The step of the last evaluation on validation; 0 where there was none. */
export const lastEvaluation = ({ histories }: RoundCheckpoint): number =>
  Math.max(
    0,
    ...histories.flatMap(({ evaluations }) =>
      evaluations.filter(({ split }) => split === 'validation').map(({ step }) => step),
    ),
  );

/** What is known of a round that was over before a checkpoint. `spec`: of the race; `totalSteps`: see `RoundQueue`. */
export function finishedRound(
  spec: ExperimentSpec,
  { round, step, trainMs, elapsedMs, hashes, histories }: RoundCheckpoint,
  of: { readonly classes: number; readonly stepsPerEpoch: number; readonly totalSteps: number | null },
): RoundLog {
  const ofRound = roundSpec(spec, round);
  const lanes = histories.map((history, i) => {
    const track = new LaneTrack(ofRound, i, of.classes, of.stepsPerEpoch, of.totalSteps);
    track.replay(history);
    return track;
  });
  return { round, log: { lanes, hashes, steps: step, trainMs, elapsedMs: [...elapsedMs] } };
}

/**
 * Whether a run can go on from a checkpoint, but for the snapshots, which executors check.
 * @throws DownhillError code `data` with the path of what is wrong, `checkpoint.…`
 */
export function checkCheckpoint({ version, spec, finished, current }: Checkpoint): void {
  if (version !== 1) {
    const fact = { id: 'checkpointVersion', params: { got: version } } as const;
    throw new DownhillError({ code: 'data', path: 'checkpoint.version', fact });
  }
  const check = (isIntact: boolean, part: string): void => {
    if (isIntact) return;
    const fact = { id: 'checkpointDamaged', params: { part } } as const;
    throw new DownhillError({ code: 'data', path: `checkpoint.${part}`, fact });
  };
  finished.forEach((round, i) => {
    check(isRoundIntact(spec, round), `finished[${i}]`);
  });
  if (current) check(isRoundIntact(spec, current) && hasWhatGoesOn(current), 'current');
}

/** Whether a round's parts fit each other and the experiment. */
function isRoundIntact(
  { lanes }: ExperimentSpec,
  { round, histories, snapshots, step, elapsedMs }: RoundCheckpoint,
): boolean {
  return (
    round.lanes.every(({ laneId }) => lanes.some(({ id }) => id === laneId)) &&
    elapsedMs.length === step &&
    histories.length === round.lanes.length &&
    histories.every(({ losses }) => losses.length <= step) &&
    snapshots.length === round.lanes.length &&
    snapshots.every((snapshot) => snapshot === null || snapshot.step === step)
  );
}

/** Whether each lane that takes further steps has taken all so far, and has a snapshot to take the next from. */
const hasWhatGoesOn = ({ histories, snapshots, step }: RoundCheckpoint): boolean =>
  histories.every(({ losses, state, isStopped }, i) => {
    const isActive = !isStopped && state !== 'diverged';
    return !isActive || (losses.length === step && snapshots[i] != null);
  });

/**
 * Puts the lanes of a round at its checkpoint.
 * @throws DownhillError code `data` where a snapshot does not fit its lane
 */
export async function restoreRound(executor: Executor, { snapshots }: RoundCheckpoint): Promise<void> {
  for (const [lane, snapshot] of snapshots.entries()) if (snapshot) await executor.restore(lane, snapshot);
}
