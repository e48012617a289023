import { beforeAll, expect, it } from 'vitest';
import { elementwiseTunings } from '../../../../src/compiler/kernels/elementwise/elementwise.ts';
import type { GatherShape } from '../../../../src/compiler/kernels/gather.ts';
import { gather, gatherTunings } from '../../../../src/compiler/kernels/gather.ts';
import type { Kernel } from '../../../../src/compiler/kernels/kernel.ts';
import { softmaxCrossEntropy } from '../../../../src/compiler/kernels/loss/softmax-cross-entropy.ts';
import {
  dense,
  denseTunings,
  denseWeightGradient,
  denseWeightGradientTunings,
} from '../../../../src/compiler/kernels/matmul/dense.ts';
import { denseGradientReference, denseReference } from '../../../../src/compiler/kernels/reference/dense.ts';
import { gatherReference } from '../../../../src/compiler/kernels/reference/gather.ts';
import { softmaxCrossEntropyReference } from '../../../../src/compiler/kernels/reference/softmax-cross-entropy.ts';
import { optimizerStage } from '../../../../src/compiler/kernels/update/optimizer.ts';
import { planOf } from '../../../../src/experiment/lane-update.ts';
import type { ElementwiseStage } from '../../../../src/optim/plan.ts';
import { Reference } from '../../../../src/optim/reference.ts';
import { sharedDevice } from '../../../support/device.ts';
import { randomValues, runKernels, worstError } from '../../../support/kernels.ts';
import { nesterovLane } from '../../../support/lane.ts';
import { randomWords, resultsOf } from './everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const steps = 5;
const rows = 8;
const firstStep = 6; // so that the rows of the tables wrap around
const shape: GatherShape = {
  batch: 12,
  height: 4,
  width: 5,
  channels: 1,
  samples: 50,
  indexRows: rows,
  augment: { flip: true, shift: 1 },
};
const layer = { batch: shape.batch, inputs: 20, outputs: 4 };
const weights = layer.inputs * layer.outputs;
const seed = 77;
const plan = planOf(nesterovLane());
const [update] = plan.stages as readonly ElementwiseStage[];

function first<T>(tunings: readonly T[]): T {
  const [tuning] = tunings;
  if (tuning === undefined) throw new Error('no tuning');
  return tuning;
}

/** The kernels with some of their bindings under other names. */
const renamed = (kernels: readonly Kernel[], names: Readonly<Record<string, string>>): Kernel[] =>
  kernels.map((kernel) => ({
    ...kernel,
    bindings: kernel.bindings.map(({ name, access }) => ({ name: names[name] ?? name, access })),
  }));

/** Logistic regression with a bias that stays as it is: the shortest step that has every part. */
function step(): Kernel[] {
  const forward = dense(layer, first(denseTunings(layer, 'software')));
  const backward = denseWeightGradient(layer, first(denseWeightGradientTunings(layer, 'software')));
  const loss = { labelSmoothing: 0.1, metricsRingLength: rows, metricsStride: 1, metricsColumn: 0 };
  if (!update) throw new Error('nesterov: has no stage');
  const updateShape = { length: weights, rows, metricsStride: 1, metricsColumn: 0, last: true };
  return [
    ...renamed([gather(shape, first(gatherTunings(shape, 'software')))], { y: 'targets' }),
    ...renamed(forward.kernels, { y: 'logits', w: 'theta', b: 'bias' }),
    ...renamed([softmaxCrossEntropy({ batch: layer.batch, classes: layer.outputs }, loss)], {
      labels: 'targets',
    }),
    ...renamed(backward.kernels, { dPreActivation: 'dLogits', dW: 'g' }),
    optimizerStage('nesterov', plan, update, updateShape, first(elementwiseTunings('software'))),
  ];
}

it('replays one list of kernels as the steps of a run, each with its own batch, image changes and hyperparameters', async () => {
  const images = Uint8Array.from(randomWords(shape.samples * layer.inputs, 256));
  const labels = Uint8Array.from(randomWords(shape.samples, layer.outputs));
  const indices = randomWords(rows * shape.batch, shape.samples);
  const table = randomValues(256);
  const theta = randomValues(weights);
  const bias = randomValues(layer.outputs);
  const { hostScalars: columns } = plan;
  const hostScalars = Float32Array.from({ length: rows * columns.length }, () => 0.1 + 0.5 * Math.random());
  const packed = (bytes: Uint8Array) =>
    new Uint32Array(
      Uint8Array.from({ length: 4 * Math.ceil(bytes.length / 4) }, (_, i) => bytes[i] ?? 0).buffer,
    );
  const kernels = Array.from({ length: steps }, step).flat();
  const { floats, words } = resultsOf(
    await runKernels(
      device,
      kernels,
      {
        images: packed(images),
        labels: packed(labels),
        indices,
        table,
        theta,
        bias,
        hostScalars,
        v: new Float32Array(weights),
        stepCounter: Uint32Array.of(firstStep, firstStep, seed, 0),
        metricsRing: new Float32Array(rows),
      },
      {
        theta: weights,
        metricsRing: rows,
        stepCounter: 4,
        x: shape.batch * layer.inputs,
        targets: shape.batch,
        logits: shape.batch * layer.outputs,
        dLogits: shape.batch * layer.outputs,
        g: weights,
        db: layer.outputs,
      },
    ),
  );

  const reference = new Reference(plan, [{ name: 'w', shape: [weights], values: theta }]);
  const thetaNow = () => reference.theta[0] ?? new Float64Array();
  const losses = new Float64Array(rows);
  for (let s = firstStep; s < firstStep + steps; s++) {
    const row = s % rows;
    const batch = indices.subarray(row * shape.batch, (row + 1) * shape.batch);
    const x = gatherReference(shape, images, batch, table, seed, s);
    const logits = denseReference(layer, x, thetaNow(), bias);
    const target = Array.from(batch, (sample) => labels[sample] ?? 0);
    const { loss, dLogits } = softmaxCrossEntropyReference(logits, target, layer.outputs, 0.1);
    losses[row] = loss;
    const { dW } = denseGradientReference(layer, x, thetaNow(), dLogits);
    reference.step(
      [dW],
      Float64Array.from(hostScalars.subarray(row * columns.length, (row + 1) * columns.length)),
    );
  }
  expect(worstError(floats('metricsRing'), losses)).toBeLessThan(2e-6);
  expect(worstError(floats('theta'), thetaNow())).toBeLessThan(2e-6);
  expect([...words('stepCounter')]).toEqual([firstStep + steps - 1, firstStep + steps, seed, 0]);
});
