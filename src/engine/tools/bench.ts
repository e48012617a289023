import { DownhillError } from '../../core/errors.ts';
import type { Dataset } from '../../data/dataset.ts';
import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import { totalStepsOf } from '../../experiment/length.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';
import type { BenchResult } from '../../protocol/run-reports.ts';
import type { Device } from '../device/backend.ts';
import { build } from '../executors/build.ts';
import type { Executor, LaneSteps, StepPlan } from '../executors/executor.ts';
import { batchOrder } from '../training/batch-order.ts';

interface BenchOptions {
  readonly spec: ExperimentSpec;
  readonly steps: number;
  readonly warmup: number;
  readonly executor: Executor;
  readonly dataset: Dataset;
  readonly device: Device;
}

/**
 * Takes `warmup` steps unmeasured, then `steps` measured ones, with no evaluation and nothing drawn.
 * @throws DownhillError code `spec`, path `steps` or `warmup`, where there is nothing to measure
 */
export async function bench({
  spec,
  steps,
  warmup,
  executor,
  dataset,
  device,
}: BenchOptions): Promise<BenchResult> {
  checkCount('steps', steps, 1);
  checkCount('warmup', warmup, 0);
  const order = batchOrder(spec, dataset);
  const totalSteps = totalStepsOf(spec);
  const lanes = spec.lanes.map((lane) => new HyperparamTimeline(lane, totalSteps));
  // images that arrive meanwhile would be unpacked between the steps
  await Promise.all(dataset.manifest.shards.train.map((_, shard) => dataset.whenTrainShard(shard)));
  await dataset.whenTest();

  const loss: number[] = [];
  let jsMs = 0;
  const runSteps = async (first: number, count: number) => {
    const underWay: Promise<readonly LaneSteps[]>[] = [];
    const collect = async () => loss.push(...((await underWay.shift())?.[0]?.loss ?? []));
    for (let step = first; step < first + count; ) {
      const began = performance.now();
      const size = Math.min(executor.stepsPerRun(), first + count - step);
      const plans: StepPlan[] = Array.from({ length: size }, (_, i) => ({
        indices: order.indices(step + i) as Uint32Array<ArrayBuffer>,
        hyperparams: lanes.map((lane) => lane.at(step + i)),
      }));
      underWay.push(executor.run(plans));
      jsMs += performance.now() - began;
      step += size;
      if (underWay.length >= executor.depth) await collect();
    }
    while (underWay.length > 0) await collect();
  };

  await runSteps(0, warmup);
  jsMs = 0;
  const began = performance.now();
  await runSteps(warmup, steps);
  const msPerStep = (performance.now() - began) / steps;
  return {
    adapter: device.report,
    msPerStep,
    imagesPerSecond: (1000 * spec.data.batchSize) / msPerStep,
    dispatchesPerStep: executor.dispatchesPerStep,
    jsMicrosPerStep: (1000 * jsMs) / steps,
    loss,
  };
}

/** By which an engine is timed before a run. */
const timedSteps = { warmup: 2, steps: 4 };

/** Milliseconds that a step takes on a device, by a few steps of an executor of its own. */
export async function stepTimeOn(
  device: Device,
  spec: ExperimentSpec,
  dataset: Dataset,
  pretrained: PretrainedWeights | null,
): Promise<number> {
  const { executor } = await build(spec, dataset, device, pretrained);
  try {
    return (await bench({ spec, ...timedSteps, executor, dataset, device })).msPerStep;
  } finally {
    executor.dispose();
  }
}

function checkCount(path: string, count: number, min: number): void {
  if (Number.isSafeInteger(count) && count >= min) return;
  throw new DownhillError({
    code: 'spec',
    path,
    fact: { id: 'benchCount', params: { min: min, got: count } },
  });
}
