import { BatchOrder } from '../../src/data/batches.ts';
import type { DatasetManifest } from '../../src/data/formats/manifest.ts';
import { imageSizeBytes } from '../../src/data/formats/manifest.ts';
import { decodeImages, decodeTable } from '../../src/engine/executors/decode.ts';
import type { Samples } from '../../src/engine/executors/executor.ts';
import { currentVersions } from '../../src/experiment/migrate.ts';
import { presetById } from '../../src/experiment/presets.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import type { ModelSpec } from '../../src/nn/index.ts';
import { layersOf as layersOfModel } from '../../src/nn/index.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NamedValues } from '../../src/nn/model.ts';
import { initialWeights, summarize } from '../../src/nn/model.ts';

/** What is trained: a model of the product, by its options, on batches of a data set that ships with it. */
interface Workload {
  readonly data: 'fashion-mnist' | 'emoji';
  readonly model: ModelSpec;
  readonly batchSize: number;
}

/** conv F1 – pool – conv F2 – pool – dense 10. */
const twoConvs = (filters: readonly [number, number], batchSize: number): Workload => ({
  data: 'fashion-mnist',
  model: modelOf({ id: 'cnn', filters }),
  batchSize,
});

function modelOf(model: unknown): ModelSpec {
  const lanes = [{ optimizer: { id: 'nesterov' } }];
  return parseSpec({ version: currentVersions.experiment, data: { id: 'emoji' }, model, lanes }).model;
}

function presetModel(id: 'resnet' | 'vit'): Workload {
  const spec = presetById(id)?.spec;
  if (!spec) throw new RangeError(`bench: there is no preset ${id}`);
  return { data: 'fashion-mnist', model: spec.model, batchSize: spec.data.batchSize };
}

const workloads = {
  A: twoConvs([16, 32], 64),
  B: twoConvs([8, 16], 128),
  C: twoConvs([8, 16], 32),
  resnet: presetModel('resnet'),
  vit: presetModel('vit'),
  'ten-conv': {
    data: 'emoji',
    model: modelOf({ id: 'ten-conv', width: 0.125, init: 'he' }),
    batchSize: 32,
  },
} as const satisfies Record<string, Workload>;
export type WorkloadId = keyof typeof workloads;

export const momentum = 0.9;
/** So few different batches that every library can keep them all in its memory. */
const distinctBatches = 39;
/** The engine wants some images to evaluate on; nothing here does. */
const heldOut = 100;

/** What every contestant starts from; it can be posted to a worker. */
export interface Problem {
  readonly workload: WorkloadId;
  /** Of the initial weights and the order of the images. */
  readonly seed: number;
  readonly lr: number;
  /** Of a set that is one shard of the workload's. */
  readonly manifest: DatasetManifest;
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

export const dataOf = (workload: WorkloadId): Workload['data'] => workloads[workload].data;
export const modelSpecOf = ({ workload }: Pick<Problem, 'workload'>): ModelSpec => workloads[workload].model;
export const batchSizeOf = ({ workload }: Pick<Problem, 'workload'>): number => workloads[workload].batchSize;
export const classesOf = ({ manifest }: Problem): number => manifest.classes.length;

/** @throws where the network is not two convolutions, which is all that some libraries are given */
export function filtersOf(problem: Problem): readonly [number, number] {
  const model = modelSpecOf(problem);
  const [first, second] = model.id === 'cnn' ? model.filters : [];
  if (first === undefined || second === undefined)
    throw new RangeError(`bench: ${problem.workload} is not of two convolutions`);
  return [first, second];
}

/** For people: `conv16-pool-conv32-pool-dense10, batch 64`. */
export function titleOf(problem: Problem): string {
  const model = modelSpecOf(problem);
  const name = model.id === 'cnn' ? `conv${filtersOf(problem).join('-pool-conv')}-pool-dense10` : model.id;
  const width = model.id === 'ten-conv' ? ` at 1/${1 / model.width} width` : '';
  return `${name}${width}, batch ${batchSizeOf(problem)}`;
}

export function layersOf(problem: Problem): readonly Layer[] {
  return layersOfModel(modelSpecOf(problem), problem.manifest.shape, classesOf(problem));
}

export const parameterCountOf = (problem: Problem): number => summarize(layersOf(problem)).parameters;

/** Nesterov with the problem's learning rate, as the spec has it. */
export function laneOf({ lr }: Problem): LaneSpec {
  const optimizer = { id: 'nesterov', lr, momentum };
  const [lane] = parseSpec({
    version: 1,
    data: { id: 'fashion-mnist' },
    model: { id: 'cnn' },
    lanes: [{ optimizer }],
  }).lanes;
  if (!lane) throw new RangeError('bench: there is no lane');
  return lane;
}

/** conv1, conv2 and logits, each kernel (HWIO, or [in, out] with the inputs in the order of NHWC) and bias. */
export function weightsOf(problem: Problem): NamedValues[] {
  return initialWeights(layersOf(problem), problem.seed);
}

/** The images of each batch; step s trains on batch s modulo their number. */
export function batchesOf(problem: Problem): Uint32Array<ArrayBuffer>[] {
  const shardCounts = [problem.manifest.counts.train];
  const batchSize = batchSizeOf(problem);
  const order = new BatchOrder({
    seed: problem.seed,
    shardCounts,
    validation: 0,
    trainCount: null,
    batchSize,
  });
  const count = Math.min(distinctBatches, order.stepsPerEpoch);
  return Array.from({ length: count }, (_, step) => Uint32Array.from(order.indices(step)));
}

/** The batches as the network sees them: pixels 0 to 1, row-major NHWC with one channel, and class indices. */
export function decodedBatches(
  problem: Problem,
): { images: Float32Array<ArrayBuffer>; labels: Int32Array<ArrayBuffer> }[] {
  const { manifest, images, labels } = problem;
  const table = decodeTable(manifest, 'unit');
  return batchesOf(problem).map((indices) => ({
    images: decodeImages(images, indices, imageSizeBytes(manifest), table),
    labels: Int32Array.from(indices, (index) => labels[index] ?? 0),
  }));
}

/** The shard as a training set of our engine. */
export function samplesOf({ manifest, images, labels }: Problem): Samples {
  return {
    manifest,
    validation: heldOut,
    isTrainShardReady: () => true,
    trainImages: images,
    trainLabels: labels,
    testImages: images.slice(0, heldOut * imageSizeBytes(manifest)),
    testLabels: labels.slice(0, heldOut),
  };
}

/** The manifest of a set that holds one training shard and nothing else. */
export function oneShard(manifest: DatasetManifest): DatasetManifest {
  const [shard] = manifest.shards.train;
  if (!shard) throw new RangeError(`${manifest.id}: has no training shard`);
  return {
    ...manifest,
    counts: { train: shard.count, test: heldOut },
    shards: { train: [shard], test: [] },
  };
}
