import type { ErrorReport } from '../core/errors.ts';
import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';

// CONTRACT ONLY: bodies are being written by the lead. The page may import these.
export declare function train(): void;
export declare function pause(): void;
/** Space: trains or pauses. */
export declare function toggle(): void;
/** One minibatch. */
export declare function stepOnce(): void;
/** Back to the same initial weights; the run so far becomes the previous run. */
export declare function restart(): void;
/** Restarts with the next seed: other initial weights, other batches. */
export declare function newSeed(): void;
/** Ends a run early: evaluates on the test set now. */
export declare function finishNow(): void;
/** Moves hyper-parameters or schedules of a lane while it runs (or before); recorded as an event. Bad values become `specError`. */
export declare function changeLane(lane: number, set: LaneChange): void;
/** Changes anything else of the experiment (data, model, length, optimizer id …): starts a new run from it, paused. Returns what is wrong with it, or null when taken. */
export declare function editSpec(edit: (spec: ExperimentSpec) => unknown): ErrorReport | null;
export declare function loadPreset(id: string): void;
/** After divergence: the lane's learning rate ÷ 3, from the start, and train. */
export declare function retryLower(lane: number): void;
export declare function retryData(): void;
/** After a crash or a lost GPU: a fresh worker, the same experiment from its initial weights. */
export declare function restartWorker(): void;
