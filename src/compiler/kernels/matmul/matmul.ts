import type { AdapterClass } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import type { Matmul } from './matmul-problem.ts';
import type { RegisterTuning } from './matmul-registers.ts';
import { registerKernel } from './matmul-registers.ts';
import { splitKernel } from './matmul-split.ts';
import { tileKernels } from './matmul-tiles.ts';

/**
 * How a product is computed; never what it is, the order of its sums is `chunking`'s.
 * - `registers`: each invocation keeps a tile of the result in registers.
 * - `split`: the chunks of a sum are spread over the invocations of a workgroup; for few results of long sums.
 * - `tiles`: square blocks through workgroup memory, side² invocations with micro² results each; a second dispatch
 *   where there are chunks.
 */
export type MatmulTuning =
  | RegisterTuning
  | { readonly kind: 'split'; readonly workgroupSize: number }
  | { readonly kind: 'tiles'; readonly micro: 4 | 8; readonly side: 8 | 16 };

/** The tilings worth trying, the likeliest best first. */
export function matmulTunings(
  { rows, columns, chunks }: Pick<Matmul, 'rows' | 'columns' | 'chunks'>,
  adapter: AdapterClass,
): MatmulTuning[] {
  const fast = columns >= 64 ? 'columns' : 'rows';
  if (adapter === 'software') {
    const tile = (r: number, c: number): MatmulTuning => {
      return { kind: 'registers', rows: r, columns: c, fast, workgroupSize: rows * columns > 65536 ? 16 : 4 };
    };
    if (columns >= 16) return [tile(8, 4), tile(4, 4), tile(4, 8)];
    const narrow = divisorUpTo(columns, 5);
    return [tile(8, narrow), tile(4, narrow), tile(2, divisorUpTo(columns, 10))];
  }
  const tunings: MatmulTuning[] = [];
  if (rows >= 32 && columns >= 32) {
    tunings.push({ kind: 'tiles', micro: 4, side: 16 }, { kind: 'tiles', micro: 8, side: 8 });
    if (rows >= 128 && columns >= 128) tunings.push({ kind: 'tiles', micro: 8, side: 16 });
  }
  if (chunks.count > 1) tunings.push({ kind: 'split', workgroupSize: 256 });
  if (tunings.length < 3) {
    for (const tile of [1, 4]) {
      tunings.push({ kind: 'registers', rows: tile, columns: tile, fast: 'columns', workgroupSize: 64 });
    }
  }
  return tunings;
}

/** The largest divisor of `n` that is at most `limit`, or `limit` where only 1 would do. */
function divisorUpTo(n: number, limit: number): number {
  for (let d = limit; d > 1; d--) if (n % d === 0) return d;
  return Math.min(n, limit);
}

/** The product with a tuning: one dispatch, or two with a scratch buffer `partials` where sums cross workgroups. */
export function matmul(problem: Matmul, tuning: MatmulTuning): KernelSequence {
  if (tuning.kind === 'tiles') return tileKernels(problem, tuning.micro, tuning.side);
  const kernel =
    tuning.kind === 'registers'
      ? registerKernel(problem, tuning)
      : splitKernel(problem, tuning.workgroupSize);
  return { kernels: [kernel], scratch: {} };
}
