import * as tf from '@tensorflow/tfjs';
import { execute } from '../core/expr.ts';
import type { Layer } from '../nn/layer.ts';
import type { NamedValues } from '../nn/model.ts';
import { forward } from '../nn/model.ts';
import type { StepHyper } from '../optim/host-numbers.ts';
import type { OptimizerDeclaration } from '../optim/transform.ts';
import type { Split } from '../protocol/messages.ts';
import type { Normalize } from './decode.ts';
import { decodeImages, decodeTable } from './decode.ts';
import type { Executor, Samples, StepPlan } from './executor.ts';
import { Tally } from './tally.ts';
import { softmaxCrossEntropy, tensorAlgebra, tfjsOps } from './tfjs-ops.ts';

export interface EagerOptions {
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
  /** One a lane. */
  readonly optimizers: readonly OptimizerDeclaration[];
  readonly dataset: Samples;
  readonly normalize: Normalize;
}

interface Lane {
  readonly optimizer: OptimizerDeclaration;
  weights: tf.Tensor[];
  /** For each weight, its slots by name. */
  slots: Map<string, tf.Tensor>[];
}

const evaluationBatch = 500;

/**
 * Takes each step through tfjs as it comes, on whatever backend tfjs is set to. The optimizer's program runs on
 * tensors, so every optimizer works here from its declaration alone.
 */
export class EagerExecutor implements Executor {
  readonly depth = 2;
  readonly dispatchesPerStep = null;
  readonly #options: EagerOptions;
  readonly #lanes: readonly Lane[];
  readonly #table: Float32Array;
  readonly #shape: readonly [number, number, number];

  constructor(options: EagerOptions) {
    this.#options = options;
    this.#shape = options.dataset.manifest.shape;
    this.#table = decodeTable(options.dataset.manifest, options.normalize);
    this.#lanes = options.optimizers.map((optimizer) => ({
      optimizer,
      weights: options.weights.map(({ values, shape }) => tf.tensor(values.slice(), [...shape])),
      slots: options.weights.map(
        ({ shape }) => new Map(optimizer.slots.map(({ name }) => [name, tf.zeros([...shape])])),
      ),
    }));
  }

  stepsPerRun(): number {
    return 1;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly Float32Array<ArrayBuffer>[]> {
    const pending = steps.map((step) => this.#take(step));
    const losses = this.#lanes.map(() => new Float32Array(steps.length));
    for (const [i, tensors] of pending.entries()) {
      for (const [lane, tensor] of tensors.entries()) {
        const [value = Number.NaN] = await tensor.data();
        tensor.dispose();
        const column = losses[lane];
        if (column) column[i] = value;
      }
    }
    return losses;
  }

  async evaluate(lane: number, split: Split): Promise<ReturnType<Tally['result']>> {
    const { dataset, layers } = this.#options;
    const { classes, counts } = dataset.manifest;
    const images = split === 'test' ? dataset.testImages : dataset.trainImages;
    const labels = split === 'test' ? dataset.testLabels : dataset.trainLabels;
    const end = split === 'test' ? counts.test : counts.train;
    const start = split === 'test' ? 0 : end - dataset.validation;
    const weights = this.#lane(lane).weights;
    const tally = new Tally(classes.length);
    for (let from = start; from < end; from += evaluationBatch) {
      const indices = Uint32Array.from({ length: Math.min(evaluationBatch, end - from) }, (_, i) => from + i);
      const logits = tf.tidy(() => forward(layers, tfjsOps, this.#images(images, indices), weights));
      tally.add(await logits.data(), labels.subarray(from, from + indices.length));
      logits.dispose();
    }
    return tally.result();
  }

  dispose(): void {
    for (const lane of this.#lanes) {
      tf.dispose(lane.weights);
      for (const slots of lane.slots) tf.dispose([...slots.values()]);
    }
  }

  #lane(index: number): Lane {
    const lane = this.#lanes[index];
    if (!lane) throw new RangeError(`executor: no lane ${index}`);
    return lane;
  }

  #images(images: Uint8Array, indices: Uint32Array): tf.Tensor4D {
    const [height, width, channels] = this.#shape;
    const values = decodeImages(images, indices, height * width * channels, this.#table);
    return tf.tensor4d(values, [indices.length, height, width, channels]);
  }

  #take({ indices, hyper }: StepPlan): tf.Scalar[] {
    const { dataset, layers } = this.#options;
    const classes = dataset.manifest.classes.length;
    const labels = Int32Array.from(indices, (index) => dataset.trainLabels[index] ?? 0);
    const x = this.#images(dataset.trainImages, indices);
    const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat());
    const losses = this.#lanes.map((lane, i) => {
      const lossOf = (...weights: tf.Tensor[]) =>
        softmaxCrossEntropy(forward(layers, tfjsOps, x, weights), targets);
      const { value, grads } = tf.valueAndGrads(lossOf)(lane.weights);
      update(lane, grads, hyper[i] ?? {});
      return value as tf.Scalar;
    });
    tf.dispose([x, targets]);
    return losses;
  }
}

/** Replaces the lane's weights and slots by those after one step, and disposes the old ones and the gradients. */
function update(lane: Lane, gradients: readonly tf.Tensor[], hyper: StepHyper): void {
  const names = lane.optimizer.slots.map(({ name }) => name);
  const results = lane.weights.map((theta, i) =>
    tf.tidy(() => {
      const scope = new Map<string, tf.Tensor>(lane.slots[i]);
      for (const [key, value] of Object.entries(hyper)) scope.set(key, tf.scalar(value));
      scope.set('theta', theta);
      scope.set('g', gradients[i] as tf.Tensor);
      const result = execute(lane.optimizer.program, tensorAlgebra, scope);
      return ['theta', ...names].map((name) => result.get(name) as tf.Tensor);
    }),
  );
  const before = [...lane.weights, ...lane.slots.flatMap((slots) => [...slots.values()]), ...gradients];
  lane.weights = results.map(([theta]) => theta as tf.Tensor);
  lane.slots = results.map(
    ([, ...values]) => new Map(names.map((name, j) => [name, values[j] as tf.Tensor])),
  );
  tf.dispose(before);
}
