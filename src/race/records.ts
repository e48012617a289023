import type { EngineFacts } from '../core/engine.ts';
import type { currentVersions } from '../experiment/migrate.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { Divergence, LaneState, RaceEvaluation } from './outcome.ts';
import type { Phase } from './plan.ts';
import type { ResultShape } from './result-schema.ts';
import type { Verdict } from './verdict.ts';

/** No larger file of a result is read. */
export const maxResultBytes = 64 * 1024 * 1024;

export interface EvaluationRecord extends RaceEvaluation {
  /** confusion[actual][predicted], in images; empty where it was not kept. */
  readonly confusion: readonly (readonly number[])[];
}

/** One lane in one round. */
export interface RunRecord {
  /** Index into the spec's lanes. */
  readonly lane: number;
  /** The lane as it ran: with the learning rate chosen for it, and the live edits. */
  readonly effectiveSpec: LaneSpec;
  readonly state: LaneState;
  readonly divergence: Divergence | null;
  readonly targetStep: number | null;
  /** The loss of every step, before its update. In the file: base64 of little-endian 32-bit floats. */
  readonly loss: Float32Array;
  readonly evaluations: readonly EvaluationRecord[];
}

/** What was trained at once at a seed. */
export interface RoundRecord {
  readonly phase: Phase;
  readonly seed: number;
  /** Steps it was to take; a run that has fewer losses diverged or was stopped. */
  readonly steps: number;
  /** sha256 over the initial weights, and over the indices of every batch trained on. */
  readonly hashes: { readonly init: string; readonly batches: string };
  /** Evaluation and pauses left out. */
  readonly trainMs: number;
  readonly runs: readonly RunRecord[];
}

/**
 * The result of a race, as it is exported and imported; `spec` alone repeats it. Of a file of version 1, whose verdict was
 * sentences, the verdict is not kept: it follows from the rounds.
 */
export interface ResultFile extends EngineFacts {
  readonly kind: 'downhill-race';
  readonly version: typeof currentVersions.result;
  readonly spec: ExperimentSpec;
  /** Of the page and what it stands on, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly adapter: ResultShape['adapter'];
  /** In the order they were run. */
  readonly rounds: readonly RoundRecord[];
  readonly verdict: Verdict | null;
}
