import type { Executor, StepPlan } from '../../src/engine/executors/executor.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import type { ModelId } from '../../src/nn/index.ts';
import { modelById, models } from '../../src/nn/index.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { optimizers } from '../../src/optim/index.ts';
import type { LaneSnapshot } from '../../src/optim/snapshot.ts';
import { compiledLane, laneOf } from './lane.ts';
import { smallSamples } from './small-data.ts';

const classes = 3;
const batch = 4;
const seed = 11;

/** Every optimizer as it is by default, and each way to keep more than that: options, guard and past gradients. */
export const stateLanes: Readonly<Record<string, LaneSpec>> = Object.fromEntries(
  [
    ...optimizers.map(({ id }) => [id, { optimizer: { id, lr: 0.01 } }] as const),
    ['adam, amsgrad', { optimizer: { id: 'adam', lr: 0.01, amsgrad: true } }] as const,
    ['rmsprop', { optimizer: { id: 'rmsprop', lr: 0.01, centered: true, momentum: 0.5 } }] as const,
    [
      'nmgd, attention',
      { optimizer: { id: 'nmgd', lr: 0.01, attention: true, keep: 3, headSize: 8 } },
    ] as const,
    [
      'nmgd, attention, clipped and guarded',
      {
        optimizer: { id: 'nmgd', lr: 0.01, attention: true, keep: 5, headSize: 16 },
        clip: { globalNorm: 1, value: null },
        guard: { factor: 1.5 }, // rejects some of the steps
      },
    ] as const,
    ['muon, guarded', { optimizer: { id: 'muon', lr: 0.01 }, guard: { factor: 10 } }] as const,
  ].map(([name, lane]) => [name, laneOf(lane)]),
);

/** A small network of each family, with batch norm and dropout where the family has such and is quick to compile. */
const familyOptions: Readonly<Record<ModelId, object>> = {
  logistic: {},
  mlp: { hidden: [6], dropout: 0.3 },
  cnn: { filters: [4], dense: [5], norm: 'batch', dropout: 0.2 },
  'ten-conv': { width: 0.125, pools: [1, 2, 3] },
  resnet: { depth: 4, width: 4, norm: 'batch' },
  vit: { patch: 4, width: 8, heads: 2, hidden: 8, pool: 'token', dropout: 0.1 },
};
const image = [8, 8, 1] as const;

export const families: readonly (readonly [id: ModelId, layers: readonly Layer[]])[] = models.map(
  ({ id }) => [id, modelById(id).layers(familyOptions[id], image, classes)],
);

/** A net that is quick to train, with dropout. */
export const quickNet = (): readonly Layer[] => modelById('mlp').layers(familyOptions.mlp, image, classes);

/** What an executor of some lanes on a net is made from, with images that are flipped and moved at random. */
export function trainingOptions(layers: readonly Layer[], lanes: readonly LaneSpec[], batchSize = batch) {
  return {
    layers,
    weights: initialWeights(layers, 1),
    lanes: lanes.map(compiledLane),
    labelSmoothing: 0.05,
    dataset: smallSamples(image, classes),
    normalize: 'standardize',
    augment: { flip: true, shift: 1 },
    seed,
    batchSize,
  } as const;
}

/** What the lanes are told at steps `from` to `to`, from schedules over 60 steps. */
function plansOf(lanes: readonly LaneSpec[], from: number, to: number, batchSize = batch): StepPlan[] {
  const hyperparams = lanes.map((lane) => new HyperparamTimeline(lane, 60));
  return Array.from({ length: to - from }, (_, i) => ({
    indices: Uint32Array.from({ length: batchSize }, (_unused, k) => (7 * (from + i) + 5 * k) % 40),
    hyperparams: hyperparams.map((one) => one.at(from + i)),
  }));
}

/** The losses of each lane over steps `from` to `to`, a few in a submission. */
export async function train(
  executor: Executor,
  lanes: readonly LaneSpec[],
  from: number,
  to: number,
  batchSize?: number,
): Promise<number[][]> {
  const plans = plansOf(lanes, from, to, batchSize);
  const losses: number[][] = lanes.map(() => []);
  for (let at = 0; at < plans.length; at += 7) {
    const results = await executor.run(plans.slice(at, at + 7));
    results.forEach(({ loss }, lane) => {
      losses[lane]?.push(...loss);
    });
  }
  return losses;
}

export const snapshots = async (executor: Executor, lanes: readonly unknown[]): Promise<LaneSnapshot[]> => {
  const laneSnapshots: LaneSnapshot[] = [];
  for (const lane of lanes.keys()) laneSnapshots.push(await executor.snapshot(lane));
  return laneSnapshots;
};

/** The parts of a snapshot that could be forgotten: `weights`, `statistics`, each slot, `gradients`, `guard`. */
export const partsOf = ({ tensors }: LaneSnapshot): string[] => [
  ...new Set(Object.keys(tensors).map((name) => /^(slots\/[^/]+|[^/]+)/.exec(name)?.[0] ?? '')),
];

/** The same snapshot with all numbers of one part at 0, as if it had been forgotten. */
export function withoutPart(snapshot: LaneSnapshot, part: string): LaneSnapshot {
  const tensors = Object.entries(snapshot.tensors).map(([name, { shape, values }]) => {
    const isPart = name.startsWith(`${part}/`);
    return [name, { shape, values: isPart ? values.map(() => 0) : values }] as const;
  });
  return { ...snapshot, tensors: Object.fromEntries(tensors) };
}

interface Continuation {
  readonly losses: readonly (readonly number[])[];
  readonly end: readonly LaneSnapshot[];
}

/** `total` steps at once. */
export async function undisturbed(
  build: () => Promise<Executor>,
  lanes: readonly LaneSpec[],
  total: number,
): Promise<Continuation> {
  const executor = await build();
  const losses = await train(executor, lanes, 0, total);
  const end = await snapshots(executor, lanes);
  executor.dispose();
  return { losses, end };
}

/** Snapshots after `steps` steps. */
export async function halfway(
  build: () => Promise<Executor>,
  lanes: readonly LaneSpec[],
  steps: number,
): Promise<{ losses: number[][]; laneSnapshots: LaneSnapshot[] }> {
  const executor = await build();
  const losses = await train(executor, lanes, 0, steps);
  const laneSnapshots = await snapshots(executor, lanes);
  executor.dispose();
  return { losses, laneSnapshots };
}

/** From snapshots to step `total`, in a new executor. */
export async function continued(
  build: () => Promise<Executor>,
  lanes: readonly LaneSpec[],
  from: readonly LaneSnapshot[],
  total: number,
): Promise<Continuation> {
  const executor = await build();
  for (const [lane, snapshot] of from.entries()) await executor.restore(lane, structuredClone(snapshot));
  const losses = await train(executor, lanes, from[0]?.step ?? 0, total);
  const end = await snapshots(executor, lanes);
  executor.dispose();
  return { losses, end };
}
