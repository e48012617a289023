import { readFileSync } from 'node:fs';
import type { Samples } from '../../src/engine/executors/executor.ts';
import type { NamedValues } from '../../src/nn/model.ts';

const read = (file: string) => readFileSync(new URL(`./data/${file}`, import.meta.url));
export const readJson = <T>(file: string): T => JSON.parse(read(file).toString()) as T;

interface Manifest {
  readonly tensors: readonly { name: string; shape: number[]; offset: number; byteLength: number }[];
  readonly data: readonly { name: string; shape: number[]; offset: number; byteLength: number }[];
}

export interface CnnRun {
  readonly id: string;
  readonly net: string;
  readonly activation: string;
  readonly optimizer: string;
  readonly steps: number;
  readonly hyper: {
    readonly lr: number;
    readonly momentum?: number;
    readonly nesterov?: boolean;
    readonly betas?: readonly number[];
    readonly eps?: number;
    readonly weight_decay?: number;
  };
  readonly clipGlobalNorm: number | null;
  readonly labelSmoothing: number;
  readonly lossesF64: readonly number[];
}

/** The CNN runs of PyTorch: batch s is `order[32 s .. 32 s + 31]` of the 640 images, decoded as byte / 255. */
export const cnnRuns = readJson<{ order: number[]; batchSize: number; runs: CnnRun[] }>('cnn.json');

export const cnnBatch = (step: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.from(cnnRuns.order.slice(step * cnnRuns.batchSize, (step + 1) * cnnRuns.batchSize));

/** Initial weights in the order our CNN names them; the last dense layer is called `logits` here. */
export const cnnWeights = (): NamedValues[] =>
  goldenTensors('cnn/init/').map((tensor) => ({ ...tensor, name: tensor.name.replace('dense/', 'logits/') }));

/** The tensors under a path, named by what follows it, in the order of the file. */
export function goldenTensors(path: string): NamedValues[] {
  const { tensors } = readJson<Manifest>('cnn_manifest.json');
  const bytes = read('cnn_weights.bin');
  return tensors
    .filter(({ name }) => name.startsWith(path))
    .map(({ name, shape, offset, byteLength }) => ({
      name: name.replace(path, ''),
      shape,
      values: new Float32Array(Uint8Array.from(bytes.subarray(offset, offset + byteLength)).buffer),
    }));
}

/** The 640 images as a training set; its last 100 stand in for validation, its first 100 for a test set. */
export function cnnSamples(): Samples {
  const { data } = readJson<Manifest>('cnn_manifest.json');
  const bytes = read('cnn_data.bin');
  const part = (name: string): Uint8Array => {
    const entry = data.find((d) => d.name.includes(name));
    if (!entry) throw new Error(`cnn_data.bin: no part named ${name}`);
    return Uint8Array.from(bytes.subarray(entry.offset, entry.offset + entry.byteLength));
  };
  const images = part('image');
  const labels = part('label');
  return {
    manifest: {
      version: 1,
      id: 'golden',
      name: 'golden',
      source: 'tests/golden/data',
      licence: { spdx: 'MIT', holder: 'Zalando SE', note: '' },
      shape: [28, 28, 1],
      classes: Array.from({ length: 10 }, (_, i) => String(i)),
      counts: { train: 640, test: 100 },
      mean: [0.3],
      std: [0.3],
      shards: { train: [{ file: 'all', count: 640, perClass: [], bytes: 1, sha256: '' }], test: [] },
    },
    validation: 100,
    isTrainShardReady: () => true,
    trainImages: images,
    trainLabels: labels,
    testImages: images.slice(0, 100 * 784),
    testLabels: labels.slice(0, 100),
  };
}
