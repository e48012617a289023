import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersOf, placeMarks, spread } from '../../../src/ui/charts/engine/labels.ts';

const label = (x: number, y: number, height = 20) => ({ x, y, width: 100, height });

describe('spread', () => {
  it('leaves labels alone that do not meet', () => {
    expect(spread([label(0, 50), label(0, 80), label(300, 55)], 200)).toEqual([50, 80, 55]);
  });

  it('moves two that overlap apart by as much each', () => {
    expect(spread([label(0, 50), label(0, 60)], 200)).toEqual([45, 65]);
    expect(spread([label(0, 60), label(0, 50)], 200)).toEqual([65, 45]);
  });

  it('keeps them inside the plot', () => {
    expect(spread([label(0, 0), label(0, 5), label(0, 200)], 200)).toEqual([10, 30, 190]);
  });

  it('never lets two that meet overlap, and keeps their order, where there is room', () => {
    const request = fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 400 }),
      height: fc.integer({ min: 10, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 10 }), (requests) => {
        const labels = requests.map(({ x, y, height }) => label(x, y, height));
        const centres = spread(labels, 400);
        labels.forEach((a, i) => {
          const top = (centres[i] ?? 0) - a.height / 2;
          expect(top).toBeGreaterThanOrEqual(-1e-6);
          expect(top + a.height).toBeLessThanOrEqual(400 + 1e-6);
          labels.forEach((b, j) => {
            if (j <= i || a.x >= b.x + b.width || b.x >= a.x + a.width) return;
            const apart = Math.abs((centres[i] ?? 0) - (centres[j] ?? 0));
            expect(apart).toBeGreaterThanOrEqual((a.height + b.height) / 2 - 1e-6);
          });
        });
      }),
    );
  });
});

describe('placeMarks', () => {
  it('centres a label over its mark', () => {
    expect(placeMarks([{ x: 100, label: '0123456789' }], 400, 6)).toEqual([
      { x: 100, label: '0123456789', left: 70 },
    ]);
  });

  it('keeps labels inside the plot', () => {
    const lefts = placeMarks(
      [
        { x: 2, label: '0123456789' },
        { x: 398, label: '0123456789' },
      ],
      400,
      6,
    ).map(({ left }) => left);
    expect(lefts).toEqual([0, 340]);
  });

  it('drops the older label where two would overlap, and keeps its line', () => {
    const placed = placeMarks(
      [
        { x: 190, label: 'older mark' },
        { x: 200, label: 'newer mark' },
      ],
      400,
      6,
    );
    expect(placed.map(({ x, left }) => [x, left])).toEqual([
      [190, null],
      [200, 170],
    ]);
  });

  it('gives Chinese more room, a letter for a letter', () => {
    expect(lettersOf('lr 0.02 → 0.05')).toBe(14);
    expect(lettersOf('学习率 0.02，')).toBe(5 + 4 * 1.75);
    const leftOf = (label: string) => placeMarks([{ x: 200, label }], 400, 6)[0]?.left;
    expect(leftOf('lr lr lr')).toBe(200 - 4 * 6);
    expect(leftOf('学习率学习率学习')).toBe(200 - 4 * 1.75 * 6);
  });

  it('joins marks on one spot and says how many there are', () => {
    const placed = placeMarks(
      [
        { x: 100, label: 'a' },
        { x: 102, label: 'b' },
        { x: 104, label: 'c' },
      ],
      400,
      6,
    );
    expect(placed.map(({ x, label: text }) => [x, text])).toEqual([[104, 'c (+2)']]);
  });

  it('never overlaps labels or leaves the plot', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }), (xs) => {
        const marks = xs.toSorted((a, b) => a - b).map((x) => ({ x, label: 'lr 0.02 → 0.05' }));
        const shown = placeMarks(marks, 400, 6).flatMap(({ left, label: text }) =>
          left === null ? [] : [{ left, right: left + text.length * 6 }],
        );
        if (marks.length > 0) expect(shown.length).toBeGreaterThan(0);
        shown.forEach(({ left, right }, i) => {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(400);
          expect(shown[i + 1]?.left ?? 401).toBeGreaterThan(right);
        });
      }),
    );
  });
});
