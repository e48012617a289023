import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openOnAdapter } from '../../src/engine/device.ts';
import { repeat, repeatable } from '../golden/cnn-run.ts';
import { cnnRuns } from '../golden/references.ts';
import { openAdapter } from './device.ts';

describe('the CNN trains as PyTorch does, on WebGPU', () => {
  beforeAll(async () => {
    const device = await openOnAdapter(await openAdapter());
    expect(device.report.backend).toBe('webgpu');
    expect(tf.getBackend()).toBe('webgpu');
  });

  it.each(cnnRuns.runs.filter(({ id }) => id in repeatable))('$id: losses within 1e-5 over 20 steps', async (run) => {
    const losses = await repeat(run);
    expect(losses).toHaveLength(20);
    for (const [step, loss] of losses.entries()) {
      expect(Math.abs(loss - (run.lossesF64[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
    }
  });

  it('gives the same losses to the last bit when run again', async () => {
    const run = cnnRuns.runs.find(({ id }) => id === 'cnn_sgd_nesterov_relu');
    if (!run) throw new Error('cnn.json: no cnn_sgd_nesterov_relu');
    const short = { ...run, steps: 5 };
    expect(await repeat(short)).toEqual(await repeat(short));
  });
});
