import type { Kernel } from '../kernel.ts';
import { repeat, threadKernel } from '../shader.ts';
import type { Matmul } from './matmul-problem.ts';
import { buffersOf, flopsOf } from './matmul-problem.ts';

export interface RegisterTuning {
  readonly kind: 'registers';
  /** Of the tile that an invocation computes. */
  readonly rows: number;
  readonly columns: number;
  /** The direction in which neighbouring invocations lie. */
  readonly fast: 'rows' | 'columns';
  readonly workgroupSize: number;
}

/** A product of which each invocation computes a tile, all sums in registers. */
export function registerKernel(problem: Matmul, tuning: RegisterTuning): Kernel {
  const { rows, columns, terms, chunks, left, right, store, extra } = problem;
  const high = Math.min(tuning.rows, rows);
  const wide = Math.min(tuning.columns, columns);
  const down = Math.ceil(rows / high);
  const across = Math.ceil(columns / wide);
  const exact = down * high === rows && across * wide === columns;
  const clamp = (index: string, count: number) => (exact ? index : `min(${index}, ${count - 1}u)`);
  const cells = (text: (i: number, j: number) => string) =>
    repeat(high, (i) => repeat(wide, (j) => text(i, j), ' '));
  const split = chunks.count > 1;
  const inner = `${repeat(high, (i) => `let a${i} = ${left(`m${i}`, 'r')};`, ' ')}
${repeat(wide, (j) => `let b${j} = ${right('r', `n${j}`)};`, ' ')}
${cells((i, j) => `c${i}_${j} = fma(a${i}, b${j}, c${i}_${j});`)}`;
  const sum = split
    ? `${cells((i, j) => `var t${i}_${j} = 0.0;`)}
for (var first = 0u; first < ${terms}u; first += ${chunks.length}u) {
${cells((i, j) => `c${i}_${j} = 0.0;`)}
for (var r = first; r < min(first + ${chunks.length}u, ${terms}u); r++) {
${inner}
}
${cells((i, j) => `t${i}_${j} += c${i}_${j};`)}
}`
    : `for (var r = 0u; r < ${terms}u; r++) {\n${inner}\n}`;
  const sumOf = (i: number, j: number) => `${split ? 't' : 'c'}${i}_${j}`;
  const inside = (m: string, n: string, place: string) =>
    exact ? place : `if (${m} < ${rows}u && ${n} < ${columns}u) { ${place} }`;
  const storeEach = () =>
    cells((i, j) =>
      inside(`down + ${i * down}u`, `across + ${j * across}u`, store(`m${i}`, `n${j}`, sumOf(i, j))),
    );
  const storeInLoop = () => `var sums = array<f32, ${high * wide}>(${cells((i, j) => `${sumOf(i, j)},`)});
for (var e = 0u; e < ${high * wide}u; e++) {
let m = down + e / ${wide}u * ${down}u;
let n = across + e % ${wide}u * ${across}u;
${inside('m', 'n', store('m', 'n', 'sums[e]'))}
}`;
  const tiles = down * across;
  return threadKernel({
    name: problem.name,
    buffers: buffersOf(problem),
    workgroupSize: tuning.workgroupSize,
    threads: tiles + (extra?.threads ?? 0),
    flops: flopsOf(problem),
    declarations: problem.epilogue ?? '',
    body: `${extra ? `if (index >= ${tiles}u) {\nlet i = index - ${tiles}u;\n${extra.body}\nreturn;\n}` : ''}
let down = ${tuning.fast === 'rows' ? `index % ${down}u` : `index / ${across}u`};
let across = ${tuning.fast === 'rows' ? `index / ${down}u` : `index % ${across}u`};
${repeat(high, (i) => `let m${i} = ${clamp(`down + ${i * down}u`, rows)};`)}
${repeat(wide, (j) => `let n${j} = ${clamp(`across + ${j * across}u`, columns)};`)}
${cells((i, j) => `var c${i}_${j} = 0.0;`)}
${sum}
${problem.longStore ? storeInLoop() : storeEach()}`,
  });
}
