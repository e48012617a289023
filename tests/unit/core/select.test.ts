import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kthSmallest } from '../../../src/core/select.ts';

it.each([
  [[3], 0, 3],
  [[2, 1], 0, 1],
  [[2, 1], 1, 2],
  [[5, 5, 1, 5, 5], 0, 1],
  [[5, 5, 1, 5, 5], 4, 5],
  [[Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY], 2, Number.POSITIVE_INFINITY],
])('of %j the one at %d from below is %d', (values, k, expected) => {
  expect(kthSmallest(Float64Array.from(values), values.length, k)).toBe(expected);
});

it('is what a sort puts there, ties and what lies behind the count among them', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.nat(), fc.array(value), (values, at, behind) => {
      const k = at % values.length;
      const plain = values.map((one) => one + 0); // −0 and 0 are level
      const sorted = Float64Array.from(plain).sort();
      const scratch = Float64Array.from([...plain, ...behind]);
      expect(kthSmallest(scratch, values.length, k)).toBe(sorted[k]);
      expect([...scratch.slice(values.length)]).toEqual(behind);
      expect(Float64Array.from(scratch.slice(0, values.length)).sort()).toEqual(sorted);
    }),
  );
});
