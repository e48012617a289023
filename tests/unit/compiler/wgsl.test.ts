import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AdapterClass, Kernel } from '../../../src/compiler/kernels/kernel.ts';
import { lowerToFit } from '../../../src/compiler/lowering/lower-model.ts';
import { layersOf } from '../../../src/nn/index.ts';
import { experiment } from '../../support/experiment.ts';
import { compiledLane } from '../../support/lane.ts';
import { smallSamples } from '../../support/small-data.ts';
import { pinnedKernels } from './pinned-kernels.ts';
import { pinnedUpdates } from './pinned-updates.ts';

const pinned = [...pinnedKernels(), ...pinnedUpdates()];

/** Kernels as a file: each under its name, with what is launched and what it costs. */
const fileOf = (kernels: readonly Kernel[]): string =>
  kernels
    .map(
      ({ name, workgroups, flops, wgsl }) =>
        `// ${name}\n// workgroups ${workgroups.join(' × ')}, ${flops} FLOP\n${wgsl}`,
    )
    .join('\n');

/** A kernel's name up to its shape: `conv2d-forward`. */
const kindOf = ({ name }: Kernel): string => name.split(' ')[0] ?? '';

const roomy = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: 2 ** 40 };
const image = [32, 32, 3] as const;
const models: readonly object[] = [
  { id: 'cnn', norm: 'batch', dropout: 0.5, pool: 'average', activation: 'gelu' },
  { id: 'cnn', norm: 'group' },
  { id: 'mlp' },
  { id: 'ten-conv', width: 0.125 },
  { id: 'resnet' },
  { id: 'vit', patch: 8, dropout: 0.1, pool: 'token' },
  { id: 'vit', patch: 8 },
];

/** The kinds of kernels that a model's programs hold, in training and in evaluation, whatever the tuning. */
function kindsOf(model: object, adapterClass: AdapterClass): string[] {
  const spec = experiment({
    data: { id: 'fashion-mnist', size: 32, rgb: true, batchSize: 4 },
    model,
  });
  const options = {
    adapterClass,
    layers: layersOf(spec.model, image, 2),
    lanes: spec.lanes.map(compiledLane),
    labelSmoothing: 0,
    dataset: smallSamples([...image], 2),
    batchSize: 4,
    augment: { flip: true, shift: 2 },
    layerStatistics: true,
  };
  const candidates = lowerToFit(options, roomy).all.flatMap(({ computations }) =>
    computations.flatMap((computation) => computation.candidates.flat()),
  );
  return candidates.map(({ kernel }) => kindOf(kernel));
}

describe('the WGSL of kernels', () => {
  it.each(pinned)('is that of the file $name', async ({ name, kernels }) => {
    await expect(fileOf(kernels)).toMatchFileSnapshot(`wgsl/${name}.wgsl`);
  });

  it('has no file that no kernel is compared with', () => {
    const compared = new Set(pinned.map(({ name }) => `${name}.wgsl`));
    const files = readdirSync(new URL('wgsl', import.meta.url));
    expect(files.filter((file) => !compared.has(file))).toEqual([]);
  });

  it.each(models)('is pinned for every kind of kernel in a step of %j', (model) => {
    const kinds = new Set(pinned.flatMap(({ kernels }) => kernels.map(kindOf)));
    const used = new Set([...kindsOf(model, 'software'), ...kindsOf(model, 'gpu')]);
    expect([...used].filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
