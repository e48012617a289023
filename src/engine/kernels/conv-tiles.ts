import type { Kernel } from './kernel.ts';
import { spread } from './kernel.ts';
import type { StorageBuffer } from './shader.ts';
import { groupKernel, repeat } from './shader.ts';

/** A block of a product, through workgroup memory; all sizes are multiples of four. */
export interface GroupTile {
  readonly kind: 'tiles';
  /** Results of a workgroup, and how many terms it brings in at once. */
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Results of an invocation. */
  readonly threadRows: number;
  readonly threadColumns: number;
}

/** One operand: quads of it, whose four elements lie along the terms or along its own edge. */
export interface Operand {
  readonly along: 'terms' | 'edge';
  /** Statements that give the values `names` of what depends on the edge alone, `edge` being at hand. */
  readonly prepare: string;
  readonly names: readonly string[];
  /** Statements that set the vec4f `quad`, zero to begin with, from `edge`, `term` and the names. */
  readonly fetch: string;
}

/**
 * result[edge of left, edge of right] = Σ_term left · right, terms in order, in `splits` parts that each have `terms`:
 * a convolution seen as a product of matrices, whose elements are worked out when they are fetched.
 */
export interface TiledProduct {
  readonly name: string;
  readonly flops: number;
  readonly rows: number;
  readonly columns: number;
  readonly terms: number;
  readonly splits: number;
  readonly left: Operand;
  readonly right: Operand;
  readonly buffers: readonly StorageBuffer[];
  readonly declarations: string;
  /** What the sums of a column start from. */
  readonly start?: (column: string) => string;
  /** Statements that store four neighbouring rows (and four neighbouring columns) of sums `s0` … `s3`, from (m, n) on. */
  readonly store: string;
}

const components = 'xyzw';

export function tiledProduct(problem: TiledProduct, tile: GroupTile): Kernel {
  const { rows, columns, terms, splits, left, right } = problem;
  const wide = tile.columns / tile.threadColumns;
  const threads = (tile.rows / tile.threadRows) * wide;
  const across = Math.ceil(columns / tile.columns);
  const down = Math.ceil(rows / tile.rows);
  const blocks = across * down * splits;
  const workgroups = spread(blocks);
  const quadRows = tile.threadRows / 4;
  const quadColumns = tile.threadColumns / 4;
  const leftSlice = slice('left', left, tile.rows, tile.depth, threads);
  const rightSlice = slice('right', right, tile.columns, tile.depth, threads);
  const row = (i: number) => `ty * ${tile.threadRows}u + ${i}u`;
  const column = (j: number) => `${Math.floor(j / 4) * 4 * wide}u + tx * 4u + ${j % 4}u`;
  const a = (i: number, k: number) =>
    left.along === 'terms' ? `a${i}.${components[k]}` : `a${k}_${Math.floor(i / 4)}.${components[i % 4]}`;
  const b = (j: number, k: number) =>
    right.along === 'edge'
      ? `b${k}_${j}`
      : `vec4f(${repeat(4, (c) => `b${4 * j + c}.${components[k]}`, ', ')})`;
  return groupKernel({
    name: problem.name,
    flops: problem.flops,
    buffers: problem.buffers,
    workgroupSize: threads,
    workgroups,
    declarations: `${problem.declarations}
var<workgroup> left_slice: array<vec4f, ${leftSlice.length}>;
var<workgroup> right_slice: array<vec4f, ${rightSlice.length}>;`,
    body: `let block = group.x + group.y * ${workgroups[0]}u;
if (block >= ${blocks}u) { return; }
let n0 = block % ${across}u * ${tile.columns}u;
let m0 = block / ${across}u % ${down}u * ${tile.rows}u;
let split = block / ${across * down}u;
let tx = local % ${wide}u;
let ty = local / ${wide}u;
${leftSlice.prepare('m0', rows)}
${rightSlice.prepare('n0', columns)}
${repeat(quadColumns, (j) => `let start${j} = ${problem.start ? `vec4f(${repeat(4, (c) => problem.start?.(`min(n0 + ${column(4 * j + c)}, ${columns - 1}u)`) ?? '', ', ')})` : 'vec4f(0.0)'};`)}
${repeat(tile.threadRows, (i) => repeat(quadColumns, (j) => `var c${i}_${j} = start${j};`, ' '))}
for (var first = 0u; first < ${terms}u; first += ${tile.depth}u) {
${leftSlice.fetch(terms)}
${rightSlice.fetch(terms)}
workgroupBarrier();
for (var t = 0u; t < ${tile.depth / 4}u; t++) {
${
  left.along === 'terms'
    ? repeat(tile.threadRows, (i) => `let a${i} = left_slice[(${row(i)}) * ${leftSlice.pitch}u + t];`)
    : repeat(4, (k) => repeat(quadRows, (i) => `let a${k}_${i} = left_slice[(4u * t + ${k}u) * ${leftSlice.pitch}u + ty * ${quadRows}u + ${i}u];`))
}
${
  right.along === 'terms'
    ? repeat(tile.threadColumns, (j) => `let b${j} = right_slice[(${column(j)}) * ${rightSlice.pitch}u + t];`)
    : repeat(4, (k) => repeat(quadColumns, (j) => `let b${k}_${j} = right_slice[(4u * t + ${k}u) * ${rightSlice.pitch}u + ${j * wide}u + tx];`))
}
${repeat(4, (k) => repeat(tile.threadRows, (i) => repeat(quadColumns, (j) => `c${i}_${j} = fma(vec4f(${a(i, k)}), ${b(j, k)}, c${i}_${j});`, ' ')))}
}
workgroupBarrier();
}
${repeat(quadRows, (i) =>
  repeat(
    quadColumns,
    (j) => `{
let m = m0 + ${row(4 * i)};
let n = n0 + ${column(4 * j)};
${repeat(4, (k) => `let s${k} = c${4 * i + k}_${j};`, ' ')}
if (m < ${rows}u && n < ${columns}u) {
${problem.store}
}
}`,
  ),
)}`,
  });
}

/** The part of an operand that is in workgroup memory: its layout, and the code by which all invocations bring it in. */
function slice(name: string, operand: Operand, edge: number, depth: number, threads: number) {
  const alongTerms = operand.along === 'terms';
  // a quad more than needed from row to row keeps neighbouring invocations in different banks
  const pitch = alongTerms ? depth / 4 + 1 : edge / 4;
  const quads = (edge * depth) / 4;
  const turns = Math.ceil(quads / threads);
  const per = alongTerms ? depth / 4 : edge / 4;
  const guard = quads % threads === 0 ? '' : `if (q < ${quads}u) `;
  return {
    pitch,
    length: alongTerms ? edge * pitch : depth * pitch,
    prepare: (first: string, limit: number) =>
      repeat(
        turns,
        (turn) => `let ${name}_q${turn} = local + ${turn * threads}u;
let ${name}_edge${turn} = ${first} + ${alongTerms ? `${name}_q${turn} / ${per}u` : `${name}_q${turn} % ${per}u * 4u`};
${operand.names.map((known) => `var ${name}_${known}${turn} = 0u;`).join(' ')}
let ${name}_inside${turn} = ${name}_edge${turn} < ${limit}u;
if (${name}_inside${turn}) {
let edge = ${name}_edge${turn};
${operand.prepare}
${operand.names.map((known) => `${name}_${known}${turn} = ${known};`).join(' ')}
}`,
      ),
    fetch: (terms: number) =>
      repeat(
        turns,
        (turn) => `{
let q = ${name}_q${turn};
${guard}{
let term = first + ${alongTerms ? `q % ${per}u * 4u` : `q / ${per}u`};
var quad = vec4f(0.0);
if (${name}_inside${turn} && term < ${terms}u) {
let edge = ${name}_edge${turn};
${operand.names.map((known) => `let ${known} = ${name}_${known}${turn};`).join(' ')}
${operand.fetch}
}
${name}_slice[${alongTerms ? `q / ${per}u * ${pitch}u + q % ${per}u` : 'q'}] = quad;
}
}`,
      ),
  };
}
