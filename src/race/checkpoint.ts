import type { ExperimentSpec } from '../experiment/schema.ts';
import type { LaneSnapshot } from '../optim/snapshot.ts';
import type { LaneState } from './outcome.ts';
import type { Round } from './plan.ts';
import type { EvaluationRecord, RoundRecord } from './records.ts';

/** What was measured of a lane's layers at a step, one value a layer that has parameters: norms, and ‖Δθ‖ / ‖θ‖. */
export interface LayerStatisticsRecord {
  readonly step: number;
  readonly norms: {
    readonly gradient: readonly number[];
    readonly weight: readonly number[];
    readonly updateRatio: readonly number[];
  };
}

/** What came of a lane's steps in a round. */
export interface LaneHistory {
  /** One a step; it has fewer than the round where it diverged or was stopped. */
  readonly losses: Float32Array<ArrayBuffer>;
  /** Steps that the stability guard did not take, in order. */
  readonly skippedSteps: readonly number[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly layerStatistics: readonly LayerStatisticsRecord[];
  readonly state: LaneState;
  /** Whether it was stopped by hand. */
  readonly isStopped: boolean;
}

/** A round at a step, its lanes in order. */
export interface RoundCheckpoint {
  readonly round: Round;
  readonly step: number;
  /** Evaluation, pauses and warm-up left out. */
  readonly trainMs: number;
  /** The same when each step was taken. */
  readonly elapsedMs: Float64Array<ArrayBuffer>;
  readonly hashes: RoundRecord['hashes'];
  readonly histories: readonly LaneHistory[];
  /** What each lane goes on from; null where it takes no further step. */
  readonly snapshots: readonly (LaneSnapshot | null)[];
}

/**
 * A run at rest, from which it goes on in another executor, or another session, as if nothing had been between. Batches,
 * schedules and random streams are functions of spec and step, so they need no state. Plain data.
 */
export interface Checkpoint {
  readonly version: 1;
  /** With the live edits so far. */
  readonly spec: ExperimentSpec;
  /** Ids of lanes stopped by hand: rounds to come leave them out. */
  readonly stoppedLanes: readonly string[];
  /** Those that are over, in order. */
  readonly finished: readonly RoundCheckpoint[];
  /** The round under way; null between two. */
  readonly current: RoundCheckpoint | null;
}
