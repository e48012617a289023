import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { watchAdapters } from './adapter.ts';
import { channelsFirst } from './channels-first.ts';
import type { Adapter, Contestant, StepResults } from './contestant.ts';
import type { Problem } from './workload.ts';
import { batchSizeOf, classesOf, decodedBatches, momentum, weightsOf } from './workload.ts';

type Weights = np.Array[];

/** Steps under way at once: enough to keep a GPU busy, few enough not to drown it. */
const stepsAhead = 16;

/** Where jax-js' own kernels in WebAssembly compute. */
const wasm: Adapter = { vendor: '', architecture: '', description: 'WebAssembly', software: true };

/** jax-js, a whole training step in one `jit`. The batches lie on its device before the first step. */
export async function openJax(problem: Problem, device: 'webgpu' | 'wasm'): Promise<Contestant> {
  const adapter = device === 'webgpu' ? watchAdapters() : () => wasm;
  const devices = await init(device);
  if (!devices.includes(device)) throw new Error(`jax-js: could not start its ${device} backend`);
  defaultDevice(device);
  const [height, width] = problem.manifest.shape;
  const batchSize = batchSizeOf(problem);
  const batches = decodedBatches(problem).map(({ images, labels }) => ({
    x: np.array(images, { shape: [batchSize, 1, height, width] }),
    targets: nn.oneHot(np.array(labels), classesOf(problem)),
  }));
  let weights: Weights = channelsFirst(weightsOf(problem)).map(({ values, shape }) =>
    np.array(values, { shape: [...shape] }),
  );
  let velocity: Weights = weights.map(({ shape }) => np.zeros(shape));

  const trainingStep = trainingStepOf(problem.lr);
  const stepOn = (index: number): np.Array => {
    const batch = batches[index % batches.length];
    if (!batch) throw new RangeError('jax-js: there is no batch');
    const result = trainingStep(weights, velocity, batch.x.ref, batch.targets.ref);
    weights = result.weights;
    velocity = result.velocity;
    return result.loss;
  };
  const runSteps = async (first: number, count: number): Promise<StepResults> => {
    const losses: number[] = [];
    const underWay: Promise<number>[] = [];
    let jsMs = 0;
    for (let i = 0; i < count; i++) {
      const began = performance.now();
      underWay.push(readLoss(stepOn(first + i)));
      await nextTask(); // the kernels are handed over in the microtasks before it
      jsMs += performance.now() - began;
      if (underWay.length >= stepsAhead) losses.push((await underWay.shift()) ?? Number.NaN);
    }
    losses.push(...(await Promise.all(underWay)));
    return { losses, jsMs };
  };
  return { adapter: adapter(), dispatchesPerStep: null, notes: ['batches uploaded beforehand'], runSteps };
}

/** v ← μ v + g ; θ ← θ − lr (g + μ v), on the mean softmax cross-entropy. */
const trainingStepOf = (lr: number) =>
  jit((weights: Weights, velocity: Weights, x: np.Array, targets: np.Array) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), x, targets);
    const nextVelocity = velocity.map((v, i) => v.mul(momentum).add(at(gradients, i).ref));
    const nextWeights = weights.map((theta, i) =>
      theta.sub(at(gradients, i).add(at(nextVelocity, i).ref.mul(momentum)).mul(lr)),
    );
    return { loss, weights: nextWeights, velocity: nextVelocity };
  });

function lossOf(weights: Weights, x: np.Array, targets: np.Array): np.Array {
  const [batchSize = 1] = x.shape;
  const logits = forward(weights, x);
  return nn
    .logSoftmax(logits)
    .mul(targets)
    .sum()
    .mul(-1 / batchSize);
}

function forward(weights: Weights, x: np.Array): np.Array {
  const [kernel1, bias1, kernel2, bias2, kernel3, bias3] = weights;
  if (!kernel1 || !bias1 || !kernel2 || !bias2 || !kernel3 || !bias3)
    throw new RangeError('jax-js: a weight is missing');
  const pooled = block(block(x, kernel1, bias1), kernel2, bias2);
  const [batchSize = 1] = pooled.shape;
  return np.dot(pooled.reshape([batchSize, -1]), kernel3).add(bias3);
}

function block(x: np.Array, kernel: np.Array, bias: np.Array): np.Array {
  const convolved = lax.convGeneralDilated(x, kernel, [1, 1], 'SAME').add(bias);
  return lax.reduceWindow(relu(convolved), np.max, [2, 2], [2, 2]);
}

/** Not `nn.relu`: its gradient is not 0 where the input is exactly 0, as images' black borders make it at first. */
const relu = (x: np.Array): np.Array => np.where(x.ref.greater(0), x, 0);

async function readLoss(loss: np.Array): Promise<number> {
  const [value = Number.NaN] = await loss.data();
  return value;
}

function at(arrays: readonly np.Array[], index: number): np.Array {
  const selected = arrays[index];
  if (!selected) throw new RangeError(`jax-js: there is no array ${index}`);
  return selected;
}

const channel = new MessageChannel();

/** Resolves in a task of its own, after all microtasks that are queued. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(0);
  });
}
