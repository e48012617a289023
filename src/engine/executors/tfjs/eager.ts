import * as tf from '@tensorflow/tfjs';
import type { Augmentation } from '../../../compiler/kernels/gather.ts';
import { gatherReference } from '../../../compiler/kernels/reference/gather.ts';
import { snapshotFormats } from '../../../compiler/lowering/lane-state.ts';
import { isMeasured } from '../../../nn/diagnostics/measured-steps.ts';
import type { Layer } from '../../../nn/layer.ts';
import type { NamedValues, NetworkValues } from '../../../nn/model.ts';
import { checkValues, forward, initialState } from '../../../nn/model.ts';
import type { StepHyperparams } from '../../../optim/host-scalars.ts';
import type { Plan } from '../../../optim/plan.ts';
import { hostScalarsIn } from '../../../optim/plan.ts';
import { Reference } from '../../../optim/reference.ts';
import type { LaneSnapshot, SnapshotFormat } from '../../../optim/snapshot.ts';
import { tensorName } from '../../../optim/snapshot.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import type { Normalize } from '../decode.ts';
import { EvalAccumulator } from '../eval-accumulator.ts';
import type { EvaluationScores, Executor, LaneSteps, Samples, StepPlan } from '../executor.ts';
import { ImageDecoder, softmaxRows } from '../images.ts';
import { layerNorms } from '../layer-norms.ts';
import { StepCounters } from '../step-counters.ts';
import type { EagerNetwork } from './eager-inspection.ts';
import { attentionOf, inputGradientOf, layerOutputs, logitsOf } from './eager-inspection.ts';
import { referenceState, snapshotOf } from './eager-snapshot.ts';
import { softmaxCrossEntropy, tfjsOps } from './tfjs-ops.ts';

export interface EagerOptions {
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
  /** Running statistics to start from; each layer's own where absent. */
  readonly state?: readonly NamedValues[];
  readonly lanes: readonly { readonly name: string; readonly plan: Plan }[];
  /** ε of the training loss; evaluation has none. */
  readonly labelSmoothing: number;
  readonly dataset: Samples;
  readonly normalize: Normalize;
  /** Of training images; left out for none. */
  readonly augment?: Augmentation;
  /** Of the random streams; 0 where absent. */
  readonly seed?: number;
  /** Measures gradients and weights of each layer, at the steps of `measured-steps.ts`; not where absent. */
  readonly layerStatistics?: boolean;
}

interface Lane {
  readonly format: SnapshotFormat;
  /** Holds the weights in float64; the tensors are its float32 image. */
  readonly reference: Reference;
  weights: tf.Tensor[];
  /** Running statistics, in the order of the layers. */
  state: tf.Tensor[];
}

const evaluationBatch = 500;

/**
 * Takes each step through tfjs as it comes, on whatever backend tfjs is set to. Gradients are read back and the
 * weights updated by the CPU reference, so every optimizer works here from its declaration alone.
 */
export class EagerExecutor implements Executor {
  /** Each step begins from the weights that the one before has left on the host. */
  readonly depth = 1;
  readonly dispatchesPerStep = null;
  readonly #options: EagerOptions;
  readonly #lanes: readonly Lane[];
  readonly #steps: StepCounters;
  readonly #images: ImageDecoder;
  readonly #shape: readonly [number, number, number];

  constructor(options: EagerOptions) {
    this.#options = options;
    this.#shape = options.dataset.manifest.shape;
    this.#images = new ImageDecoder(options.dataset.manifest, options.normalize);
    const roles = options.layers.flatMap(({ parameters }) => parameters.map(({ role }) => role));
    const parameters = options.weights.map((tensor, i) => ({ ...tensor, role: roles[i] }));
    const { layers, lanes, seed = 0 } = options;
    this.#steps = new StepCounters(lanes.length);
    this.#lanes = snapshotFormats(layers, this.#shape, lanes, seed).map((format) => ({
      format,
      reference: new Reference(format.plan, parameters),
      weights: options.weights.map(({ values, shape }) => tf.tensor(values.slice(), [...shape])),
      state: (options.state ?? initialState(options.layers)).map(({ values, shape }) =>
        tf.tensor(values.slice(), [...shape]),
      ),
    }));
  }

  stepsPerRun(): number {
    return 1;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    const results = this.#lanes.map(({ format }) => stepsOf(format.plan, steps.length));
    const first = this.#steps.advance(steps.length);
    for (const [i, step] of steps.entries()) {
      const outcomes = await this.#runStep(step, first + i);
      for (const [lane, { loss, norm, accepted, norms }] of outcomes.entries()) {
        const columns = results[lane];
        if (!columns) continue;
        columns.loss[i] = loss;
        if (columns.norm) columns.norm[i] = norm ?? Number.NaN;
        if (columns.accepted) columns.accepted[i] = accepted ? 1 : 0;
        if (norms) columns.layerStatistics.push({ at: i, norms });
      }
    }
    return results;
  }

  evaluate(lane: number, split: Split): Promise<EvaluationScores> {
    return this.#evaluate(this.#network(lane), split);
  }

  async evaluateAt(values: NetworkValues): Promise<EvaluationScores> {
    const { layers } = this.#options;
    checkValues(layers, values);
    const tensors = (named: readonly NamedValues[]) =>
      named.map((one) => tf.tensor(one.values, [...one.shape]));
    const network = { layers, weights: tensors(values.weights), state: tensors(values.state) };
    try {
      return await this.#evaluate(network, 'validation');
    } finally {
      tf.dispose([...network.weights, ...network.state]);
    }
  }

  async predict(lane: number, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const count = this.#images.count(images);
    const { length: classes } = this.#options.dataset.manifest.classes;
    const logits = new Float32Array(count * classes);
    for (let from = 0; from < count; from += evaluationBatch) {
      const to = Math.min(count, from + evaluationBatch);
      const decoded = this.#images.decode(images, from, to);
      logits.set(await logitsOf(this.#network(lane), decoded, [to - from, ...this.#shape]), from * classes);
    }
    return softmaxRows(logits, classes);
  }

  async activations(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return layerOutputs(this.#network(lane), this.#images.one(image), this.#shape);
  }

  async attentionWeights(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return attentionOf(this.#network(lane), this.#images.one(image), this.#shape);
  }

  async inputGradient(lane: number, image: Uint8Array, classIndex: number): Promise<NamedValues> {
    const decoded = this.#images.one(image);
    this.#images.checkClass(classIndex);
    const values = await inputGradientOf(this.#network(lane), decoded, this.#shape, classIndex);
    return { name: 'input', shape: this.#shape, values };
  }

  async #evaluate(network: EagerNetwork, split: Split): Promise<EvaluationScores> {
    const { dataset } = this.#options;
    const { classes, counts } = dataset.manifest;
    const images = split === 'test' ? dataset.testImages : dataset.trainImages;
    const labels = split === 'test' ? dataset.testLabels : dataset.trainLabels;
    const end = split === 'test' ? counts.test : counts.train;
    const start = split === 'test' ? 0 : end - dataset.validation;
    const accumulator = new EvalAccumulator(classes.length);
    for (let from = start; from < end; from += evaluationBatch) {
      const to = Math.min(end, from + evaluationBatch);
      const decoded = this.#images.decode(images, from, to);
      const logits = await logitsOf(network, decoded, [to - from, ...this.#shape]);
      accumulator.add(logits, labels.subarray(from, to));
    }
    return accumulator.result();
  }

  async weights(index: number): Promise<NetworkValues> {
    const { layers } = this.#options;
    const { weights, state } = this.#lane(index);
    const named = (declared: readonly Pick<NamedValues, 'name' | 'shape'>[], tensors: readonly tf.Tensor[]) =>
      Promise.all(
        declared.map(async ({ name, shape }, i) => ({
          name,
          shape,
          values: Float32Array.from((await tensors[i]?.data()) ?? []),
        })),
      );
    return {
      weights: await named(
        layers.flatMap(({ parameters }) => parameters),
        weights,
      ),
      state: await named(
        layers.flatMap((layer) => layer.state ?? []),
        state,
      ),
    };
  }

  async snapshot(index: number): Promise<LaneSnapshot> {
    const { format, reference, state } = this.#lane(index);
    const step = this.#steps.of(index);
    const statistics = await Promise.all(state.map(async (tensor) => Float32Array.from(await tensor.data())));
    return snapshotOf(format, step, reference.state, statistics);
  }

  async restore(index: number, snapshot: LaneSnapshot): Promise<void> {
    const lane = this.#lane(index);
    lane.format.check(snapshot);
    lane.reference.restore(referenceState(lane.format, snapshot));
    this.#setWeights(lane);
    tf.dispose(lane.state);
    lane.state = lane.format.statistics.map(({ name, shape }) =>
      tf.tensor(Float32Array.from(snapshot.tensors[tensorName.statistic(name)]?.values ?? []), [...shape]),
    );
    this.#steps.restore(index, snapshot.step);
  }

  deactivate(lane: number): void {
    this.#steps.deactivate(lane);
  }

  dispose(): void {
    for (const { weights, state } of this.#lanes) tf.dispose([...weights, ...state]);
  }

  #lane(index: number): Lane {
    const lane = this.#lanes[index];
    if (!lane) throw new RangeError(`executor: no lane ${index}`);
    return lane;
  }

  #network(lane: number): EagerNetwork {
    return { layers: this.#options.layers, ...this.#lane(lane) };
  }

  /** The same images, mirrored and moved as on the GPU. */
  #trainingImages(indices: Uint32Array, step: number): tf.Tensor4D {
    const { dataset, augment, seed = 0 } = this.#options;
    const [height, width, channels] = this.#shape;
    const shape = {
      batch: indices.length,
      height,
      width,
      channels,
      samples: 0,
      indexRows: 0,
      ...(augment && { augment }),
    };
    const values = gatherReference(shape, dataset.trainImages, indices, this.#images.table, seed, step);
    return tf.tensor4d(values, [indices.length, height, width, channels]);
  }

  async #runStep({ indices, hyperparams }: StepPlan, step: number) {
    const { dataset } = this.#options;
    const classes = dataset.manifest.classes.length;
    const labels = Int32Array.from(indices, (index) => dataset.trainLabels[index] ?? 0);
    const x = this.#trainingImages(indices, step);
    const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat());
    const outcomes = [];
    for (const [i, lane] of this.#lanes.entries()) {
      const inactive = !this.#steps.isActive(i);
      outcomes.push(inactive ? skippedStep : await this.#step(lane, x, targets, hyperparams[i] ?? {}, step));
    }
    tf.dispose([x, targets]);
    return outcomes;
  }

  async #step(lane: Lane, x: tf.Tensor, targets: tf.Tensor, hyperparams: StepHyperparams, step: number) {
    const { layers, labelSmoothing, seed = 0, layerStatistics = false } = this.#options;
    const moved = new Map<tf.Tensor, tf.Tensor>();
    const ops = tfjsOps({ seed, step, moved });
    const lossOf = (...weights: tf.Tensor[]) =>
      softmaxCrossEntropy(forward(layers, ops, x, weights, lane.state), targets, labelSmoothing);
    const { value, grads } = tf.valueAndGrads(lossOf)(lane.weights);
    const [loss = Number.NaN] = await value.data();
    const gradients = await Promise.all(grads.map((gradient) => gradient.data()));
    const hostScalars = hostScalarsIn(lane.format.plan, hyperparams);
    const before = layerStatistics && isMeasured(step) ? float32(lane.reference.theta) : null;
    const outcome = lane.reference.step(gradients, hostScalars, loss);
    const norms = before && layerNorms(layers, gradients, before, float32(lane.reference.theta));
    tf.dispose([value, ...grads, ...moved.keys()]);
    lane.state = lane.state.map((tensor) => moved.get(tensor) ?? tensor);
    this.#setWeights(lane);
    return { loss, norms, ...outcome };
  }

  /** The tensors of a lane's weights anew, from those in float64. */
  #setWeights(lane: Lane): void {
    tf.dispose(lane.weights);
    lane.weights = float32(lane.reference.theta).map((values, i) =>
      tf.tensor(values, [...(lane.format.parameters[i]?.shape ?? [])]),
    );
  }
}

/** The weights as the model has them. */
const float32 = (theta: readonly Float64Array[]): Float32Array[] =>
  theta.map((values) => Float32Array.from(values));

/** What comes of a step of a lane that takes none. */
const skippedStep = { loss: Number.NaN, norm: null, accepted: false, norms: null };

/** Room for what comes of `count` steps, with the columns that the plan fills. */
function stepsOf(
  { stepScalars }: Plan,
  count: number,
): LaneSteps & { readonly layerStatistics: LaneSteps['layerStatistics'][number][] } {
  const column = (name: string) => (stepScalars.includes(name) ? new Float32Array(count) : null);
  return {
    loss: new Float32Array(count),
    norm: column('norm'),
    accepted: column('accepted'),
    layerStatistics: [],
  };
}
