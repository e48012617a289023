import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnEdges, downsample, partition } from '../../../src/ui/charts/engine/downsample.ts';

const identity = (index: number): number => index;
const nan = Number.NaN;

function downsampled(
  values: readonly number[],
  columns: number,
  domain: readonly [number, number] = [0, values.length - 1],
) {
  return [...downsample(values, columnEdges(values.length, columns, domain, identity))];
}

describe('columnEdges', () => {
  it('gives each column the steps that fall into it, and the last one the end of the domain', () => {
    expect([...columnEdges(9, 4, [0, 8], identity)]).toEqual([0, 2, 4, 6, 9]);
  });

  it('makes columns of a log axis as wide in log x', () => {
    // 1 to 3.16, to 10, to 31.6, to 100
    expect([...columnEdges(101, 4, [1, 100], identity, true)]).toEqual([1, 4, 10, 32, 101]);
  });

  it('leaves out what lies outside a zoomed window', () => {
    expect([...columnEdges(100, 2, [20, 39], identity)]).toEqual([20, 30, 40]);
  });

  it('leaves columns empty where there is no data yet', () => {
    expect([...columnEdges(2, 4, [0, 8], identity)]).toEqual([0, 2, 2, 2, 2]);
  });

  it('follows an x that stands still or jumps', () => {
    const seconds = [0, 0, 0, 5, 5, 9];
    expect([...columnEdges(6, 2, [0, 10], (i) => seconds[i] ?? nan)]).toEqual([0, 3, 6]);
  });
});

describe('partition', () => {
  it('finds the first index that holds, or the end', () => {
    expect(partition(0, 10, (i) => i >= 7)).toBe(7);
    expect(partition(0, 10, () => false)).toBe(10);
    expect(partition(3, 3, () => true)).toBe(3);
  });
});

describe('downsample', () => {
  it('keeps minimum and maximum of each column in order, and the last value', () => {
    //                  | column 0  | column 1 |
    expect(downsampled([3, 9, 1, 4, 5, 2, 8, 6], 2)).toEqual([1, 2, 5, 6, 7]);
  });

  it('keeps everything where there is a column for each', () => {
    expect(downsampled([5, 4, 3, 2], 8)).toEqual([0, 1, 2, 3]);
  });

  it('keeps a single spike among thousands', () => {
    const values = new Array<number>(20_000).fill(0.3);
    values[12_345] = 7;
    expect(downsampled(values, 800)).toContain(12_345);
  });

  it('keeps one of each run of gaps that lies between kept values', () => {
    expect(downsampled([1, nan, nan, 5, 2], 1)).toEqual([0, 1, 3, 4]);
    expect(downsampled([nan, 2, 3, nan], 1)).toEqual([0, 1, 2, 3]);
    expect(downsampled([nan, nan, nan], 1)).toEqual([0, 2]);
  });

  it('keeps the neighbours just outside the window', () => {
    expect(downsampled([0, 1, 2, 3, 4, 5], 3, [2, 3])).toEqual([1, 2, 3, 4]);
  });

  it('is empty without data', () => {
    expect(downsampled([], 5, [0, 10])).toEqual([]);
  });

  // `+ 0` makes 0 of −0, which is no other place on a chart
  const loss = fc.double({ min: -5, max: 5, noNaN: true }).map((value) => value + 0);
  const losses = fc.array(
    fc.oneof({ weight: 9, arbitrary: loss }, { weight: 1, arbitrary: fc.constant(nan) }),
    {
      minLength: 1,
      maxLength: 400,
    },
  );

  it('has every column’s extremes, in order, never more than five a column', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 60 }), (values, columns) => {
        const edges = columnEdges(values.length, columns, [0, values.length - 1 || 1], identity);
        const indices = [...downsample(values, edges)];
        expect(indices).toEqual([...new Set(indices)].toSorted((a, b) => a - b));
        expect(indices.length).toBeLessThanOrEqual(columns * 5 + 1);
        expect(indices.at(-1)).toBe(values.length - 1);
        for (let c = 0; c < columns; c++) {
          const inside = values.slice(edges[c], edges[c + 1]).filter(Number.isFinite);
          const left = indices
            .filter((i) => i >= (edges[c] ?? 0) && i < (edges[c + 1] ?? 0))
            .map((i) => values[i] ?? nan);
          if (inside.length === 0) continue;
          expect(Math.min(...left.filter(Number.isFinite))).toBe(Math.min(...inside));
          expect(Math.max(...left.filter(Number.isFinite))).toBe(Math.max(...inside));
        }
      }),
    );
  });

  it('never joins two values across a gap', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 60 }), (values, columns) => {
        const indices = downsampled(values, columns, [0, values.length - 1 || 1]);
        indices.slice(1).forEach((index, i) => {
          const before = indices[i] ?? 0;
          const joined = Number.isFinite(values[before]) && Number.isFinite(values[index]);
          if (joined) expect(values.slice(before, index).every(Number.isFinite)).toBe(true);
        });
      }),
    );
  });
});
