import { describe, expect, it } from 'vitest';
import { workerLimits } from '../../../src/compiler/limits.ts';
import { wasmMemoryOf } from '../../../src/compiler/memory.ts';
import { evenGroups, groupCount, workerCount } from '../../../src/compiler/wasm/lane-groups.ts';
import { lowerToCalls } from '../../../src/compiler/wasm/lower-run.ts';
import { quickNet, stateLanes, trainingOptions } from '../../support/continuation.ts';

const roomy = { cores: 2, memoryBytes: 2 ** 32 };
const options = trainingOptions(quickNet(), Object.values(stateLanes).slice(0, 3));

describe('the workers that lanes train in', () => {
  it('are as few as keep all cores busy to the end', () => {
    const counts = (cores: number, lanes: readonly number[]) =>
      lanes.map((count) => groupCount(count, cores));
    expect(counts(1, [1, 2, 3, 8])).toEqual([1, 1, 1, 1]);
    expect(counts(2, [1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 2, 3, 2]);
    expect(counts(2, [21, 8])).toEqual([2, 2]);
    expect(counts(8, [1, 3, 8, 9, 16, 21])).toEqual([1, 3, 8, 9, 8, 11]);
  });

  it('have all lanes, each once and in order, in groups of about the same size', () => {
    expect(evenGroups(3, 2)).toEqual([[0], [1, 2]]);
    expect(evenGroups(5, 3)).toEqual([[0], [1, 2], [3, 4]]);
    expect(evenGroups(4, 1)).toEqual([[0, 1, 2, 3]]);
  });

  it('are no more than memory grants, and one where it grants no other', () => {
    const need = (memoryBytes: number) => wasmMemoryOf(options, { ...roomy, memoryBytes });
    const { total, workers } = need(2 ** 32);
    expect(workers).toBe(3);
    const grants = [1.2, 1, 0.9, 0.8, 0.7, 0.6, 0.5].map((share) => share * total);
    for (const granted of grants)
      if (need(granted).workers > 1) expect(need(granted).total).toBeLessThanOrEqual(granted);
    const counts = grants.map((granted) => need(granted).workers);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(new Set(counts)).toEqual(new Set([3, 2, 1]));
    expect(workerCount(options, { cores: 1, memoryBytes: 2 ** 32 })).toBe(1);
  });

  it('may take a quarter of the memory that a browser tells of, or of 4 GiB', () => {
    expect(workerLimits({ hardwareConcurrency: 8, deviceMemory: 8 })).toEqual({
      cores: 8,
      memoryBytes: 2 ** 31,
    });
    expect(workerLimits({})).toEqual({ cores: 1, memoryBytes: 2 ** 30 });
  });

  it('hold images and values each, a lane in one of them, and its snapshot beside', () => {
    const alone = wasmMemoryOf(options);
    expect([alone.workers, alone.parts.snapshots]).toEqual([1, 0]);
    const three = wasmMemoryOf(options, roomy);
    const words = options.lanes.flatMap((lane) => [
      ...lowerToCalls({ ...options, lanes: [lane] }).words.values(),
    ]);
    const allocated = words.reduce((sum, length) => sum + Math.max(16, 4 * length), 0);
    expect(three.total).toBe(allocated + three.parts.snapshots);
    expect(Object.values(three.parts).reduce((sum, bytes) => sum + bytes, 0)).toBe(three.total);
    for (const part of ['images', 'gradients', 'activations', 'tables'] as const)
      expect(three.parts[part], part).toBe(3 * alone.parts[part]);
    expect(three.parts.optimizerState).toBe(alone.parts.optimizerState);
    const probe = three.buffers.get('probe/theta') ?? 0;
    expect(three.parts.parameters).toBe(alone.parts.parameters + 2 * probe);
    expect(three.parts.snapshots).toBeGreaterThan(3 * probe);
  });
});
