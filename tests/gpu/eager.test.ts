import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTfjsWebGPU } from '../../src/engine/device/tfjs-device.ts';
import { repeat } from '../golden/cnn-run.ts';
import { cnnRuns } from '../golden/references.ts';
import { openPageDevice } from '../support/device.ts';

/** Stock tfjs takes seconds a step on a software adapter, so it repeats little here; the compiled engine repeats all. */
describe('stock tfjs on a WebGPU device of ours', () => {
  beforeAll(async () => {
    const device = await openPageDevice();
    expect(device.report).toMatchObject({ backend: 'webgpu', fallback: null });
    const report = await openTfjsWebGPU(device, { cause: 'chosen', detail: 'asksTfjs' });
    expect(report).toMatchObject({ gpu: null, report: { fallback: { cause: 'chosen' } } });
    expect(tf.getBackend()).toBe('webgpu');
  });

  it('gives the losses of PyTorch within 1e-5, to the last bit the same when run again', async () => {
    const run = cnnRuns.runs.find(({ id }) => id === 'cnn_sgd_nesterov_relu');
    if (!run) throw new Error('cnn.json: no cnn_sgd_nesterov_relu');
    const losses = await repeat({ ...run, steps: 2 });
    for (const [step, loss] of losses.entries()) {
      expect(Math.abs(loss - (run.lossesF64[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
    }
    expect(await repeat({ ...run, steps: 2 })).toEqual(losses);
  });
});
