import { afterEach, expect, it, vi } from 'vitest';
import { Gpu } from '../../src/engine/executors/webgpu/gpu.ts';
import { Readback } from '../../src/engine/executors/webgpu/readback.ts';
import { sharedDevice } from '../support/device.ts';

afterEach(() => vi.restoreAllMocks());

it('has its staging buffer free again after a copy that could not be read', async () => {
  const device = await sharedDevice();
  const gpu = new Gpu(device);
  await gpu.allocate(new Map([['x', 4]]));
  gpu.write('x', 0, Float32Array.of(1, 2, 3, 4));
  const staging = vi.spyOn(device, 'createBuffer');
  const readback = await Readback.make(gpu, 4, 1);
  const [made] = staging.mock.results;
  if (made?.type !== 'return') throw new Error('no staging buffer was made');
  const copied = () => {
    const encoder = device.createCommandEncoder();
    const read = readback.copy(encoder, gpu.buffer('x'));
    gpu.submit(encoder);
    return read();
  };
  vi.spyOn(made.value, 'mapAsync').mockRejectedValueOnce(new Error('not mapped'));
  await expect(copied()).rejects.toThrow('not mapped');
  expect([...new Float32Array(await copied())]).toEqual([1, 2, 3, 4]);
  readback.dispose();
  gpu.dispose();
});
