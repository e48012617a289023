import type { ErrorReport } from '../core/errors.ts';
import type { MinimizeSpec } from '../experiment/minimize.ts';
import type { ExperimentSpec, LaneChange } from '../experiment/schema.ts';
import type { ModelSummary, NetworkValues } from '../nn/model.ts';
import type { Checkpoint } from '../race/checkpoint.ts';
import type { Divergence, LaneState } from '../race/outcome.ts';
import type { Round } from '../race/plan.ts';
import type { BenchResult, MinimizeResult, ProfileReport, RunResult } from './run-reports.ts';
import type {
  AdapterReport,
  DeviceLimits,
  EpochLoss,
  Evaluation,
  Preference,
  Split,
} from './training-facts.ts';
import type { Wait } from './wait.ts';

/** The life of a run: idle → building → paused ⇄ running → finished | failed. */
export type RunState = 'idle' | 'building' | 'running' | 'paused' | 'finished' | 'failed';

export interface OpenReport {
  readonly model: ModelSummary;
  readonly classes: readonly string[];
  readonly stepsPerEpoch: number;
  /** Steps the run is long; null until stopped. */
  readonly totalSteps: number | null;
}

export interface DataProgress {
  readonly id: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  readonly loadedTrain: number;
  readonly trainCount: number;
  /** True once training can start. */
  readonly ready: boolean;
  readonly failures: readonly ErrorReport[];
}

export interface Thumbnails {
  readonly id: string;
  readonly shape: readonly number[];
  readonly classes: readonly { readonly name: string; readonly images: Uint8Array }[];
}

/** The steps since the last frame, one value a step in each column. */
export interface MetricsFrame {
  readonly lane: number;
  readonly firstStep: number;
  readonly loss: Float32Array<ArrayBuffer>;
  readonly lr: Float64Array<ArrayBuffer>;
  readonly momentum: Float64Array<ArrayBuffer>;
  /** Time spent training, evaluation and pauses left out, when the step was taken. */
  readonly elapsedMs: Float64Array<ArrayBuffer>;
  /** Steps of the run so far that the stability guard did not take. */
  readonly skipped: number;
}

/** A lane's weights and running statistics as they are now. */
export interface TrainedWeights extends NetworkValues {
  /** What a file of them says of itself: spec, lane, seed, step, classes, and how pixels are scaled. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An experiment, with the file of weights that its `start` names. */
export interface SpecRequest {
  readonly spec: ExperimentSpec;
  /** Safetensors. */
  readonly weights?: Blob;
}

/**
 * Gradients and weights of a lane's layers at the steps that were measured since the last frame. Columns hold one value
 * for each step and layer, [steps, layers]: the layers of the model that have parameters, in its order.
 */
export interface LayerStatisticsFrame {
  readonly lane: number;
  readonly steps: Uint32Array<ArrayBuffer>;
  /** Norm of the gradient, before clipping. */
  readonly gradient: Float64Array<ArrayBuffer>;
  /** Norm of the weights, before the update. */
  readonly weight: Float64Array<ArrayBuffer>;
  /** Norm of the update by that of the weights; 0 where the step was not taken. */
  readonly updateRatio: Float64Array<ArrayBuffer>;
}

/** Every request the page can make, with its answer. The handler table and the client's methods are derived from it. */
export interface Calls {
  /** The name of a lock the worker holds as long as it lives, so that its death is noticed; null without Web Locks. */
  watch: { request: Record<string, never>; response: { readonly lock: string | null } };
  connect: {
    request: { readonly prefer: Preference | null; readonly dataUrl: string };
    response: AdapterReport;
  };
  /** What the device grants of a buffer; null where the compiler does not train on it. */
  limits: { request: Record<string, never>; response: DeviceLimits | null };
  /** Answers once the device can no longer be used, with why; what is opened from then on wants another worker. */
  lost: { request: Record<string, never>; response: ErrorReport };
  /** `from`: resumes there, with the experiment of the checkpoint, and sends again the events of what was before. */
  open: { request: SpecRequest & { readonly from?: Checkpoint }; response: OpenReport };
  play: { request: Record<string, never>; response: { readonly step: number } };
  pause: { request: Record<string, never>; response: { readonly step: number } };
  step: { request: Record<string, never>; response: { readonly step: number } };
  /**
   * Ends the run where it is and closes its result; `evaluate`: with the look at the test set. Until it is over `play` and
   * `step` do nothing; `pause` takes it back while images are waited for, as their failure does.
   */
  finish: { request: { readonly evaluate: boolean }; response: { readonly step: number } };
  /** Stops one lane of the round under way and of all that follow; the others go on. The answer names its last step. */
  stopLane: { request: { readonly laneId: string }; response: { readonly step: number } };
  /** The answer names the first step that uses the new values. */
  set: {
    request: { readonly laneId: string; readonly set: LaneChange };
    response: { readonly step: number };
  };
  speed: { request: { readonly stepsPerSecond: number | null }; response: Record<string, never> };
  /** Asks again for the files that failed and for those that have stalled. */
  retryData: { request: Record<string, never>; response: Record<string, never> };
  /** Shapes, counts and the hash of the initial weights, with nothing downloaded and nothing allocated on the GPU. */
  describe: { request: SpecRequest; response: RunResult };
  result: { request: Record<string, never>; response: RunResult };
  /** Where the run is, to be opened `from` there; training rests while it is read. */
  checkpoint: { request: Record<string, never>; response: Checkpoint };
  /** Of the seed raced last; training rests while they are read. */
  weights: { request: { readonly laneId: string }; response: TrainedWeights };
  bench: {
    request: SpecRequest & { readonly steps: number; readonly warmup: number };
    response: BenchResult;
  };
  /** Takes an optimizer down a function of few numbers. Fails on the GPU without WebGPU. */
  minimize: { request: { readonly problem: MinimizeSpec }; response: MinimizeResult };
  /** Times the kernels of a step, apart from the run, which is paused. Fails without WebGPU. */
  profile: { request: { readonly spec: ExperimentSpec }; response: ProfileReport };
}
export type CallKind = keyof Calls;

/** A round that has been opened: `index` counts them, `round.lanes` says which lanes train, and at what learning rate. */
export interface RoundReport {
  readonly index: number;
  readonly round: Round;
}

/** What is known of a round once it is over. */
export interface RoundEnd {
  readonly index: number;
  readonly hashes: { readonly init: string; readonly batches: string };
  /** Time spent training, evaluation and pauses left out; of a timing round, that of its timed steps. */
  readonly trainMs: number;
}

/** What the worker tells unasked. Each carries the number of the run it belongs to. */
export interface Events {
  state: { readonly state: RunState; readonly step: number; readonly error: ErrorReport | null };
  data: DataProgress;
  /** Files of the data of which no byte has come for ten seconds, by folder and name: all there are now. */
  stalled: { readonly files: readonly string[] };
  thumbnails: Thumbnails;
  /** Where the run trains, where that is not what was told before: by `connect`, or of the run before. */
  adapter: AdapterReport;
  /** One frame a lane that has taken steps since the last. */
  metrics: readonly MetricsFrame[];
  /** Right behind the metrics of the same steps, where some of them were measured. */
  layerStatistics: readonly LayerStatisticsFrame[];
  evaluation: { readonly lane: number; readonly evaluation: Evaluation };
  epoch: { readonly lane: number; readonly epoch: EpochLoss };
  lane: {
    readonly lane: number;
    readonly state: LaneState;
    readonly divergence: Divergence | null;
    readonly targetStep: number | null;
  };
  /**
   * A round begins, and all before has been told: from here on `lane` in the other events is a position in `round.lanes`,
   * where a lane stands once for each learning rate tried.
   * The first comes before the numbers of the first step. A run that is no race has one.
   */
  round: RoundReport;
  roundEnd: RoundEnd;
  /** An evaluation begins, on which split; null once it is over. */
  evaluating: { readonly split: Split | null };
  /** What the run waits for, in words, or null. */
  waiting: { readonly wait: Wait | null };
}
export type EventKind = keyof Events;

export type Handlers = {
  readonly [Kind in CallKind]: (request: Calls[Kind]['request']) => Promise<Calls[Kind]['response']>;
};
export type Emit = <Kind extends EventKind>(kind: Kind, payload: Events[Kind]) => void;

export type RequestMessage = {
  [Kind in CallKind]: {
    readonly type: 'request';
    readonly id: number;
    readonly kind: Kind;
    readonly payload: Calls[Kind]['request'];
  };
}[CallKind];
export type AckMessage = { readonly type: 'ack'; readonly seq: number };
/** Asks whether the worker is there; `pong` is the answer. */
export type PingMessage = { readonly type: 'ping' };
export type ToWorker = RequestMessage | AckMessage | PingMessage;

export type ReplyMessage =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly payload: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: ErrorReport };
export type EventMessage = {
  [Kind in EventKind]: {
    readonly type: 'event';
    readonly kind: Kind;
    readonly run: number;
    readonly seq: number;
    readonly payload: Events[Kind];
  };
}[EventKind];
export type PongMessage = { readonly type: 'pong' };
/** Long work begins, in which the worker may not answer for as long as it likes; or is over. */
export type WorkingMessage = { readonly type: 'working'; readonly begun: boolean };
export type FromWorker = ReplyMessage | EventMessage | PongMessage | WorkingMessage;
/** Announces `work` before it begins and when it has ended, however it ends; what it resolves with. */
export type Announce = <T>(work: () => T | Promise<T>) => Promise<T>;
