import type { ErrorFact } from '../core/error-facts.ts';
import { DownhillError } from '../core/errors.ts';

/** A layer that does not fit what comes before it. @param path of the option that makes it fit: `model.filters` */
export const shapeError = (
  path: string,
  fact: ErrorFact & { readonly params: { readonly layer: string } },
): DownhillError => new DownhillError({ code: 'spec', path, fact });

/** The divisors of n, as texts. */
export const divisorsOf = (n: number): readonly string[] =>
  Array.from({ length: n }, (_, i) => i + 1)
    .filter((d) => n % d === 0)
    .map(String);

/** What makes a pool fit: other options of another model. */
export type PoolFix = 'filters' | 'pools' | 'stem';
export const poolFixPaths: Readonly<Record<PoolFix, string>> = {
  filters: 'model.filters',
  pools: 'model.pools',
  stem: 'model',
};
