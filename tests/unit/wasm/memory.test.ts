import kernels from 'virtual:kernels';
import { expect, it } from 'vitest';
import { wasmMemoryOf } from '../../../src/compiler/memory.ts';
import { withSharedMemory } from '../../../src/compiler/wasm/binary.ts';
import { lowerToCalls } from '../../../src/compiler/wasm/lower-run.ts';
import { compileKernels } from '../../../src/engine/device/wasm-device.ts';
import { firstAddress, layout, Machine, threadWords } from '../../../src/engine/executors/wasm/machine.ts';
import { families, stateLanes, trainingOptions } from '../../support/continuation.ts';

it.each(families)('the memory that a network of the family %s takes is that of its buffers', (_, layers) => {
  const options = trainingOptions(layers, Object.values(stateLanes));
  const { total, parts, buffers } = wasmMemoryOf(options);
  const words = [...lowerToCalls(options).words.values()];
  expect(total).toBe(words.reduce((sum, length) => sum + Math.max(16, 4 * length), 0));
  expect(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(total);
  expect(parts.images).toBeGreaterThanOrEqual(80 * 65);
  expect(parts.gradients).toBe(buffers.get('gradients'));
  for (const part of [
    'parameters',
    'optimizerState',
    'activations',
    'workspace',
    'tables',
    'evaluation',
  ] as const)
    expect(parts[part], part).toBeGreaterThan(0);
  expect(parts.readback).toBe(0);
});

it('memory that there is not is said with what takes most, and nothing else is thrown', async () => {
  const words = new Map([
    ['data/images', 2 ** 20],
    ['gradients', 2 ** 31],
  ]);
  await expect(Machine.make(words, { model: 'cnn', widths: ['model.filters'] })).rejects.toMatchObject({
    code: 'device',
    path: 'model',
    fact: { id: 'memoryExhausted', params: { kind: 'weights', need: 8192, fix: 'widths' } },
  });
});

it('the module is small, and what it keeps for itself lies below the first buffer, alone or shared', async () => {
  expect(kernels.length).toBeLessThan(120_000);
  expect(withSharedMemory(kernels).length).toBeLessThan(kernels.length + 8);
  for (const shared of [false, true]) {
    const memory = new WebAssembly.Memory({ initial: 1, ...(shared && { maximum: 1, shared }) });
    const { exports } = await WebAssembly.instantiate(await compileKernels(shared), { env: { memory } });
    const { value } = exports.staticEnd as WebAssembly.Global<'i32'>;
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThanOrEqual(firstAddress);
    // no address on a stack in memory: threads would share it
    const mutable = Object.values(exports).filter((one) => one instanceof WebAssembly.Global);
    expect(mutable).toHaveLength(1);
  }
});

it.each(families)('threads of a network of the family %s have workspaces of their own', (_, layers) => {
  const { words, workspace, parts } = lowerToCalls(trainingOptions(layers, Object.values(stateLanes), 40));
  const all = threadWords(words, { threads: 3, workspace });
  expect(all.size).toBe(words.size + 2 * workspace.size);
  const { addresses, bytes } = layout(all);
  const places = [...addresses].sort(([, a], [, b]) => a - b);
  places.forEach(([name, address], i) => {
    const [, next] = places[i + 1] ?? ['', bytes];
    expect(address + 4 * (all.get(name) ?? 0)).toBeLessThanOrEqual(next);
  });
  // but for what a part leaves, and what nobody writes meanwhile, all that it runs on is in there
  const left = new Set(parts.flatMap(({ program }) => [...program.buffers.keys()]));
  for (const name of workspace) left.delete(name);
  const shared = /^(data|forward|backward|rows|gradients|loss|network)(\/|$)|^(indices|step|no-bias)$/;
  expect([...left].filter((name) => !shared.test(name))).toEqual([]);
  expect([...workspace].filter((name) => shared.test(name))).toEqual([]);
});
