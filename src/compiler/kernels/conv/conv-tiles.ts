import type { Kernel } from '../kernel.ts';
import { spread } from '../kernel.ts';
import type { StorageBuffer } from '../shader.ts';
import { groupKernel, repeat } from '../shader.ts';

/**
 * A block of a product, computed by a workgroup through its memory. Sizes are powers of two, and there are at least as
 * many invocations as vec4s of rows, or of columns.
 */
export interface GroupTile {
  readonly kind: 'tiles';
  readonly rows: number;
  readonly columns: number;
  /** Results of an invocation; with one row there are more invocations, for small products of long sums. */
  readonly threadRows: 1 | 4 | 8;
  readonly threadColumns: 4 | 8;
}

/**
 * One side of a product. Its WGSL is `fn <side>_place(edge: u32, split: u32) -> vec4u`, what depends on the edge (the
 * row or column of the product) alone, and `fn <side>_value(place, outer: u32, tap: u32)`, zero beyond the edge.
 */
interface Operand {
  /** What a value is: an f32, or a vec4f of neighbours, along the outer terms or along the edge. */
  readonly fetches: 'one' | 'terms' | 'edge';
  readonly wgsl: string;
}

/**
 * result[row, column] = start(column) + Σ_outer Σ_tap left[row, outer, tap] · right[outer, tap, column], each sum in that
 * order, whatever the tile; a convolution, or a gradient of one, whose matrices exist only as they are fetched. There are
 * `splits` such products in one dispatch, and `split` is the number of the current one.
 */
export interface TiledProduct {
  readonly name: string;
  readonly flops: number;
  readonly rows: number;
  readonly columns: number;
  readonly splits: number;
  /** WGSL of `split`: how many taps there are, and which terms, numbered outer · taps + tap, the sum goes over. */
  readonly taps: string;
  readonly begin: string;
  readonly end: string;
  /** The most taps that a split has. */
  readonly maxTaps: number;
  readonly left: Operand;
  readonly right: Operand;
  readonly buffers: readonly StorageBuffer[];
  readonly declarations: string;
  readonly start?: (column: string) => string;
  /** Stores the sums of one row, or of four: each a vec4f of the columns `n` … `n + 3`, the first one of row `m`. */
  readonly store: (sums: readonly string[]) => string;
}

/** The bytes that every adapter has. */
const workgroupMemory = 16384;
const bytesPerTerm = ({ rows, columns }: GroupTile): number => 4 * (rows + columns);
/** Terms brought in at once where nothing asks for more. */
const depth = 16;
const lanes = 'xyzw';

/**
 * Whether outer terms can be fetched four at a time: then a slice must hold all taps of four of them, for the sums go
 * tap by tap.
 */
export const fetchesVec4 = (outer: number, taps: number, tile: GroupTile): boolean =>
  outer % 4 === 0 && 4 * taps * bytesPerTerm(tile) <= workgroupMemory;

/** The product in blocks, one to a workgroup. */
export function tiledProduct(problem: TiledProduct, tile: GroupTile): Kernel {
  const { rows, columns, splits, left, right } = problem;
  const down = Math.ceil(rows / tile.rows);
  const across = Math.ceil(columns / tile.columns);
  const wide = tile.columns / tile.threadColumns;
  const threads = (tile.rows / tile.threadRows) * wide;
  const workgroups = spread(down * across * splits);
  const vec4 = left.fetches === 'terms' || right.fetches === 'terms';
  const groups = Math.max(1, Math.floor(depth / (4 * problem.maxTaps)));
  const terms = vec4 ? 4 * groups * problem.maxTaps : depth;
  return groupKernel({
    name: problem.name,
    flops: problem.flops,
    buffers: problem.buffers,
    workgroupSize: threads,
    workgroups,
    declarations: `${problem.declarations}
${left.wgsl}
${right.wgsl}
var<workgroup> left_slice: array<vec4f, ${(terms * tile.rows) / 4}>;
var<workgroup> right_slice: array<vec4f, ${(terms * tile.columns) / 4}>;`,
    body: `let block = group.x + group.y * ${workgroups[0]}u;
if (block >= ${down * across * splits}u) { return; }
let n0 = block % ${across}u * ${tile.columns}u;
let m0 = block / ${across}u % ${down}u * ${tile.rows}u;
let split = block / ${across * down}u;
let tx = local % ${wide}u;
let ty = local / ${wide}u;
let taps = ${problem.taps};
let begin = ${problem.begin};
let end = ${problem.end};
let most = ${vec4 ? `${4 * groups}u * taps` : `${depth}u`};
${places('left', left, 'm0', tile.rows)}
${places('right', right, 'n0', tile.columns)}
${sums(problem, tile)}
for (var first = begin; first < end; first += most) {
let count = min(most, end - first);
${fetch('left', left, tile.rows, threads)}
${fetch('right', right, tile.columns, threads)}
workgroupBarrier();
for (var t = 0u; t < count; t++) {
${multiplyAdds(tile)}
}
workgroupBarrier();
}
${stores(problem, tile)}`,
  });
}

/** The vec4 of edges that an invocation fetches: the same one in every slice. */
function places(side: string, { fetches }: Operand, first: string, edges: number): string {
  return `let ${side}_vec4 = local % ${edges / 4}u;
${repeat(fetches === 'edge' ? 1 : 4, (k) => `let ${side}_at${k} = ${side}_place(${first} + 4u * ${side}_vec4 + ${k}u, split);`)}`;
}

/** All invocations bring in a slice, [term, edge], in vec4s along the edge. */
function fetch(side: string, { fetches }: Operand, edges: number, threads: number): string {
  const value = (k: number, outer: string, tap: string) => `${side}_value(${side}_at${k}, ${outer}, ${tap})`;
  const perEdge = (text: (k: number) => string) => `vec4f(${repeat(4, text, ', ')})`;
  const loop = (steps: string, body: string) =>
    `for (var s = local / ${edges / 4}u; s < ${steps}; s += ${threads / (edges / 4)}u) {\n${body}\n}`;
  const slot = (term: string) => `${side}_slice[(${term}) * ${edges / 4}u + ${side}_vec4]`;
  if (fetches === 'terms') {
    return loop(
      'count / 4u',
      `let outer = s / taps * 4u;
let tap = s % taps;
${repeat(4, (k) => `let v${k} = ${value(k, 'first / taps + outer', 'tap')};`)}
${repeat(4, (k) => `${slot(`(outer + ${k}u) * taps + tap`)} = ${perEdge((edge) => `v${edge}.${lanes[k]}`)};`)}`,
    );
  }
  return loop(
    'count',
    `let outer = (first + s) / taps;
let tap = (first + s) % taps;
${slot('s')} = ${fetches === 'edge' ? value(0, 'outer', 'tap') : perEdge((k) => value(k, 'outer', 'tap'))};`,
  );
}

/** The place in the block of an invocation's row i, and of its vec4 of columns j: vec4s of neighbours lie side by side. */
const rowOf = ({ rows, threadRows }: GroupTile, i: number): string =>
  threadRows === 1 ? 'ty' : `${((i >> 2) * 4 * rows) / threadRows}u + 4u * ty + ${i & 3}u`;
const columnOf = ({ columns, threadColumns }: GroupTile, j: number): string =>
  `${(j * 4 * columns) / threadColumns}u + 4u * tx`;

const eachSum = ({ threadRows, threadColumns }: GroupTile, text: (i: number, j: number) => string): string =>
  repeat(threadRows, (i) => repeat(threadColumns / 4, (j) => text(i, j), ' '));

function sums({ start, columns }: TiledProduct, tile: GroupTile): string {
  const first = (j: number) =>
    start
      ? `vec4f(${repeat(4, (k) => start(`min(n0 + ${columnOf(tile, j)} + ${k}u, ${columns - 1}u)`), ', ')})`
      : 'vec4f(0.0)';
  return `${repeat(tile.threadColumns / 4, (j) => `let start${j} = ${first(j)};`)}
${eachSum(tile, (i, j) => `var c${i}_${j} = start${j};`)}`;
}

function multiplyAdds(tile: GroupTile): string {
  const { rows, columns, threadRows, threadColumns } = tile;
  const lefts =
    threadRows === 1
      ? `let a0 = vec4f(left_slice[t * ${rows / 4}u + ty / 4u][ty % 4u]);`
      : repeat(
          threadRows / 4,
          (i) => `let a${i} = left_slice[t * ${rows / 4}u + ${(i * rows) / threadRows}u + ty];`,
        );
  const left = (i: number) => (threadRows === 1 ? 'a0' : `vec4f(a${i >> 2}.${lanes[i & 3]})`);
  return `${lefts}
${repeat(threadColumns / 4, (j) => `let b${j} = right_slice[t * ${columns / 4}u + ${(j * columns) / threadColumns}u + tx];`)}
${eachSum(tile, (i, j) => `c${i}_${j} = fma(${left(i)}, b${j}, c${i}_${j});`)}`;
}

function stores({ store }: TiledProduct, tile: GroupTile): string {
  const together = Math.min(4, tile.threadRows);
  return repeat(tile.threadRows / together, (i) =>
    repeat(
      tile.threadColumns / 4,
      (j) => `{
let m = m0 + ${rowOf(tile, i * together)};
let n = n0 + ${columnOf(tile, j)};
${store(Array.from({ length: together }, (_, k) => `c${i * together + k}_${j}`))}
}`,
    ),
  );
}
