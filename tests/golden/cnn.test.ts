import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { repeat } from './cnn-run.ts';
import { cnnRuns } from './references.ts';

describe('the CNN trains as PyTorch does, on the CPU', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  // tfjs takes seconds a step here, so the first steps of one run stand for all; tests/gpu/compiled.test.ts
  // repeats every run whole
  const runs = cnnRuns.runs.filter(({ id }) => id === 'cnn_sgd_nesterov_relu');

  it('has its run', () => {
    expect(runs).toHaveLength(1);
  });

  it.each(runs)(
    '$id: losses within 1e-5 over its first steps, and no tensor left',
    async (run) => {
      const tensors = tf.memory().numTensors;
      const losses = await repeat({ ...run, steps: 4 });
      expect(losses).toHaveLength(4);
      for (const [step, loss] of losses.entries()) {
        expect(Math.abs(loss - (run.lossesF64[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
      }
      expect(tf.memory().numTensors).toBe(tensors);
    },
    600_000,
  );
});
