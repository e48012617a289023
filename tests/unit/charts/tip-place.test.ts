import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeTip } from '../../../src/ui/charts/engine/tipPlace.ts';

const room = { left: -40, top: -40, right: 480, bottom: 150 };
const tip = { width: 150, height: 90 };

describe('what the crosshair reads', () => {
  it('stands beside it within the plot, on the side with more room', () => {
    expect(placeTip(100, tip, 400, room)).toEqual({ left: 114, top: 4 });
    expect(placeTip(300, tip, 400, room)).toEqual({ left: 136, top: 4 });
  });

  it('takes the other side before it covers labels', () => {
    expect(placeTip(190, { ...tip, width: 170 }, 380, room)).toEqual({ left: 6, top: 4 });
  });

  it('moves up where the card ends', () => {
    expect(placeTip(100, { ...tip, height: 160 }, 400, room).top).toBe(-10);
  });

  it('stays within its card wherever the crosshair is', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 20, max: 500 }),
      height: fc.integer({ min: 20, max: 180 }),
    });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 400, noNaN: true }), sizes, (x, size) => {
        const { left, top } = placeTip(x, size, 400, room);
        expect(left).toBeGreaterThanOrEqual(room.left);
        expect(left + size.width).toBeLessThanOrEqual(room.right);
        expect(top).toBeGreaterThanOrEqual(room.top);
        expect(top + size.height).toBeLessThanOrEqual(room.bottom);
      }),
    );
  });
});
