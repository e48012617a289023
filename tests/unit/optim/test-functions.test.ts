import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedFunctions, quadratic } from '../../../src/optim/test-functions.ts';

const functions = {
  ...namedFunctions,
  quadratic: quadratic(
    [
      [3, 1],
      [-2, 5],
    ],
    [0.5, -1],
  ),
};

describe.each(Object.entries(functions))('%s', (_, fn) => {
  it('has the gradient that its values show', () => {
    const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const h = 1e-5;
        const central = [
          (fn.value([x + h, y]) - fn.value([x - h, y])) / (2 * h),
          (fn.value([x, y + h]) - fn.value([x, y - h])) / (2 * h),
        ];
        fn.gradient([x, y]).forEach((value, i) => {
          expect(Math.abs(value - (central[i] ?? 0))).toBeLessThan(1e-4 * (1 + Math.abs(value)));
        });
      }),
    );
  });
});

it.each([
  ['rosenbrock', [1, 1]],
  ['beale', [3, 0.5]],
  ['himmelblau', [3, 2]],
] as const)('%s is least, and flat, where it is said to be', (name, point) => {
  expect(namedFunctions[name].value(point)).toBe(0);
  expect(Math.hypot(...namedFunctions[name].gradient(point))).toBe(0);
});
