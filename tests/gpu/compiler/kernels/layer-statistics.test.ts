import { beforeAll, describe, expect, it } from 'vitest';
import { layerStatistics, normsOf, sumsPerPart } from '../../../../src/compiler/kernels/layer-statistics.ts';
import { layerStatisticsReference } from '../../../../src/compiler/kernels/reference/layer-statistics.ts';
import { sharedDevice } from '../../../support/device.ts';
import { randomValues, runKernels } from '../../../support/kernels.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const length = 3072;
/** Ranges of odd lengths, one of a single float; what lies between them is NaN. */
const parts: readonly (readonly [number, number])[] = [
  [0, 1],
  [64, 67],
  [128, 1131],
  [1152, 2180],
  [2240, 3072],
];
const rows = 3;
const lane = { rowLength: 2 * parts.length * sumsPerPart, offset: parts.length * sumsPerPart };
const row = 'stepCounter[0] % 3u';
const isParameter = (i: number) => parts.some(([from, to]) => i >= from && i < to);

/** What the kernel makes of arenas, at step 7, which is in row 1. */
async function measure(g: Float32Array, before: Float32Array, theta: Float32Array) {
  const parametersOnly = (values: Float32Array) =>
    values.map((value, i) => (isParameter(i) ? value : Number.NaN));
  const kernel = layerStatistics({ length, parts: parts.length, rows, row, ...lane });
  const { sums } = await runKernels(
    device,
    [kernel],
    {
      g: parametersOnly(g),
      before: parametersOnly(before),
      theta: parametersOnly(theta),
      parts: Uint32Array.from(parts.flat()),
      stepCounter: Uint32Array.of(7, 8, 0, 0),
    },
    { sums: rows * lane.rowLength },
  );
  return sums ?? new Float32Array();
}

const relative = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs(actual - expected) / expected;

describe('norms of each layer', () => {
  const sizes: readonly (readonly [string, number, number])[] = [
    ['middle', 0.1, 1],
    ['far below what float32 squares', 1e-30, 1e-25],
    ['far above what float32 squares', 1e25, 1e30],
  ];
  it.each(sizes)('are those of float64 for numbers %s', async (_, gradients, weights) => {
    const g = randomValues(length, gradients);
    const before = randomValues(length, weights);
    const moved = randomValues(length, weights / 100);
    const theta = before.map((value, i) => value + (moved[i] ?? 0));
    const sums = await measure(g, before, theta);
    const start = lane.rowLength + lane.offset;
    for (const [part, [from, to]] of parts.entries()) {
      const norms = normsOf(sums, start, part, part + 1);
      const expected = layerStatisticsReference(g, before, theta, from, to);
      expect(relative(norms.gradient, expected.gradient), `gradient of part ${part}`).toBeLessThan(2e-6);
      expect(relative(norms.weight, expected.weight), `weights of part ${part}`).toBeLessThan(2e-6);
      expect(relative(norms.update, expected.update), `update of part ${part}`).toBeLessThan(1e-5);
    }
    const together = normsOf(sums, start, 1, 4);
    const squares = parts
      .slice(1, 4)
      .map(([from, to]) => layerStatisticsReference(g, before, theta, from, to).gradient);
    expect(relative(together.gradient, Math.hypot(...squares))).toBeLessThan(2e-6);
    const others = sums.filter((_value, i) => i < start || i >= 2 * lane.rowLength);
    expect(new Set(others).size, 'nothing but its own place is written').toBe(1);
  });

  it('hold tiny and huge numbers side by side', async () => {
    const g = randomValues(length, 1).map((value, i) => value * 10 ** (30 * ((i % 3) - 1)));
    const zeros = new Float32Array(length);
    const sums = await measure(g, zeros, zeros);
    for (const [part, [from, to]] of parts.entries()) {
      const { gradient, update } = normsOf(sums, lane.rowLength + lane.offset, part, part + 1);
      expect(relative(gradient, layerStatisticsReference(g, zeros, zeros, from, to).gradient)).toBeLessThan(
        2e-6,
      );
      expect(update).toBe(0);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('are not finite where there is a %s', async (odd) => {
    const g = randomValues(length);
    g[200] = odd;
    const sums = await measure(g, g, g);
    const gradients = parts.map(
      (_, part) => normsOf(sums, lane.rowLength + lane.offset, part, part + 1).gradient,
    );
    expect(gradients.map(Number.isFinite)).toEqual([true, true, false, true, true]);
  });
});
