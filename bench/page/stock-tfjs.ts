import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { watchAdapters, webglAdapter } from './adapter.ts';
import type { Adapter, Contestant, StepResults } from './contestant.ts';
import type { Problem } from './workload.ts';
import { batchSizeOf, classesOf, decodedBatches, momentum, weightsOf } from './workload.ts';

/** Steps under way at once: enough to keep a GPU busy, few enough not to drown it. */
const stepsAhead = 16;

export type Backend = 'webgpu' | 'webgl' | 'cpu';

/** Where tfjs' own backend in JavaScript computes. */
const cpu: Adapter = { vendor: '', architecture: '', description: 'JavaScript', software: true };

/** tfjs as it comes, on a backend and a device of its own choosing. The batches lie on the GPU before the first step. */
export async function openStockTfjs(problem: Problem, backend: Backend): Promise<Contestant> {
  const adapter = await openBackend(backend);
  const [height, width, channels] = problem.manifest.shape;
  const batchSize = batchSizeOf(problem);
  const batches = decodedBatches(problem).map(({ images, labels }) => ({
    x: tf.tensor4d(images, [batchSize, height, width, channels]),
    targets: tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classesOf(problem)).toFloat()),
  }));
  const variables = weightsOf(problem).map(({ values, shape }) => tf.variable(tf.tensor(values, [...shape])));
  const optimizer = tf.train.momentum(problem.lr, momentum, true);

  const stepOn = (index: number): tf.Scalar => {
    const batch = batches[index % batches.length];
    if (!batch) throw new RangeError('tfjs: there is no batch');
    const lossOf = (): tf.Scalar =>
      tf.losses.softmaxCrossEntropy(batch.targets, forward(batch.x, variables)).asScalar();
    const cost = optimizer.minimize(lossOf, true, variables);
    if (cost === null) throw new Error('tfjs: minimize returned no cost');
    return cost;
  };
  const runSteps = async (first: number, count: number): Promise<StepResults> => {
    const losses: number[] = [];
    const underWay: Promise<number>[] = [];
    let jsMs = 0;
    for (let i = 0; i < count; i++) {
      const began = performance.now();
      const cost = stepOn(first + i);
      jsMs += performance.now() - began;
      underWay.push(readAndDispose(cost));
      if (underWay.length >= stepsAhead) losses.push((await underWay.shift()) ?? Number.NaN);
    }
    losses.push(...(await Promise.all(underWay)));
    return { losses, jsMs };
  };
  return { adapter, dispatchesPerStep: null, notes: ['batches uploaded beforehand'], runSteps };
}

async function readAndDispose(cost: tf.Scalar): Promise<number> {
  const [value = Number.NaN] = await cost.data();
  cost.dispose();
  return value;
}

/** Makes the backend tfjs's current one. @throws where tfjs cannot */
async function openBackend(backend: Backend): Promise<Adapter> {
  const adapter = watchAdapters();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs: could not start its ${backend} backend`);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`tfjs: fell back to its ${tf.getBackend()} backend`);
  if (backend === 'webgpu') return adapter();
  if (backend === 'cpu') return cpu;
  const { gpgpu } = tf.backend() as unknown as { gpgpu: { gl: WebGLRenderingContext } };
  return webglAdapter(gpgpu.gl);
}

function forward(x: tf.Tensor4D, variables: readonly tf.Variable[]): tf.Tensor2D {
  const [kernel1, bias1, kernel2, bias2, kernel3, bias3] = variables;
  if (!kernel1 || !bias1 || !kernel2 || !bias2 || !kernel3 || !bias3)
    throw new RangeError('tfjs: a weight is missing');
  const pooled1 = block(x, kernel1, bias1);
  const pooled2 = block(pooled1, kernel2, bias2);
  const flat = tf.reshape(pooled2, [x.shape[0], -1]) as tf.Tensor2D;
  return tf.add(tf.matMul(flat, kernel3 as tf.Tensor as tf.Tensor2D), bias3);
}

function block(x: tf.Tensor4D, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor4D {
  const convolved = tf.conv2d(x, kernel as tf.Tensor4D, 1, 'same');
  return tf.maxPool(tf.relu(tf.add(convolved, bias)) as tf.Tensor4D, 2, 2, 'valid');
}
