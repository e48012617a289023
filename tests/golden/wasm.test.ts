import { describe, expect, it } from 'vitest';
import { WasmExecutor } from '../../src/engine/executors/wasm/wasm-executor.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import { compiledLane } from '../support/lane.ts';
import { laneOfRun } from './cnn-run.ts';
import { isOurs, netOf } from './golden-nets.ts';
import type { CnnRun } from './references.ts';
import { cnnBatch, cnnRuns, cnnSamples } from './references.ts';

async function lossesOf(run: CnnRun, stepsPerRun = run.steps): Promise<number[]> {
  const lane = laneOfRun(run);
  const executor = await WasmExecutor.build({
    ...netOf(run),
    lanes: [compiledLane(lane)],
    labelSmoothing: run.labelSmoothing,
    dataset: cnnSamples(),
    batchSize: cnnRuns.batchSize,
    normalize: 'unit',
    seed: 1,
  });
  const timeline = new HyperparamTimeline(lane, null);
  const plans = Array.from({ length: run.steps }, (_, step) => ({
    indices: cnnBatch(step),
    hyperparams: [timeline.at(step)],
  }));
  const losses: number[] = [];
  for (let from = 0; from < plans.length; from += stepsPerRun) {
    const [lane] = await executor.run(plans.slice(from, from + stepsPerRun));
    losses.push(...(lane?.loss ?? []));
  }
  return losses;
}

describe('networks in WebAssembly train as PyTorch does', () => {
  const runs = cnnRuns.runs.filter(isOurs);

  it('has every run it should', () => {
    expect(runs).toHaveLength(18);
  });

  it.each(runs)('$id: losses within 1e-5 over all its steps', async (run) => {
    const losses = await lossesOf(run);
    expect(losses).toHaveLength(run.steps);
    for (const [step, loss] of losses.entries())
      expect(Math.abs(loss - (run.lossesF64[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
  });

  it.each(runs)('$id: the same to the last bit one step or seven at a time', async (run) => {
    expect(await lossesOf(run, 7)).toEqual(await lossesOf(run, 1));
  });
});
