import type { AdapterClass } from '../../src/compiler/kernels/kernel.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NamedValues } from '../../src/nn/model.ts';
import { laneOfRun } from '../golden/cnn-run.ts';
import type { CnnRun } from '../golden/references.ts';
import { cnnBatch, cnnRuns, cnnSamples } from '../golden/references.ts';
import { compiledLane } from '../support/lane.ts';

interface Options {
  readonly device: GPUDevice;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
  /** How many steps go into a submission. */
  readonly stepsPerRun: number;
  readonly adapterClass?: AdapterClass;
}

/** The losses of all steps of one of PyTorch's runs, through the compiled engine. */
export async function goldenLosses(
  run: CnnRun,
  { device, layers, weights, stepsPerRun, adapterClass = 'software' }: Options,
): Promise<number[]> {
  const lane = laneOfRun(run);
  const executor = await CompiledExecutor.build({
    device,
    adapterClass,
    layers,
    weights,
    lanes: [compiledLane(lane)],
    labelSmoothing: run.labelSmoothing,
    dataset: cnnSamples(),
    batchSize: cnnRuns.batchSize,
    normalize: 'unit',
    seed: 1,
  });
  const timeline = new HyperparamTimeline(lane, null);
  const losses: number[] = [];
  for (let step = 0; step < run.steps; step += stepsPerRun) {
    const plans = Array.from({ length: Math.min(stepsPerRun, run.steps - step) }, (_, i) => ({
      indices: cnnBatch(step + i),
      hyperparams: [timeline.at(step + i)],
    }));
    losses.push(...((await executor.run(plans))[0]?.loss ?? []));
  }
  executor.dispose();
  return losses;
}
