import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cos, exp, log, pow } from '../../../src/core/portable-math.ts';
import { Rng } from '../../../src/core/rng.ts';
import { digestOf } from '../../../src/optim/snapshot.ts';

/** How far a number is from another, in units in the last place of that. */
function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const unit = 2 ** (Math.max(-1022, Math.floor(Math.log2(Math.abs(expected)))) - 52);
  return Math.abs(actual - expected) / unit;
}

const drawn = (from: number, to: number): number[] => {
  const rng = Rng.of(7, 'portable', from, to);
  return Array.from({ length: 4000 }, () => from + (to - from) * rng.uniform());
};

describe('functions with the same bits everywhere', () => {
  it.each([
    ['exp', exp, Math.exp, [...drawn(-1, 1), ...drawn(-700, 700), 0, 709.7, -744]],
    ['log', log, Math.log, [...drawn(0, 2), ...drawn(0, 1e9), 1, 1e-310, 5e-324, 1e300]],
    ['cos', cos, Math.cos, [...drawn(-7, 7), ...drawn(0, 1), ...drawn(-1e5, 1e5), 0, Math.PI]],
  ] as const)('%s is that of Math to two units in the last place', (_, ours, theirs, values) => {
    for (const x of values) expect(ulps(ours(x), theirs(x)), String(x)).toBeLessThanOrEqual(2);
  });

  it.each([
    [0.9, 1],
    [0.999, 1000],
    [0.9999, 100_000],
    [2, -3],
    [0.5, 0.5],
    [3, 2.5],
  ])('pow of %d and %d is near that of Math', (x, y) => {
    const expected = x ** y;
    expect(Math.abs(pow(x, y) - expected)).toBeLessThan(1e-11 * expected);
    expect(pow(x, 0)).toBe(1);
  });

  it('have their limits', () => {
    expect([exp(Number.POSITIVE_INFINITY), exp(Number.NEGATIVE_INFINITY), exp(Number.NaN)]).toEqual([
      Number.POSITIVE_INFINITY,
      0,
      Number.NaN,
    ]);
    expect([log(0), log(-1), log(Number.POSITIVE_INFINITY)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
    expect([pow(0, 3), pow(0, 0.5), pow(0, 0)]).toEqual([0, 0, 1]);
  });

  it('have these bits', () => {
    const bits = [...drawn(-5, 5).map(exp), ...drawn(0, 9).map(log), ...drawn(-9, 9).map(cos)];
    expect(digestOf(bits)).toMatchInlineSnapshot(
      `"5ddd8bf1740b960721378d2a478b4599fe412007087e7c665067ffd486cff0b7"`,
    );
  });
});

it('what trains asks Math for nothing that engines round as they like', () => {
  const root = new URL('../../../src/', import.meta.url).pathname;
  const folders = ['core', 'optim', 'nn', 'data', 'experiment', 'engine/training', 'engine/executors/wasm'];
  const rounded = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        readFileSync(join(root, folder, file), 'utf8')
          .split('\n')
          .filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line))
          .filter((line) =>
            /Math\.(a?cosh?|a?sinh?|a?tanh?2?|exp|expm1|log\w*|pow|hypot|cbrt)\(|([^2\s]|[^\s]2) \*\* [a-z(]/i.test(
              line,
            ),
          )
          .map((line) => `${folder}/${file}: ${line.trim()}`),
      ),
  );
  expect(rounded).toEqual([]);
});
