import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileKernels } from '../../../scripts/assembly.mjs';
import { softmaxCrossEntropyReference } from '../../../src/compiler/kernels/reference/softmax-cross-entropy.ts';
import type * as Lowering from '../../../src/compiler/lowering/lower-model.ts';
import type * as Calls from '../../../src/compiler/wasm/lower-run.ts';
import { decodeImages, decodeTable } from '../../../src/engine/executors/decode.ts';
import type * as Eager from '../../../src/engine/executors/tfjs/eager.ts';
import type * as Models from '../../../src/messages/models.ts';
import type { Layer } from '../../../src/nn/layer.ts';
import { forward } from '../../../src/nn/model.ts';
import type * as Float64 from '../../gpu/float64-ops.ts';
import { train, trainingOptions } from '../../support/continuation.ts';
import { gatedNet } from '../../support/gated-net.ts';
import { laneOf } from '../../support/lane.ts';
import { smallSamples } from '../../support/small-data.ts';
import { en } from '../../support/translator.ts';
import type { FollowedWalk } from '../../support/walk.ts';
import { followWalk } from '../../support/walk.ts';
import type * as Pinned from './pinned-kernels.ts';

const image = [8, 8, 1] as const;
const classes = 3;
const lanes = [laneOf({ optimizer: { id: 'sgd', lr: 0.01 } })];

let walk: FollowedWalk;
let layers: readonly Layer[];
beforeAll(async () => {
  walk = followWalk('add-a-kernel.md');
  const { multiply } = await walk.load<{ multiply: Parameters<typeof gatedNet>[0] }>(
    'src/nn/layers/multiply.ts',
  );
  layers = gatedNet(multiply, image, classes);
}, 120_000);
afterAll(() => walk.remove());

/** All of `trainingOptions`, without its augmentation. */
const options = () => ({ ...trainingOptions(layers, lanes), augment: { flip: false, shift: 0 } });

describe('the kernel of docs/add-a-kernel.md', () => {
  it('has a place wherever the compiler asks for one', async () => {
    expect(walk.files.filter((file) => file.startsWith('src/'))).toEqual([
      'src/nn/ops.ts',
      'src/compiler/kernels/elementwise/multiply.ts',
      'src/compiler/lowering/tape.ts',
      'src/compiler/lowering/lower-elements.ts',
      'src/compiler/lowering/layers.ts',
      'src/assembly/elements.ts',
      'src/assembly/index.ts',
      'src/compiler/wasm/lower-elements.ts',
      'src/compiler/wasm/layers.ts',
      'src/engine/executors/tfjs/tfjs-ops.ts',
      'src/nn/files/graph-ops.ts',
      'src/nn/layer.ts',
      'src/messages/models.ts',
      'src/nn/layers/multiply.ts',
    ]);
    expect(await walk.typeErrors()).toEqual([]);
  });

  it('is pinned for GPUs and for CPUs', async () => {
    const { pinnedKernels } = await walk.load<typeof Pinned>('tests/unit/compiler/pinned-kernels.ts');
    const names = pinnedKernels().map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('multiply'))).toEqual([
      'multiply.gpu',
      'multiply.software',
    ]);
  });

  it('is lowered to a product forward, and to one for each factor backward', async () => {
    const { lowerToFit } = await walk.load<typeof Lowering>('src/compiler/lowering/lower-model.ts');
    const roomy = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: 2 ** 40 };
    const { programs } = lowerToFit({ ...options(), adapterClass: 'gpu' }, roomy);
    const products = programs.lanes.flatMap(({ computations }) =>
      computations
        .filter(({ key }) => key.startsWith('multiply '))
        .map(({ candidates }) => candidates[0]?.[0]),
    );
    const buffers = products.map((product) =>
      Object.values(product?.buffers ?? {}).map(({ buffer }) => buffer),
    );
    expect(buffers).toEqual([
      ['conv1', 'conv2', 'gate'],
      ['gate', 'gate', 'square'],
      ['d/square', 'gate', 'd/gate/1'],
      ['d/square', 'gate', 'd/gate/2'],
      ['d/gate/sum1', 'conv2', 'd/conv1/1'],
      ['d/gate/sum1', 'conv1', 'd/conv2'],
    ]);
  });

  it('is the same by tfjs as in float64, and trains', async () => {
    await tf.setBackend('cpu');
    const { EagerExecutor } = await walk.load<typeof Eager>('src/engine/executors/tfjs/eager.ts');
    const executor = new EagerExecutor(options());
    const [losses = []] = await train(executor, lanes, 0, 40);
    executor.dispose();
    expect(losses[0]).toBeCloseTo(await firstLossInFloat64(), 5);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)));
  });

  it('is called in WebAssembly, forward and for each factor backward', async () => {
    const { lowerToCalls } = await walk.load<typeof Calls>('src/compiler/wasm/lower-run.ts');
    const { parts } = lowerToCalls(options());
    const calls = parts[0]?.program.calls.filter(({ name }) => name === 'multiply') ?? [];
    const buffers = calls.map(({ args }) =>
      args.flatMap((arg) => (typeof arg === 'object' && 'buffer' in arg ? [arg.buffer] : [])),
    );
    expect(buffers).toEqual([
      ['conv1', 'conv2', 'gate'],
      ['gate', 'gate', 'square'],
      ['d/square', 'gate', 'd/gate/1'],
      ['d/square', 'gate', 'd/gate/2'],
      ['d/gate/sum1', 'conv2', 'd/conv1/1'],
      ['d/gate/sum1', 'conv1', 'd/conv2'],
    ]);
    const kernels = await WebAssembly.compile(Uint8Array.from(await compileKernels(walk.pathOf(''))));
    expect(WebAssembly.Module.exports(kernels).map(({ name }) => name)).toContain('multiply');
  });

  it('has a name as a layer', async () => {
    const { layerKindText } = await walk.load<typeof Models>('src/messages/models.ts');
    expect(layers.slice(2, 4).map(({ kind }) => layerKindText(en, kind))).toEqual([
      'conv1 × conv2',
      'gate × gate',
    ]);
  });
});

/** The loss of the first step of `train`, whose samples are 0, 5, 10 and 15. */
async function firstLossInFloat64(): Promise<number> {
  const { float64Ops } = await walk.load<typeof Float64>('tests/gpu/float64-ops.ts');
  const { manifest, trainImages, trainLabels } = smallSamples([...image], classes);
  const indices = Uint32Array.of(0, 5, 10, 15);
  const values = decodeImages(trainImages, indices, 64, decodeTable(manifest, 'standardize'));
  const { weights, labelSmoothing } = options();
  const logits = forward(
    layers,
    float64Ops(0, 0),
    { shape: [4, ...image], values: Float64Array.from(values) },
    weights.map((weight) => ({ shape: weight.shape, values: Float64Array.from(weight.values) })),
  );
  const labels = Array.from(indices, (index) => trainLabels[index] ?? 0);
  return softmaxCrossEntropyReference(logits.values, labels, classes, labelSmoothing).loss;
}
