import type { Dataset } from '../../data/dataset.ts';
import type { NamedValues, NetworkValues } from '../../nn/model.ts';
import type { StepHyperparams } from '../../optim/host-scalars.ts';
import type { LaneSnapshot } from '../../optim/snapshot.ts';
import type { StepLayerStatistics } from '../../protocol/frames.ts';
import type { Evaluation, Split } from '../../protocol/training-facts.ts';

/** The images an executor draws from. */
export type Samples = Pick<
  Dataset,
  | 'manifest'
  | 'validation'
  | 'isTrainShardReady'
  | 'trainImages'
  | 'trainLabels'
  | 'testImages'
  | 'testLabels'
> &
  Partial<Pick<Dataset, 'whenTrainShard'>>;

/** One training step, settled on the host: which images, and what each lane's optimizer is told. */
export interface StepPlan {
  /** Indices into the training set, one an image of the batch. */
  readonly indices: Uint32Array<ArrayBuffer>;
  readonly hyperparams: readonly StepHyperparams[];
}

/** What came of a lane's steps, one value a step. */
export interface LaneSteps {
  readonly loss: Float32Array<ArrayBuffer>;
  /** The norm of all gradients together, before clipping; null where the update has no use for it. */
  readonly norm: Float32Array<ArrayBuffer> | null;
  /** 1 where the stability guard let the step be taken, 0 where it did not; null without a guard. */
  readonly accepted: Float32Array<ArrayBuffer> | null;
  /** Of those of the steps that were measured; `at` counts them from 0. */
  readonly layerStatistics: readonly { readonly at: number; readonly norms: StepLayerStatistics }[];
}

/** What an evaluation gives, whenever and on whichever split it was made. */
export type EvaluationScores = Omit<Evaluation, 'step' | 'split'>;

/** What takes the steps: the weights of every lane live in here. */
export interface Executor {
  /** How many calls of `run` may be under way at once. */
  readonly depth: number;
  /** GPU dispatches a step takes; null where nothing is dispatched by kernels of our own. */
  readonly dispatchesPerStep: number | null;
  /** How many steps one call of `run` should hold, so that it neither starves what computes nor holds it for long. */
  stepsPerRun(): number;
  /**
   * Takes consecutive steps, in the order of the calls; resolves with what came of them, lane by lane. Steps count on from
   * a restored snapshot. @throws DownhillError code `state` where lanes were restored at different steps
   */
  run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]>;
  /**
   * Loss, accuracy and confusion of a lane on a split, which must have arrived. All steps must have resolved; those of
   * several lanes may be under way at once.
   */
  evaluate(lane: number, split: Split): Promise<EvaluationScores>;
  /**
   * The same on validation at values of no lane, which leaves every lane as it is. All steps must have resolved.
   * @throws DownhillError code `data` where the values are not those of the network, in its order
   */
  evaluateAt(values: NetworkValues): Promise<EvaluationScores>;
  /**
   * Probabilities [count, classes] of images, bytes [count, height, width, channels] as in the dataset, by a lane's
   * network as in evaluation: no dropout, running statistics. All steps must have resolved; so with the following.
   * @throws DownhillError code `data`, path `images`, where they are of another shape; so with the following
   */
  predict(lane: number, images: Uint8Array): Promise<Float32Array<ArrayBuffer>>;
  /** What each layer puts out for one image, by its name and in order, without the batch dimension. */
  activations(lane: number, image: Uint8Array): Promise<readonly NamedValues[]>;
  /** Attention weights [heads, tokens, tokens] for one image, by layer: a row for each query. None without attention. */
  attentionWeights(lane: number, image: Uint8Array): Promise<readonly NamedValues[]>;
  /**
   * The gradient of the logit of a class with respect to one image as the network sees it, decoded and normalised:
   * [height, width, channels]. @throws DownhillError code `data`, path `class`, where there is no such class
   */
  inputGradient(lane: number, image: Uint8Array, classIndex: number): Promise<NamedValues>;
  /** A lane's weights and running statistics as they are now. All steps must have resolved. */
  weights(lane: number): Promise<NetworkValues>;
  /** The whole training state of a lane as it is now. All steps must have resolved. */
  snapshot(lane: number): Promise<LaneSnapshot>;
  /**
   * Puts a lane at the state of a snapshot, its step counter included: all lanes that take steps must be put at the
   * same step. It goes on bit for bit on an executor of the same kind; another rounds to its own precision. A snapshot
   * that is rejected changes nothing. All steps must have resolved.
   * @throws DownhillError code `data` where it is of another network, optimizer or seed, or not whole
   */
  restore(lane: number, snapshot: LaneSnapshot): Promise<void>;
  /** Takes no further steps of a lane; the others go on as they were. */
  deactivate(lane: number): void;
  dispose(): void;
}
