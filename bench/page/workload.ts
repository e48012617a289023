import { BatchOrder } from '../../src/data/batches.ts';
import type { DatasetManifest } from '../../src/data/formats/manifest.ts';
import { imageSizeBytes } from '../../src/data/formats/manifest.ts';
import { decodeImages, decodeTable } from '../../src/engine/executors/decode.ts';
import type { Samples } from '../../src/engine/executors/executor.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import { cnn } from '../../src/nn/cnn.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NamedValues } from '../../src/nn/model.ts';
import { initialWeights } from '../../src/nn/model.ts';

/** conv F1 – pool – conv F2 – pool – dense 10, by their two widths. */
const workloads = {
  A: { filters: [16, 32], batchSize: 64 },
  B: { filters: [8, 16], batchSize: 128 },
} as const;
export type WorkloadId = keyof typeof workloads;

export const momentum = 0.9;
export const classes = 10;
/** So few different batches that every library can keep them all on the GPU. */
const distinctBatches = 39;
/** The engine wants some images to evaluate on; nothing here does. */
const heldOut = 100;

/** What every contestant starts from; it can be posted to a worker. */
export interface Problem {
  readonly workload: WorkloadId;
  /** Of the initial weights and the order of the images. */
  readonly seed: number;
  readonly lr: number;
  /** Of a set that is one shard of Fashion-MNIST. */
  readonly manifest: DatasetManifest;
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

export const filtersOf = ({ workload }: Problem): readonly [number, number] => workloads[workload].filters;
export const batchSizeOf = ({ workload }: Problem): number => workloads[workload].batchSize;

export function layersOf(problem: Problem): readonly Layer[] {
  const options = { filters: filtersOf(problem), dense: [], activation: 'relu', init: 'glorot' } as const;
  return cnn.layers(options, problem.manifest.shape, classes);
}

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

/** The shard as a training set for our engine. */
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
