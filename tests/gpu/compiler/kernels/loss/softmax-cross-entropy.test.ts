import { beforeAll, describe, expect, it } from 'vitest';
import { softmaxCrossEntropy } from '../../../../../src/compiler/kernels/loss/softmax-cross-entropy.ts';
import { softmaxCrossEntropyReference } from '../../../../../src/compiler/kernels/reference/softmax-cross-entropy.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, runKernels, worstError } from '../../../../support/kernels.ts';
import type { Results } from '../everyTuning.ts';
import { randomWords, resultsOf } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const metricsRing = { metricsRingLength: 8, metricsStride: 3, metricsColumn: 1 };

async function run(
  logits: Float32Array<ArrayBuffer>,
  labels: Uint32Array<ArrayBuffer>,
  labelSmoothing: number,
  step = 0,
): Promise<Results> {
  const shape = { batch: labels.length, classes: logits.length / labels.length };
  const kernel = softmaxCrossEntropy(shape, { labelSmoothing, ...metricsRing });
  const inputs = {
    logits,
    labels,
    stepCounter: Uint32Array.of(step, step, 0, 0),
    metricsRing: new Float32Array(24).fill(-7),
  };
  return resultsOf(await runKernels(device, [kernel], inputs, { dLogits: logits.length, metricsRing: 24 }));
}

describe('softmax cross-entropy', () => {
  it.each([
    [64, 10, 0],
    [128, 10, 0.1],
    [1, 2, 0],
    [7, 3, 0.3],
    [65, 33, 0],
    [100, 47, 0.1],
    [1024, 10, 0],
    [37, 1000, 0.05],
  ])('matches float64 at batch %i, %i classes, smoothing %d', async (batch, classes, labelSmoothing) => {
    const logits = randomValues(batch * classes, 6);
    const labels = randomWords(batch, classes);
    const results = await run(logits, labels, labelSmoothing);
    const expected = softmaxCrossEntropyReference(logits, labels, classes, labelSmoothing);
    expect(worstError([results.floats('metricsRing')[1] ?? Number.NaN], [expected.loss])).toBeLessThan(1e-6);
    const scaled = (values: ArrayLike<number>) => Array.from(values, (value) => value * batch);
    expect(worstError(scaled(results.floats('dLogits')), scaled(expected.dLogits))).toBeLessThan(1e-6);
  });

  it('writes one value of the metrics ring, in the row of the step', async () => {
    const logits = randomValues(50);
    const labels = randomWords(5, 10);
    const { floats } = await run(logits, labels, 0, 8 + 5);
    const written = [...floats('metricsRing').entries()].filter(([, value]) => value !== -7);
    const { loss } = softmaxCrossEntropyReference(logits, labels, 10, 0);
    expect(written).toEqual([[5 * 3 + 1, expect.closeTo(loss, 5)]]);
  });

  it('stays finite with logits of any size', async () => {
    const logits = Float32Array.of(3e38, -3e38, 0, 1e30, 1e30, 1e30, -1e38, -1e38, -1e38);
    const { floats } = await run(logits, Uint32Array.of(0, 1, 2), 0);
    expect(floats('metricsRing')[1]).toBeCloseTo((0 + Math.log(3) + Math.log(3)) / 3, 5);
    expect([...floats('dLogits')].every(Number.isFinite)).toBe(true);
  });

  it('gives a loss that is not finite when a logit is not a number', async () => {
    const logits = randomValues(30);
    logits[17] = Number.NaN;
    const { floats } = await run(logits, Uint32Array.of(0, 1, 2), 0);
    expect(Number.isFinite(floats('metricsRing')[1])).toBe(false);
  });
});
