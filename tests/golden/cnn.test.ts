import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { repeat, repeatable } from './cnn-run.ts';
import { cnnRuns } from './references.ts';

describe('the CNN trains as PyTorch does, on the processor', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  const runs = cnnRuns.runs.filter(({ id }) => id in repeatable);

  it('has every run it should', () => {
    expect(runs.map(({ id }) => id).sort()).toEqual(Object.keys(repeatable).sort());
  });

  it.each(runs)('$id: losses within 1e-5 over 20 steps, and no tensor left', async (run) => {
    const tensors = tf.memory().numTensors;
    const losses = await repeat(run);
    expect(losses).toHaveLength(20);
    for (const [step, loss] of losses.entries()) {
      expect(Math.abs(loss - (run.lossesF64[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
    }
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
