import * as tf from '@tensorflow/tfjs';
import type { Shape } from '../../../core/shape.ts';
import type { Layer } from '../../../nn/layer.ts';
import type { NamedValues } from '../../../nn/model.ts';
import { forward } from '../../../nn/model.ts';
import { tfjsOps } from './tfjs-ops.ts';

/** A network as tfjs has it: its layers, and tensors of its weights and running statistics in their order. */
export interface EagerNetwork {
  readonly layers: readonly Layer[];
  readonly weights: readonly tf.Tensor[];
  readonly state: readonly tf.Tensor[];
}

/** The logits of decoded images [count, height, width, channels], as in evaluation. */
export async function logitsOf(
  { layers, weights, state }: EagerNetwork,
  images: Float32Array,
  shape: Shape,
): Promise<Float32Array<ArrayBuffer>> {
  const logits = tf.tidy(() => forward(layers, tfjsOps(), tf.tensor(images, [...shape]), weights, state));
  const values = Float32Array.from(await logits.data());
  logits.dispose();
  return values;
}

/** What each layer puts out for one decoded image, by its name. */
export function layerOutputs(
  network: EagerNetwork,
  image: Float32Array,
  shape: Shape,
): Promise<NamedValues[]> {
  return collected(network, image, shape, (collect) => ({
    leave: ({ name }, output) => collect(name, output),
  }));
}

/** The weights of each layer's attention for one decoded image. */
export function attentionOf(
  network: EagerNetwork,
  image: Float32Array,
  shape: Shape,
): Promise<NamedValues[]> {
  let layer = '';
  const enter = ({ name }: Layer) => {
    layer = name;
  };
  return collected(
    network,
    image,
    shape,
    () => ({ enter }),
    (collect) => (weights) => collect(layer, weights),
  );
}

/** The gradient of the logit of a class with respect to one decoded image. */
export async function inputGradientOf(
  { layers, weights, state }: EagerNetwork,
  image: Float32Array,
  shape: Shape,
  classIndex: number,
): Promise<Float32Array<ArrayBuffer>> {
  const gradient = tf.tidy(() => {
    const logit = (x: tf.Tensor) =>
      tf.slice(tf.reshape(forward(layers, tfjsOps(), x, weights, state), [-1]), classIndex, 1).asScalar();
    return tf.grad(logit)(tf.tensor(image, [1, ...shape]));
  });
  const values = Float32Array.from(await gradient.data());
  gradient.dispose();
  return values;
}

type Collect = (name: string, tensor: tf.Tensor) => void;

/** Runs one image through and keeps what is collected on the way, without the batch dimension. */
async function collected(
  { layers, weights, state }: EagerNetwork,
  image: Float32Array,
  shape: Shape,
  observe: (collect: Collect) => Parameters<typeof forward<tf.Tensor>>[5],
  onAttention: (collect: Collect) => ((weights: tf.Tensor) => void) | undefined = () => undefined,
): Promise<NamedValues[]> {
  const names: string[] = [];
  const tensors = tf.tidy(() => {
    const all: tf.Tensor[] = [];
    const collect: Collect = (name, tensor) => {
      names.push(name);
      all.push(tensor.clone()); // a layer may pass on what another put out
    };
    const ops = tfjsOps(null, onAttention(collect));
    forward(layers, ops, tf.tensor(image, [1, ...shape]), weights, state, observe(collect));
    return all;
  });
  const values = await Promise.all(tensors.map((tensor) => tensor.data()));
  const result = tensors.map(({ shape: [, ...outputShape] }, i) => ({
    name: names[i] ?? '',
    shape: outputShape,
    values: Float32Array.from(values[i] ?? []),
  }));
  tf.dispose(tensors);
  return result;
}
