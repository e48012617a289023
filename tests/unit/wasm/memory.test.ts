import { expect, it } from 'vitest';
import { wasmMemoryOf } from '../../../src/compiler/memory.ts';
import { lowerToCalls } from '../../../src/compiler/wasm/lower-run.ts';
import { Machine } from '../../../src/engine/executors/wasm/machine.ts';
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
