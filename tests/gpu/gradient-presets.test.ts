import { beforeAll, describe, expect, it } from 'vitest';
import { datasetKey } from '../../src/data/catalog/info.ts';
import { openDataset } from '../../src/data/open-dataset.ts';
import type { Device } from '../../src/engine/device/backend.ts';
import { compiledOptions } from '../../src/engine/executors/build.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { batchOrder } from '../../src/engine/training/batch-order.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import { presetById } from '../../src/experiment/presets.ts';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import type { Findings } from '../../src/nn/diagnostics/gradient-diagnostics.ts';
import {
  diagnosticLimits,
  GradientDiagnostics,
  noFindings,
} from '../../src/nn/diagnostics/gradient-diagnostics.ts';
import { sharedPageDevice } from '../support/device.ts';
import { readFromDisk } from '../support/disk-reader.ts';

let device: Device;
let gpu: GPUDevice;
beforeAll(async () => {
  const shared = await sharedPageDevice();
  device = shared;
  gpu = shared.gpu;
});

const stepsAtOnce = 20;
/** As long as it takes until what vanishes is said to. */
const untilSaid = diagnosticLimits.lastingSteps + 1;

interface TrainedRun {
  readonly layers: readonly string[];
  readonly findings: Findings;
  readonly losses: readonly number[];
  readonly skipped: number;
}

/**
 * So many steps of an experiment, lane by lane, with no kernel timed. The tiles for GPUs add in the same order as those
 * for CPUs and compile in half the time.
 */
async function train(spec: ExperimentSpec, steps: number): Promise<TrainedRun[]> {
  const dataset = await openDataset({
    id: datasetKey(spec.data),
    baseUrl: new URL('../../public/data/', import.meta.url).href,
    readBytes: readFromDisk,
    validation: spec.data.validation,
    view: spec.data,
  });
  const order = batchOrder(spec, dataset);
  await dataset.whenTrainShard(order.lastShardNeeded(steps - 1));
  const { tuning: _, ...options } = compiledOptions(spec, dataset, gpu, device.report);
  const executor = await CompiledExecutor.build({ ...options, adapterClass: 'gpu', layerStatistics: true });
  const timelines = spec.lanes.map((lane) => new HyperparamTimeline(lane, spec.training.steps));
  const watches = spec.lanes.map(() => new GradientDiagnostics());
  const losses: number[][] = spec.lanes.map(() => []);
  const skipped = spec.lanes.map(() => 0);
  for (let first = 0; first < steps; first += stepsAtOnce) {
    const plans = Array.from({ length: Math.min(stepsAtOnce, steps - first) }, (_, i) => ({
      indices: Uint32Array.from(order.indices(first + i)),
      hyperparams: timelines.map((hyperparams) => hyperparams.at(first + i)),
    }));
    for (const [i, { loss, accepted, layerStatistics }] of (await executor.run(plans)).entries()) {
      losses[i]?.push(...loss);
      skipped[i] = (skipped[i] ?? 0) + (accepted?.filter((results) => results === 0).length ?? 0);
      for (const { at, norms } of layerStatistics) watches[i]?.next({ step: first + at, ...norms });
    }
  }
  executor.dispose();
  dataset.close();
  const layers = options.layers.filter(({ parameters }) => parameters.length > 0).map(({ name }) => name);
  return watches.map(({ findings }, i) => ({
    layers,
    findings,
    losses: losses[i] ?? [],
    skipped: skipped[i] ?? 0,
  }));
}

/** A preset on batches and images that take the software adapter little. */
function small(id: string, data: object = {}): ExperimentSpec {
  const preset = presetById(id);
  if (!preset) throw new Error(`no preset ${id}`);
  return parseSpec({ ...preset.spec, data: { ...preset.spec.data, ...data } });
}

const tiny = { batchSize: 4, size: 8 };

describe('twenty layers', () => {
  it('let gradients vanish where they are plain, from the first layer on', async () => {
    const [lane] = await train(small('vanishing-gradients', tiny), untilSaid);
    const { layers = [], findings = noFindings, losses = [] } = lane ?? {};
    expect(layers).toHaveLength(20);
    expect(findings.vanishing[0]).toBe(0);
    expect(findings.vanishing.length).toBeLessThan(10);
    expect(findings.stalled.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(findings.exploded).toEqual([]);
    const last = losses.slice(-10).reduce((sum, loss) => sum + loss / 10, 0);
    expect(Math.abs(last - Math.log(10))).toBeLessThan(0.15); // nothing is learnt
  });

  it.each(['vanishing-cured-by-leaky-relu', 'vanishing-cured-by-norm', 'vanishing-cured-by-residual'])(
    'let none vanish with one thing changed: %s',
    async (id) => {
      const [lane] = await train(small(id, tiny), untilSaid);
      expect(lane?.findings).toEqual(noFindings);
    },
  );
});

describe('too high a learning rate', () => {
  it('explodes where nothing is done, learns where it is clipped, and breaks nothing where it is guarded', async () => {
    const [asItIs, clipped, guarded] = await train(small('exploding-gradients'), 120);
    expect(asItIs?.findings.exploded.length).toBeGreaterThan(0);
    expect(asItIs?.findings.exploded[0]?.ongoing).toBe(true);
    expect(asItIs?.losses.at(-1)).toBeNaN();
    for (const lane of [clipped, guarded]) {
      expect(lane?.findings).toEqual(noFindings);
      expect(lane?.losses.every(Number.isFinite)).toBe(true);
    }
    const mean = (losses: readonly number[]) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(mean(clipped?.losses.slice(-40) ?? [])).toBeLessThan(2);
    expect(guarded?.skipped).toBeGreaterThan(0);
    expect(mean(guarded?.losses.slice(-40) ?? [])).toBeLessThan(10);
  });
});
