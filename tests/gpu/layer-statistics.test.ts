import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Arena } from '../../src/compiler/lowering/arena.ts';
import { gradientsBuffer, thetaBuffer } from '../../src/compiler/lowering/lower.ts';
import { planBuffer } from '../../src/compiler/lowering/plan-table.ts';
import type { StepPlan } from '../../src/engine/executors/executor.ts';
import { layerNorms } from '../../src/engine/executors/layer-norms.ts';
import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import type { CompiledOptions } from '../../src/engine/executors/webgpu/compile-model.ts';
import { captureAll } from '../../src/engine/executors/webgpu/compile-model.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { Readback } from '../../src/engine/executors/webgpu/readback.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { isMeasured } from '../../src/nn/diagnostics/measured-steps.ts';
import { initialWeights } from '../../src/nn/model.ts';
import type { StepLayerStatistics } from '../../src/protocol/frames.ts';
import { cnnSamples } from '../golden/references.ts';
import { sharedDevice } from '../support/device.ts';
import { compiledLane, hyperparamsOf, laneOf, nesterovLane } from '../support/lane.ts';
import { smallSamples } from '../support/small-data.ts';
import { classes, smallNets } from './small-nets.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const sgd = laneOf({ optimizer: { id: 'sgd', lr: 0.1 } });
const clipped = laneOf({ optimizer: { id: 'nesterov', lr: 0.1 }, clip: { globalNorm: 1e-3 } });
const nmgd = laneOf({ optimizer: { id: 'nmgd', lr: 0.1, attention: true } });
const muon = laneOf({ optimizer: { id: 'muon', lr: 0.01 } });

const batch = 5;
const indicesAt = (step: number) => Uint32Array.from({ length: batch }, (_, i) => (7 * step + 3 * i) % 40);
const plansFrom = (first: number, count: number, lanes: readonly LaneSpec[]): StepPlan[] =>
  Array.from({ length: count }, (_, i) => ({
    indices: indicesAt(first + i),
    hyperparams: lanes.map((lane) => hyperparamsOf(lane, first + i)),
  }));

function optionsOf(net: string, lanes: readonly LaneSpec[]) {
  const { input, layers } = smallNets[net] ?? { input: [1], layers: [] };
  return {
    adapterClass: 'software' as const,
    layers,
    weights: initialWeights(layers, 1),
    lanes: lanes.map(compiledLane),
    labelSmoothing: 0,
    dataset: smallSamples(input, classes),
    batchSize: batch,
    normalize: 'standardize' as const,
    seed: 1,
  };
}

/** Gradients as the backward pass leaves them, and the weights after the step, of a lane that rewrites none. */
async function firstStep(options: CompiledOptions) {
  const { gpu, plan, data, gather, lanes } = await captureAll(options);
  const arena = new Arena(options.weights.map(({ name, shape }) => ({ id: name, shape })));
  const sources = [gradientsBuffer, thetaBuffer(0)];
  const readings = await Promise.all(sources.map(() => Readback.make(gpu, arena.length, 1)));
  data.copyArrived();
  plan.set(0, indicesAt(0), [hyperparamsOf(sgd)]);
  gpu.write(planBuffer, 0, plan.words);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (const capture of [gather, ...lanes]) capture.encode(pass);
  pass.end();
  const reads = readings.map((reading, i) => reading.copy(encoder, gpu.buffer(sources[i] ?? '')));
  gpu.submit(encoder);
  const arrays = await Promise.all(reads.map(async (read) => new Float32Array(await read())));
  gpu.dispose();
  const [gradients = [], theta = []] = arrays.map((all) =>
    options.weights.map(({ name }) => {
      const { offset, length } = arena.range('', name);
      return all.slice(offset, offset + length);
    }),
  );
  return { gradients, theta };
}

function expectNear(
  actual: StepLayerStatistics,
  expected: StepLayerStatistics,
  tolerance: LayerTolerance,
  rounded = 0,
): void {
  for (const of of ['gradient', 'weight', 'updateRatio'] as const) {
    expect(actual[of]).toHaveLength(expected[of].length);
    for (const [layer, value] of expected[of].entries()) {
      const error = Math.abs((actual[of][layer] ?? Number.NaN) - value);
      expect(error, `${of} of layer ${layer}: ${actual[of][layer]}, not ${value}`).toBeLessThanOrEqual(
        tolerance[of] * value + (of === 'updateRatio' ? rounded : 0),
      );
    }
  }
}
/** Each new weight is rounded to float32, here and there from other digits: half a unit in its last place. */
const rounding = 2 ** -24;
type LayerTolerance = Readonly<Record<keyof StepLayerStatistics, number>>;

describe('what is measured of each layer', () => {
  it.each(['convolutions of all kinds', 'cnn with batch norm', 'vit, class token and dropout'])(
    'is what float64 makes of the same gradients and weights: %s',
    async (net) => {
      const options = { ...optionsOf(net, [sgd]), device };
      const { gradients, theta } = await firstStep(options);
      const before = options.weights.map(({ values }) => values);
      const expected = layerNorms(options.layers, gradients, before, theta);
      expect(Math.min(...expected.gradient)).toBeGreaterThan(0);
      const executor = await CompiledExecutor.build({ ...options, layerStatistics: true });
      const [lane] = await executor.run(plansFrom(0, 1, [sgd]));
      executor.dispose();
      expect(lane?.layerStatistics.map(({ at }) => at)).toEqual([0]);
      const [measured] = lane?.layerStatistics ?? [];
      if (!measured) throw new Error('nothing was measured');
      expectNear(measured.norms, expected, { gradient: 1e-5, weight: 1e-5, updateRatio: 1e-5 });
    },
  );

  it('is of the gradient before clipping, attention or orthogonalization, lane by lane', async () => {
    const lanes = [sgd, clipped, nmgd, muon];
    const executor = await CompiledExecutor.build({
      ...optionsOf('cnn with batch norm', lanes),
      device,
      layerStatistics: true,
    });
    const results = await executor.run(plansFrom(0, 1, lanes));
    executor.dispose();
    const [plain, ...others] = results.map(({ layerStatistics }) => layerStatistics[0]?.norms);
    if (!plain) throw new Error('nothing was measured');
    for (const norms of others) {
      expect(norms?.gradient).toEqual(plain.gradient);
      expect(norms?.weight).toEqual(plain.weight);
      expect(norms?.updateRatio).not.toEqual(plain.updateRatio);
    }
    const scale = 1e-3 / Math.hypot(...plain.gradient);
    for (const [layer, ratio] of (results[1]?.layerStatistics[0]?.norms.updateRatio ?? []).entries()) {
      const gradient = plain.gradient[layer] ?? Number.NaN;
      const unclipped = (0.1 * gradient) / (plain.weight[layer] ?? Number.NaN);
      expect(ratio / (unclipped * scale)).toBeGreaterThan(1.85); // Nesterov's first step is 1 + μ = 1.9 times the gradient's
      expect(ratio / (unclipped * scale)).toBeLessThan(1.95);
    }
  });

  it('changes no loss, whatever the submissions, and is there at the measured steps', async () => {
    const lanes = [nesterovLane(), clipped, nmgd];
    const losses: number[][] = [];
    const measured: number[][] = [];
    const norms: unknown[] = [];
    for (const { layerStatistics, sizes } of [
      { layerStatistics: false, sizes: [34] },
      { layerStatistics: true, sizes: [34] },
      { layerStatistics: true, sizes: [1, 2, 3, 5, 8, 15] },
    ]) {
      const executor = await CompiledExecutor.build({
        ...optionsOf('mlp, plain', lanes),
        device,
        layerStatistics,
      });
      const laneValues: number[] = [];
      const steps: number[] = [];
      const allNorms: StepLayerStatistics[] = [];
      let first = 0;
      for (const size of sizes) {
        for (const lane of await executor.run(plansFrom(first, size, lanes))) {
          laneValues.push(...lane.loss);
          steps.push(...lane.layerStatistics.map(({ at }) => first + at));
          allNorms.push(...lane.layerStatistics.map(({ norms: of }) => of));
        }
        first += size;
      }
      executor.dispose();
      losses.push(laneValues.toSorted((a, b) => a - b));
      measured.push(steps.toSorted((a, b) => a - b));
      norms.push(allNorms.map((of) => JSON.stringify(of)).sort());
    }
    expect(losses[1]).toEqual(losses[0]);
    expect(losses[2]).toEqual(losses[0]);
    const due = Array.from({ length: 34 }, (_, step) => step).filter(isMeasured);
    expect(due).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30]);
    expect(measured[0]).toEqual([]);
    expect(measured[1]).toEqual(due.flatMap((step) => lanes.map(() => step)));
    expect(measured[2]).toEqual(measured[1]);
    expect(norms[2]).toEqual(norms[1]);
  });

  it('says 0 of the update where the guard did not take the step', async () => {
    const guarded = laneOf({ optimizer: { id: 'sgd', lr: 1e30 }, guard: { factor: 3 } });
    const options = optionsOf('mlp, plain', [guarded]);
    const compiled = await CompiledExecutor.build({ ...options, device, layerStatistics: true });
    const eager = new EagerExecutor({ ...options, layerStatistics: true });
    for (const executor of [compiled, eager]) {
      const [lane] = await executor.run(plansFrom(0, 3, [guarded]));
      expect([...(lane?.accepted ?? [])]).toEqual([1, 0, 0]);
      const ratios = lane?.layerStatistics.map(({ norms }) => norms.updateRatio) ?? [];
      expect(Math.min(...(ratios[0] ?? []))).toBeGreaterThan(1e20);
      expect(ratios.slice(1)).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
      executor.dispose();
    }
  });

  it('is the same through tfjs', async () => {
    const lanes = [nesterovLane(), clipped];
    const options = optionsOf('cnn with group norm, average pool and dropout', lanes);
    const compiled = await CompiledExecutor.build({ ...options, device, layerStatistics: true });
    const eager = new EagerExecutor({ ...options, layerStatistics: true });
    const [ours, theirs] = [
      await compiled.run(plansFrom(0, 12, lanes)),
      await eager.run(plansFrom(0, 12, lanes)),
    ];
    for (const [lane, { layerStatistics }] of theirs.entries()) {
      expect(layerStatistics).toHaveLength(11);
      for (const [i, { at, norms }] of layerStatistics.entries()) {
        const ourStep = ours[lane]?.layerStatistics[i];
        expect(ourStep?.at).toBe(at);
        if (ourStep)
          expectNear(ourStep.norms, norms, { gradient: 1e-3, weight: 1e-5, updateRatio: 1e-3 }, rounding);
      }
    }
    compiled.dispose();
    eager.dispose();
  });
});

describe('what measuring costs', () => {
  /** Dispatches of every call of `run`, counted where they are encoded. */
  async function counted(layerStatistics: boolean) {
    const layers = cnn.layers({ filters: [16, 32] }, [28, 28, 1], 10);
    const executor = await CompiledExecutor.build({
      device,
      adapterClass: 'software',
      layers,
      weights: initialWeights(layers, 1),
      lanes: [compiledLane(nesterovLane())],
      labelSmoothing: 0,
      dataset: cnnSamples(),
      batchSize: 2,
      normalize: 'unit',
      seed: 1,
      layerStatistics,
    });
    const { createCommandEncoder } = device;
    let dispatches = 0;
    device.createCommandEncoder = () => {
      const encoder = createCommandEncoder.call(device);
      const { beginComputePass } = encoder;
      encoder.beginComputePass = () => {
        const pass = beginComputePass.call(encoder);
        const { dispatchWorkgroups } = pass;
        pass.dispatchWorkgroups = (...sizes) => {
          dispatches++;
          dispatchWorkgroups.call(pass, ...sizes);
        };
        return pass;
      };
      return encoder;
    };
    const plan = { indices: Uint32Array.of(0, 1), hyperparams: [hyperparamsOf(nesterovLane())] };
    const steps: number[] = [];
    let before = { ...executor.counts };
    for (let step = 0; step < 12; step++) {
      const soFar = dispatches;
      await executor.run([plan]);
      steps.push(dispatches - soFar);
      if (step === 0) before = { ...executor.counts }; // the first uploads the images
    }
    device.createCommandEncoder = createCommandEncoder;
    const { buffers, bindGroups, pipelines, submits, queueWrites, bytes } = executor.counts;
    expect({ buffers, bindGroups, pipelines, bytes }).toMatchObject({
      buffers: before.buffers,
      bindGroups: before.bindGroups,
      pipelines: before.pipelines,
      bytes: before.bytes,
    });
    expect([submits - before.submits, queueWrites - before.queueWrites]).toEqual([11, 11]);
    executor.dispose();
    return { steps, perStep: executor.dispatchesPerStep, bytes };
  }

  it('is one dispatch a lane at a step that is measured, none at the others, and one copy of the weights', async () => {
    const plain = await counted(false);
    const measured = await counted(true);
    expect(plain.steps).toEqual(Array.from({ length: 12 }, () => 13));
    expect(plain.perStep).toBe(13);
    expect(measured.perStep).toBe(13);
    expect(measured.steps).toEqual([...Array.from({ length: 11 }, () => 14), 13]);
    const weights = 4 * (160 + 4640 + 15_690);
    expect(measured.bytes - plain.bytes).toBeGreaterThan(weights);
    expect(measured.bytes - plain.bytes).toBeLessThan(1.1 * weights);
  });
});
