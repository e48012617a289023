import { pow } from '../core/portable-math.ts';
/** A function to descend by hand or by optimizer: its value and gradient at a point, in float64. */
export interface TestFunction {
  readonly dimensions: number;
  value(point: ArrayLike<number>): number;
  gradient(point: ArrayLike<number>): number[];
}

const at = (point: ArrayLike<number>, i: number): number => point[i] ?? Number.NaN;

/** A function of two numbers from its value and its two derivatives. */
const plane = (
  value: (x: number, y: number) => number,
  gradient: (x: number, y: number) => [number, number],
): TestFunction => ({
  dimensions: 2,
  value: (point) => value(at(point, 0), at(point, 1)),
  gradient: (point) => gradient(at(point, 0), at(point, 1)),
});

/** A narrow curved valley: (1 − x)² + 100 (y − x²)², least at (1, 1). Source: Rosenbrock 1960. */
const rosenbrock = plane(
  (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
);

/** Flat far out, steep at the edges: Σ_i (c_i − x + x yⁱ)², c = 1.5, 2.25, 2.625; least at (3, 0.5). Source: Beale 1958. */
const beale = plane(
  (x, y) => bealeTerms(x, y).reduce((sum, { rest }) => sum + rest * rest, 0),
  (x, y) =>
    bealeTerms(x, y).reduce<[number, number]>(
      ([dx, dy], { rest, power }) => [
        dx + 2 * rest * (pow(y, power) - 1),
        dy + 2 * rest * x * power * pow(y, power - 1),
      ],
      [0, 0],
    ),
);

const bealeTerms = (x: number, y: number) =>
  [1.5, 2.25, 2.625].map((c, i) => ({ power: i + 1, rest: c - x + x * pow(y, i + 1) }));

/** Four equal lowest points: (x² + y − 11)² + (x + y² − 7)². Source: Himmelblau 1972. */
const himmelblau = plane(
  (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  (x, y) => [4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)],
);

/** Flat where it crosses: x² − y², which has no lowest point. */
const saddle = plane(
  (x, y) => x * x - y * y,
  (x, y) => [2 * x, -2 * y],
);

/** The functions that have a name. */
export const namedFunctions = { rosenbrock, beale, himmelblau, saddle } as const;
export type NamedFunction = keyof typeof namedFunctions;

/** ½ xᵀ a x − bᵀ x. Shapes: a [n, n], b [n]; a need not be symmetric. */
export function quadratic(a: readonly (readonly number[])[], b: readonly number[]): TestFunction {
  const times = (row: readonly number[], point: ArrayLike<number>): number =>
    row.reduce((sum, entry, j) => sum + entry * at(point, j), 0);
  const column = (j: number): number[] => a.map((row) => row[j] ?? 0);
  return {
    dimensions: b.length,
    value: (point) =>
      b.reduce((sum, entry, i) => sum + at(point, i) * (0.5 * times(a[i] ?? [], point) - entry), 0),
    gradient: (point) =>
      b.map((entry, i) => 0.5 * (times(a[i] ?? [], point) + times(column(i), point)) - entry),
  };
}
