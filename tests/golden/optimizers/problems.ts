import { readJson } from '../references.ts';

interface Quadratic {
  readonly H: readonly number[][];
  readonly c: readonly number[];
}

const { problems } = readJson<{ problems: { quad8: Quadratic } }>('optimizers.json');

const rosen2 = ([x = 0, y = 0]: readonly number[]): number[] => {
  const r = y - x * x;
  return [-2 * (1 - x) - 40 * x * r, 20 * r];
};

const quad8 = (p: readonly number[]): number[] => {
  const { H, c } = problems.quad8;
  return H.map((row) => row.reduce((sum, h, i) => sum + h * ((p[i] ?? 0) - (c[i] ?? 0)), 0));
};

/** The gradient of one of the golden problems, by its name. */
export const gradientOf: Readonly<Record<string, (p: readonly number[]) => number[]>> = { rosen2, quad8 };
