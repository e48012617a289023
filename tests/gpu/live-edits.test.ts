import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import type { GpuCounts } from '../../src/engine/executors/webgpu/gpu.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import type { ExperimentSpec, LaneSpec } from '../../src/experiment/schema.ts';
import { parseLaneChange, parseSpec } from '../../src/experiment/schema.ts';
import { layersOf } from '../../src/nn/index.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { optimizers } from '../../src/optim/index.ts';
import type { OptimizerDeclaration } from '../../src/optim/transform.ts';
import { cnnBatch, cnnSamples } from '../golden/references.ts';
import { openIdleDevice, sharedDevice } from '../support/device.ts';
import { compiledLane } from '../support/lane.ts';

let idle: GPUDevice;
let device: GPUDevice;
beforeAll(async () => {
  idle = await openIdleDevice();
  device = await sharedDevice();
});
afterAll(() => idle.destroy());

const batchSize = 8;

function experiment({ id, momentumKey }: OptimizerDeclaration, options: object = {}): ExperimentSpec {
  const momentumSchedule = momentumKey === null ? {} : { momentumSchedule: { id: 'nmgd' } };
  return parseSpec({
    version: 1,
    data: { id: 'fashion-mnist', batchSize },
    model: { id: 'cnn', filters: [3] },
    training: { steps: 40 },
    lanes: [
      {
        optimizer: { id, ...options },
        ...momentumSchedule,
        clip: { globalNorm: 2, value: 0.5 },
        guard: { factor: 20 },
      },
    ],
  });
}

const laneOf = ({ lanes: [lane] }: ExperimentSpec): LaneSpec => {
  if (!lane) throw new Error('experiment: has no lane');
  return lane;
};

/** One live edit for everything that can be edited on this lane. */
const editsOf = ({ hyperparams, momentumKey }: OptimizerDeclaration): object[] => [
  ...hyperparams.map(({ key, default: value, min, max }) => ({
    [`optimizer.${key}`]: value > min ? (value + min) / 2 : (min + max) / 2,
  })),
  { 'clip.globalNorm': 1 },
  { 'clip.value': 0.1 },
  { 'guard.factor': 15 },
  { lrSchedule: { id: 'cosine', warmup: 2 } },
  { lrSchedule: { id: 'polynomial' } },
  ...(momentumKey === null
    ? []
    : [{ momentumSchedule: { id: 'sutskever' } }, { momentumSchedule: { id: 'constant' } }]),
];

async function build(on: GPUDevice, spec: ExperimentSpec): Promise<CompiledExecutor> {
  const layers = layersOf(spec.model, [28, 28, 1], 10);
  return CompiledExecutor.build({
    device: on,
    adapterClass: on === idle ? 'gpu' : 'software',
    layers,
    weights: initialWeights(layers, spec.seed),
    lanes: [compiledLane(laneOf(spec))],
    labelSmoothing: 0,
    dataset: cnnSamples(),
    batchSize,
    normalize: 'unit',
    seed: spec.seed,
  });
}

interface StepResults {
  readonly losses: readonly number[];
  /** The experiment as it would have to be written to repeat this. */
  readonly spec: ExperimentSpec;
  /** After the first step, and after the last. */
  readonly counts: readonly [GpuCounts, GpuCounts];
}

/** Two steps before each of the edits and two after the last. */
async function runSteps(
  on: GPUDevice,
  spec: ExperimentSpec,
  edits: readonly object[],
  steps: number,
): Promise<StepResults> {
  const executor = await build(on, spec);
  const timeline = new HyperparamTimeline(laneOf(spec), spec.training.steps);
  const losses: number[] = [];
  const step = async (t: number) => {
    const plan = { indices: cnnBatch(t).slice(0, batchSize), hyperparams: [timeline.at(t)] };
    losses.push(...((await executor.run([plan]))[0]?.loss ?? []));
  };
  await step(0);
  const first = { ...executor.counts };
  for (let t = 1; t < steps; t++) {
    const edit = t % 2 === 0 ? edits[t / 2 - 1] : undefined;
    if (edit) timeline.change(t, parseLaneChange(spec, 0, t, edit));
    await step(t);
  }
  const last = { ...executor.counts };
  executor.dispose();
  return { losses, spec: { ...spec, lanes: [timeline.lane] }, counts: [first, last] };
}

const madeOf = ({ buffers, bytes, pipelines, bindGroups }: GpuCounts) => ({
  buffers,
  bytes,
  pipelines,
  bindGroups,
});

describe('editing all that can be edited during a run', () => {
  it.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))(
    'makes no pipeline, buffer or bind group, and one write a submission: %s',
    async (_, optimizer) => {
      const edits = editsOf(optimizer);
      const steps = 2 * edits.length + 2;
      const { counts, spec } = await runSteps(idle, experiment(optimizer), edits, steps);
      expect(laneOf(spec).events).toHaveLength(edits.length);
      expect(madeOf(counts[1])).toEqual(madeOf(counts[0]));
      expect(counts[1].queueWrites - counts[0].queueWrites).toBe(steps - 1);
      expect(counts[1].submits - counts[0].submits).toBe(steps - 1);
    },
  );

  it.each([
    ['nmgd', { attention: true, keep: 2 }],
    ['nadam', {}],
  ] as const)('is repeated to the bit by the spec as printed: %s', async (id, options) => {
    const optimizer = optimizers.find((one) => one.id === id);
    if (!optimizer) throw new Error(`no optimizer ${id}`);
    const edits = editsOf(optimizer);
    const steps = 2 * edits.length + 2;
    const spec = experiment(optimizer, options);
    const live = await runSteps(device, spec, edits, steps);
    expect(madeOf(live.counts[1])).toEqual(madeOf(live.counts[0]));
    const printed = parseSpec(JSON.parse(JSON.stringify(live.spec)));
    expect(laneOf(printed).events).toHaveLength(edits.length);
    expect((await runSteps(device, printed, [], steps)).losses).toEqual(live.losses);
    expect((await runSteps(device, spec, [], steps)).losses).not.toEqual(live.losses);
    expect(live.losses).toHaveLength(steps);
    expect(live.losses.every(Number.isFinite)).toBe(true);
  });
});
