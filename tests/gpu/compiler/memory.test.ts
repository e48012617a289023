import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryOf } from '../../../src/compiler/memory.ts';
import { compiledOptions } from '../../../src/engine/executors/build.ts';
import { CompiledExecutor } from '../../../src/engine/executors/webgpu/compiled.ts';
import { models } from '../../../src/nn/index.ts';
import { roomyDevice } from '../../../src/store/training-memory.ts';
import { openIdleDevice } from '../../support/device.ts';
import { experiment } from '../../support/experiment.ts';
import { smallSamples } from '../../support/small-data.ts';
import { watchBuffers } from '../live-buffers.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openIdleDevice();
});
afterAll(() => device.destroy());

const optimizers: Readonly<Record<string, object>> = {
  adam: { optimizer: { id: 'adam' } },
  'nmgd with attention, guarded': {
    optimizer: { id: 'nmgd', attention: true, keep: 3 },
    guard: { factor: 3 },
  },
};
const small: Readonly<Record<string, object>> = {
  'ten-conv': { width: 0.125 },
  resnet: { depth: 8, width: 4 },
  vit: { patch: 4, width: 8, heads: 2 },
};
const families = models.flatMap(({ id }) => Object.keys(optimizers).map((optimizer) => ({ id, optimizer })));
/** What changes which buffers there are: fused pools, norms with and without statistics, dropout, two tables of Muon. */
const others = [
  { id: 'cnn', optimizer: 'muon', norm: 'batch', dense: [16], dropout: 0.5, activation: 'gelu' },
  { id: 'cnn', optimizer: 'sgd', pool: 'average', norm: 'group' },
  { id: 'vit', optimizer: 'adamw', pool: 'token', dropout: 0.1 },
];

describe('the memory that the compiler states', () => {
  it.each([...families, ...others])(
    'is what the executor allocates, to the byte: $id with $optimizer',
    async ({ id, optimizer, ...options }) => {
      const lane = optimizers[optimizer] ?? { optimizer: { id: optimizer } };
      const spec = experiment({
        data: { id: 'mnist-10k', size: 32, rgb: id === 'ten-conv', batchSize: 6, validation: 20 },
        model: { id, ...small[id], ...options },
        lanes: [lane, { optimizer: { id: 'sgd' } }],
      });
      const dataset = smallSamples([32, 32, id === 'ten-conv' ? 3 : 1], 10);
      for (const software of [false, true]) {
        const report = { backend: 'webgpu', vendor: '', architecture: '', description: '' } as const;
        const adapter = { ...report, software, fallback: null };
        const measured = !software; // so that both are seen with both
        const options = compiledOptions(spec, dataset, device, adapter, null, measured);
        const { tuning: _, ...compiled } = options;
        const need = memoryOf(compiled, roomyDevice.limits);
        const { live, stop } = watchBuffers(device);
        const executor = await CompiledExecutor.build(compiled);
        stop();
        const named = [...live].filter(({ label }) => label !== '');
        const staged = [...live].filter(({ label }) => label === '');
        const bytesOf = (buffers: readonly GPUBuffer[]) => buffers.reduce((sum, { size }) => sum + size, 0);
        expect(new Map(named.map(({ label, size }) => [label, size]))).toEqual(need.buffers);
        expect(bytesOf(staged)).toBe(need.parts.readback);
        expect(bytesOf([...live])).toBe(need.total);
        executor.dispose();
        expect(live.size).toBe(0);
      }
    },
  );
});
