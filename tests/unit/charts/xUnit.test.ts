import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatX, xScale } from '../../../src/ui/charts/engine/xUnit.ts';
import { en, zh } from '../../support/translator.ts';

const stepScale = { stepsPerEpoch: 859, batchSize: 64, elapsedMs: [10, 20, 30, 530, 540] };

describe('xScale', () => {
  it('turns steps into each unit', () => {
    expect(xScale('steps', stepScale).toX(1718)).toBe(1718);
    expect(xScale('epochs', stepScale).toX(1718)).toBeCloseTo(2, 12);
    expect(xScale('examples', stepScale).toX(10)).toBe(640);
    expect(xScale('seconds', stepScale).toX(3)).toBe(0.53);
  });

  it('holds the last second for steps not taken yet', () => {
    expect(xScale('seconds', stepScale).toX(2000)).toBe(0.54);
    expect(xScale('seconds', { ...stepScale, elapsedMs: [] }).toX(5)).toBe(0);
  });

  it('finds the nearest step to a second', () => {
    const { toStep } = xScale('seconds', stepScale);
    expect([-1, 0.014, 0.016, 0.2, 0.4, 99].map(toStep)).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('counts steps where the length of an epoch is unknown', () => {
    expect(xScale('epochs', { ...stepScale, stepsPerEpoch: null }).toX(40)).toBe(40);
  });

  it('comes back to the step it left from', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('steps' as const, 'epochs' as const, 'examples' as const),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 10_000 }),
        (unit, step, stepsPerEpoch) => {
          const scale = xScale(unit, { ...stepScale, stepsPerEpoch });
          expect(scale.toStep(scale.toX(step))).toBe(step);
        },
      ),
    );
  });
});

describe('formatX', () => {
  it('names the unit where asked, and never that of steps', () => {
    expect(formatX(en, 'steps', 1500, true)).toBe('1\u202f500');
    expect(formatX(en, 'epochs', 1.5, true)).toBe('1.5\u202fepochs');
    expect(formatX(en, 'examples', 128_000)).toBe('128\u202f000');
    expect(formatX(en, 'seconds', 32, true)).toBe('32\u202fs');
    expect(formatX(zh, 'epochs', 1.5, true)).toBe('1.5\u202f轮次');
    expect(formatX(zh, 'seconds', 32, true)).toBe('32\u202f秒');
  });
});
