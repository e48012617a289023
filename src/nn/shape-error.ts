import { DownhillError } from '../core/errors.ts';

/** What makes a layer fit, and the option that does it. */
export interface Fix {
  /** Into the spec: `model.filters`. */
  readonly path: string;
  /** As a request: `use fewer conv layers`. */
  readonly todo: string;
}

/** A layer that does not fit what comes before it. */
export const shapeError = (layer: string, fact: string, { path, todo }: Fix): DownhillError =>
  new DownhillError({ code: 'spec', path, message: `${layer}: ${fact}; ${todo}` });

/** The divisors of n, as text. */
export const divisorsText = (n: number): string =>
  Array.from({ length: n }, (_, i) => i + 1)
    .filter((d) => n % d === 0)
    .join(', ');
