import type { EngineFacts } from '../core/engine.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { ModelSummary } from '../nn/model.ts';
import type { LaneIssue } from '../race/lane-issue.ts';
import type { Divergence, LaneState } from '../race/outcome.ts';
import type { RoundRecord } from '../race/result.ts';
import type { AdapterReport, EpochLoss, Evaluation } from './training-facts.ts';

export interface LaneResult {
  readonly name: string;
  readonly state: LaneState;
  readonly divergence: Divergence | null;
  readonly targetStep: number | null;
  /** Steps that the stability guard did not take. */
  readonly skipped: number;
  /** The loss of every step, before its update. */
  readonly loss: readonly number[];
  readonly evals: readonly Evaluation[];
  readonly epochs: readonly EpochLoss[];
  /** What is wrong with it and which number is to blame; null where it trains. */
  readonly issue: LaneIssue | null;
  readonly runs: readonly LaneRunResult[];
}

export interface LaneRunResult {
  readonly seed: number;
  readonly state: LaneState;
  readonly loss: readonly number[];
  readonly evals: readonly Evaluation[];
  readonly epochs: readonly EpochLoss[];
  readonly issue: LaneIssue | null;
}

export interface RunResult extends EngineFacts {
  readonly spec: ExperimentSpec;
  readonly adapter: AdapterReport;
  readonly model: ModelSummary;
  readonly lanes: readonly LaneResult[];
  /** sha256 over the initial weights, and over the indices of every batch trained on. */
  readonly hashes: { readonly init: string; readonly batches: string };
  /** Evaluation is left out of `trainMs`. */
  readonly timing: { readonly steps: number; readonly trainMs: number; readonly msPerStep: number };
  /** Of all rounds, in the order they were run. */
  readonly rounds: readonly RoundRecord[];
}

export interface BenchResult {
  readonly adapter: AdapterReport;
  readonly msPerStep: number;
  readonly imagesPerSecond: number;
  /** Null where the backend has no dispatches to count. */
  readonly dispatchesPerStep: number | null;
  readonly jsMicrosPerStep: number;
  readonly loss: readonly number[];
}

/** An optimizer's way down a function. */
export interface MinimizeResult {
  /** The start, then the point after each step. */
  readonly params: readonly (readonly number[])[];
  /** The function at each of them. */
  readonly loss: readonly number[];
}

export interface KernelTime {
  /** Family and shapes: `dense 64×1568 → 10`. */
  readonly name: string;
  /** Of one dispatch. */
  readonly ms: number;
  /** Billions of floating-point operations a second; null where it only moves data. */
  readonly gflops: number | null;
}

/** What a training step spends its time on. */
export interface ProfileReport {
  readonly adapter: AdapterReport;
  /** What timed the kernels: timestamp queries on the GPU, or the clock around each submission. */
  readonly timedBy: 'timestamps' | 'clock';
  /** In the order of the step. */
  readonly kernels: readonly KernelTime[];
  /** Sum of the kernels, each timed alone. */
  readonly msPerStep: number;
  /** Whole steps by the clock, evaluation and page left out. */
  readonly measuredMsPerStep: number;
  readonly imagesPerSecond: number;
  /** The fastest float32 matrix product on the same adapter, and how many rows, columns and terms it had. */
  readonly matmulGflops: number;
  readonly matmulSize: number;
}
