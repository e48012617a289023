import type { StorageBuffer } from '../shader.ts';

/** How the terms of each sum are grouped: `count` runs of at most `length`, summed alone and then added in order. */
export interface Chunking {
  readonly count: number;
  readonly length: number;
}

/** result[m, n] = Σ_r left(m, r) · right(r, n), with the operands given as WGSL. */
export interface Matmul {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly terms: number;
  readonly chunks: Chunking;
  /** What `left` and `right` read, and what `store` reads and writes. */
  readonly operands: readonly StorageBuffer[];
  readonly results: readonly StorageBuffer[];
  /** Functions that `store` calls. */
  readonly epilogue?: string;
  /** Whether `store` is much code, so that it is compiled once instead of once per result of a tile. */
  readonly longStore?: boolean;
  readonly left: (row: string, term: string) => string;
  readonly right: (term: string, column: string) => string;
  /** Which index of each operand lies contiguous in memory. */
  readonly contiguous: { readonly left: 'row' | 'term'; readonly right: 'term' | 'column' };
  /** A statement that puts a finished sum in its place. */
  readonly store: (row: string, column: string, sum: string) => string;
  /** Work on the operands besides the product: `body` for each `i` in [0, threads), by invocations of their own. */
  readonly extra?: {
    readonly threads: number;
    readonly buffers: readonly StorageBuffer[];
    readonly body: string;
  };
}

const maxSplit = 32;

/**
 * The grouping of sums of `terms` terms where there are `results` of them: from the shape alone, so that every tuning
 * on every adapter adds in the same order. Few results are split for the sake of GPUs.
 */
export function chunking(terms: number, results: number, minLength = results <= 16384 ? 64 : 256): Chunking {
  const splits = Math.min(maxSplit, 2 ** 20 / results, terms / minLength);
  const count = 2 ** Math.max(0, Math.floor(Math.log2(splits)));
  const length = Math.ceil(terms / count);
  return { count: Math.ceil(terms / length), length };
}

/** Every buffer of a product that is one dispatch. */
export const buffersOf = ({ operands, results, extra }: Matmul): StorageBuffer[] => [
  ...operands,
  ...results,
  ...(extra?.buffers ?? []),
];

export const flopsOf = ({ rows, columns, terms }: Matmul): number => 2 * rows * columns * terms;
