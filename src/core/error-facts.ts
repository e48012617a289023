import type { MemoryFacts } from './memory-facts.ts';
import type { ResultFacts } from './result-facts.ts';
import type { None, SpecFacts } from './spec-facts.ts';
import type { Bytes, WeightsFacts } from './weights-facts.ts';

/**
 * How a worker ended: its script did not `load`, a message could not be read (`messageerror`), it made an `exit` without an
 * error, or `other`: what the browser says in `reason`, which is empty else.
 */
type WorkerEnd = 'load' | 'messageerror' | 'exit' | 'other';

/**
 * What a person can cause or meet, as facts: each error by its id, with its parameters. `messages/<language>/errors.ts` has
 * the texts under the same ids, and the compiler asks for each. What a browser or a driver says of itself is a parameter:
 * `reason`.
 */
export interface ErrorFacts extends MemoryFacts, ResultFacts, SpecFacts, WeightsFacts {
  /** Nothing is open that could be trained. */
  noExperiment: None;
  /** Another experiment was opened before this one was ready. */
  experimentReplaced: None;
  noLaneOfId: { readonly got: string; readonly ids: readonly string[] };
  noSuchLane: { readonly lane: number; readonly lanes: number };
  /** A live edit in a fair race, which is run as it was declared. */
  editInFairRace: None;
  /** A live edit after the first seed, which the others repeat. */
  editInLaterSeed: None;
  noDevice: None;
  deviceLost: { readonly reason: string };
  /** Lost, and the browser does not say why. */
  deviceTakenAway: None;
  /** Of the threads that share a step, one does not go on. */
  threadSilent: None;
  outOfMemory: { readonly reason: string };
  deviceError: { readonly reason: string };
  kernelNotCompiled: { readonly kernel: string; readonly reason: string };
  needsWebGpu: { readonly backend: string };
  /** A result can be verified by WebAssembly alone. */
  verifyNeedsWasm: None;
  /** A lane has no weights to be read yet. */
  weightsWhileSearching: None;
  weightsOfStoppedLane: None;
  weightsBetweenSeeds: None;
  weightsBeforeResume: None;
  weightsNotHere: { readonly sha256: string };
  weightsOtherFile: { readonly expected: string; readonly got: string };
  benchCount: { readonly min: number; readonly got: number };
  /** Lanes restored from snapshots of different steps. */
  snapshotSteps: {
    readonly lane: number;
    readonly step: number;
    readonly other: number;
    readonly otherStep: number;
  };
  snapshotVersion: { readonly got: number };
  snapshotOtherNetwork: None;
  /** Optimizers by their ids. */
  snapshotOtherOptimizer: { readonly expected: string; readonly got: string };
  /** The same optimizer under other options, clipping or guard. */
  snapshotOtherSettings: { readonly optimizer: string };
  snapshotOtherSeed: { readonly expected: number; readonly got: number };
  /** Counts that no lane can have. */
  snapshotCounts: { readonly step: number; readonly accepted: number };
  /** A tensor with other than the values it must have, by shape; `—` where there is none. */
  snapshotTensor: { readonly name: string; readonly expected: string; readonly got: string };
  checkpointVersion: { readonly got: number };
  /** A part of a checkpoint, by its path, that does not go with the rest. */
  checkpointDamaged: { readonly part: string };
  nothingLeftToTrain: None;
  /** Bytes that are no images of the dataset. */
  imageBytes: {
    readonly got: number;
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  };
  notOneImage: { readonly got: number };
  noSuchClass: { readonly got: number; readonly classes: number };
  /** Values to evaluate at, a tensor of them by name and shape; `—` where there is none. */
  otherNetworkValues: { readonly expected: string; readonly got: string };
  workerCrashed: { readonly cause: WorkerEnd; readonly reason: string };
  workerNotStarted: { readonly reason: string };
  workerReplaced: None;
  /** A worker that trains lanes ended, as did those in its place. */
  laneWorkerFailed: { readonly reason: string };
  /** The same, and the browser does not say why. */
  laneWorkerEnded: None;
  noWorker: None;
  readingStopped: { readonly cause: Exclude<WorkerEnd, 'exit'>; readonly reason: string };
  /** A file of a dataset, as folder and name. */
  dataFileMissing: { readonly file: string; readonly status: number };
  dataFileRejected: { readonly file: string; readonly status: number };
  dataFileIsPage: { readonly file: string; readonly bytes: number };
  dataFileOffline: { readonly file: string };
  dataFileNotFetched: { readonly file: string; readonly reason: string };
  dataFileBrokeOff: { readonly file: string; readonly bytes: number; readonly reason: string };
  dataFileUnread: { readonly file: string; readonly reason: string };
  dataFileChecksum: { readonly file: string; readonly got: string; readonly expected: string };
  dataFileShort: { readonly file: string; readonly got: number; readonly expected: number };
  dataFileLong: { readonly file: string; readonly got: number; readonly expected: number };
  /** The server sent it with Content-Encoding, and the browser unpacked it. */
  dataFileUnpacked: { readonly file: string; readonly got: number; readonly expected: number };
  dataFileNotGzip: { readonly file: string };
  dataFileUnpacksToMore: { readonly file: string; readonly expected: number };
  dataFileUnpacksToLess: { readonly file: string; readonly got: number; readonly expected: number };
  dataFileLabel: {
    readonly file: string;
    readonly sample: number;
    readonly max: number;
    readonly got: number;
  };
  dataFileNotJson: { readonly file: string };
  dataManifestInvalid: { readonly file: string };
  dataManifestKey: { readonly file: string; readonly key: string };
  dataManifestOther: { readonly file: string; readonly expected: string; readonly got: string };
  dataClosed: { readonly id: string };
  /** Of a person's own images; `sha256`: its first digits. */
  imagesNotHere: { readonly name: string; readonly sha256: string };
  imagesTooLarge: { readonly max: Bytes; readonly got: Bytes; readonly shape: string };
  validationTooLarge: { readonly max: number; readonly got: number };
  batchOverTrainCount: { readonly max: number; readonly got: number };
  batchOverTraining: {
    readonly max: number;
    readonly got: number;
    readonly validation: number;
    readonly total: number;
  };
  /** A layer does not fit what comes before it. */
  patchesDivideImage: {
    readonly layer: string;
    readonly image: string;
    readonly got: number;
    readonly choices: readonly string[];
  };
  headsDivideWidth: {
    readonly layer: string;
    readonly width: number;
    readonly got: number;
    readonly choices: readonly string[];
  };
  groupsDivideChannels: {
    readonly layer: string;
    readonly channels: number;
    readonly got: number;
    readonly choices: readonly string[];
  };
  groupTooFew: { readonly layer: string; readonly got: number; readonly input: string };
  batchNormTooFew: { readonly layer: string; readonly images: number; readonly input: string };
  kernelTooLarge: { readonly layer: string; readonly size: number; readonly input: string };
  poolTooSmall: {
    readonly layer: string;
    readonly size: number;
    readonly input: string;
    /** What to change: fewer convolutions, fewer pools, or the pool after the stem. */
    readonly fix: 'filters' | 'pools' | 'stem';
  };
  poolTwice: { readonly got: number };
  unknownPreset: { readonly got: string; readonly ids: readonly string[] };
}

export type ErrorId = keyof ErrorFacts;

/** What is wrong: an id and its parameters. */
export type ErrorFact = {
  readonly [Id in ErrorId]: { readonly id: Id; readonly params: ErrorFacts[Id] };
}[ErrorId];

/** For consoles and logs; what a person reads is made by `messages/errors.ts`. */
export const factText = ({ id, params }: ErrorFact): string =>
  Object.keys(params).length === 0 ? id : `${id} ${JSON.stringify(params)}`;
