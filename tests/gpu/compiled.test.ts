import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledExecutor } from '../../src/engine/compiled/compiled.ts';
import type { AdapterClass } from '../../src/engine/kernels/kernel.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { optimizerById } from '../../src/optim/index.ts';
import { cnnOptions, repeatable } from '../golden/cnn-run.ts';
import type { CnnRun } from '../golden/references.ts';
import { cnnBatch, cnnRuns, cnnSamples, cnnWeights } from '../golden/references.ts';
import { openDevice } from './device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openDevice();
});
afterAll(() => device.destroy());

const build = (run: CnnRun, adapterClass: AdapterClass) =>
  CompiledExecutor.build({
    device,
    adapterClass,
    layers: cnn.layers(cnnOptions, [28, 28, 1], 10),
    weights: cnnWeights(),
    optimizers: [optimizerById(repeatable[run.id] ?? 'nesterov')],
    dataset: cnnSamples(),
    batchSize: cnnRuns.batchSize,
    normalize: 'unit',
    seed: 1,
  });

async function repeat(
  run: CnnRun,
  stepsPerRun: number,
  adapterClass: AdapterClass = 'software',
): Promise<number[]> {
  const { lr = 0, momentum = 0, weight_decay: weightDecay = 0 } = run.hyper;
  const executor = await build(run, adapterClass);
  const losses: number[] = [];
  for (let step = 0; step < run.steps; step += stepsPerRun) {
    const plans = Array.from({ length: Math.min(stepsPerRun, run.steps - step) }, (_, i) => ({
      indices: cnnBatch(step + i),
      hyper: [{ lr, momentum, momentumNext: momentum, weightDecay }],
    }));
    losses.push(...((await executor.run(plans))[0] ?? []));
  }
  executor.dispose();
  return losses;
}

const runs = cnnRuns.runs.filter(({ id }) => id in repeatable);

describe('the compiled step trains as PyTorch does', () => {
  it('has every run it should', () => {
    expect(runs.map(({ id }) => id).sort()).toEqual(Object.keys(repeatable).sort());
  });

  it.each(runs)('$id: losses within 1e-5 over 20 steps', async (run) => {
    const losses = await repeat(run, 1);
    expect(losses).toHaveLength(20);
    for (const [step, loss] of losses.entries()) {
      expect(Math.abs(loss - (run.lossesF64[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
    }
  });

  it('gives the same losses to the last bit when run again, one step or seven to a submission, with kernels for processors or for GPUs', async () => {
    const run = runs.find(({ id }) => id === 'cnn_sgd_nesterov_relu');
    if (!run) throw new Error('cnn.json: no cnn_sgd_nesterov_relu');
    const losses = await repeat(run, 1);
    expect(await repeat(run, 1)).toEqual(losses);
    expect(await repeat(run, 7)).toEqual(losses);
    // the kernels of a GPU add in the same order
    expect(await repeat(run, 7, 'gpu')).toEqual(losses);
  });
});
