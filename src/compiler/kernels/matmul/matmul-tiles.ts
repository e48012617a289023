import type { Kernel } from '../kernel.ts';
import { spread } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import { groupKernel, input, output, repeat, threadKernel } from '../shader.ts';
import type { Matmul } from './matmul-problem.ts';
import { buffersOf, flopsOf } from './matmul-problem.ts';

/**
 * A product in square blocks of micro · side rows and columns: side² invocations bring a slice of both operands into
 * workgroup memory, then each adds to micro² sums. Where sums have chunks, each workgroup takes one chunk and a second
 * dispatch adds them up.
 */
export function tileKernels(problem: Matmul, micro: 4 | 8, side: number): KernelSequence {
  const { rows, columns, terms, chunks, store, extra } = problem;
  const edge = micro * side;
  const depth = edge > 64 ? 8 : 16; // both slices fit the 16 KiB that every adapter has
  const workgroupSize = side * side;
  const down = Math.ceil(rows / edge);
  const across = Math.ceil(columns / edge);
  const blocks = down * across * chunks.count;
  const extraGroups = extra ? Math.ceil(extra.threads / workgroupSize) : 0;
  const workgroups = spread(blocks + extraGroups);
  const split = chunks.count > 1;
  const partials = split ? chunks.count * rows * columns : 0;
  const vec4Count = micro / 4;
  /** Vec4s from one term of a slice to the next; one more than needed, against conflicts between banks. */
  const pitch = edge / 4 + 1;
  const fetch = (
    slice: string,
    value: (edge: string) => string,
    first: string,
    limit: number,
    termFast: boolean,
  ) =>
    `for (var e = local; e < ${(edge * depth) / 4}u; e += ${workgroupSize}u) {
let t = ${termFast ? `e % ${depth}u` : `e / ${edge / 4}u`};
let q = ${termFast ? `e / ${depth}u` : `e % ${edge / 4}u`};
let k = ${first} + 4u * q;
let r = start + t;
var loaded = vec4f(0.0);
if (r < end) {
${repeat(4, (lane) => `if (k + ${lane}u < ${limit}u) { loaded.${'xyzw'[lane]} = ${value(`(k + ${lane}u)`)}; }`)}
}
${slice}[t * ${pitch}u + q] = loaded;
}`;
  const rowOf = (i: number) => `${i >> 2}u * ${4 * side}u + 4u * ty + ${i & 3}u`;
  const columnOf = (j: number) => `${j}u * ${4 * side}u + 4u * tx`;
  const place = split
    ? (sum: string) => `partials[(chunk * ${rows}u + m) * ${columns}u + n] = ${sum};`
    : (sum: string) => store('m', 'n', sum);
  const product = groupKernel({
    name: problem.name,
    buffers: split
      ? [...problem.operands, ...(extra?.buffers ?? []), output('partials', partials)]
      : buffersOf(problem),
    workgroupSize,
    workgroups,
    flops: flopsOf(problem),
    declarations: `${split ? '' : (problem.epilogue ?? '')}
var<workgroup> left_slice: array<vec4f, ${depth * pitch}>;
var<workgroup> right_slice: array<vec4f, ${depth * pitch}>;`,
    body: `let block = group.x + group.y * ${workgroups[0]}u;
if (block >= ${blocks}u) {
${extra ? `let i = (block - ${blocks}u) * ${workgroupSize}u + local;\nif (i < ${extra.threads}u) { ${extra.body} }` : ''}
return;
}
let n0 = block % ${across}u * ${edge}u;
let m0 = block / ${across}u % ${down}u * ${edge}u;
let chunk = block / ${down * across}u;
let end = min((chunk + 1u) * ${chunks.length}u, ${terms}u);
let tx = local % ${side}u;
let ty = local / ${side}u;
${repeat(micro, (i) => repeat(vec4Count, (j) => `var c${i}_${j} = vec4f(0.0);`, ' '))}
for (var start = chunk * ${chunks.length}u; start < end; start += ${depth}u) {
${fetch('left_slice', (k) => problem.left(k, 'r'), 'm0', rows, problem.contiguous.left === 'term')}
${fetch('right_slice', (k) => problem.right('r', k), 'n0', columns, problem.contiguous.right === 'term')}
workgroupBarrier();
for (var t = 0u; t < ${depth}u; t++) {
${repeat(vec4Count, (i) => `let a${i} = left_slice[t * ${pitch}u + ${i * side}u + ty];`)}
${repeat(vec4Count, (j) => `let b${j} = right_slice[t * ${pitch}u + ${j * side}u + tx];`)}
${repeat(micro, (i) => repeat(vec4Count, (j) => `c${i}_${j} = fma(vec4f(a${i >> 2}.${'xyzw'[i & 3]}), b${j}, c${i}_${j});`, ' '))}
}
workgroupBarrier();
}
${repeat(
  micro,
  (i) => `{
let m = m0 + ${rowOf(i)};
if (m < ${rows}u) {
${repeat(vec4Count, (j) => `for (var q = 0u; q < 4u; q++) {\nlet n = n0 + ${columnOf(j)} + q;\nif (n < ${columns}u) { ${place(`c${i}_${j}[q]`)} }\n}`)}
}
}`,
)}`,
  });
  if (!split) return { kernels: [product], scratch: {} };
  return { kernels: [product, sumKernel(problem, partials)], scratch: { partials } };
}

function sumKernel(problem: Matmul, partials: number): Kernel {
  const { rows, columns, chunks, store } = problem;
  return threadKernel({
    name: `${problem.name}, sum`,
    buffers: [...problem.results, input('partials', partials)],
    workgroupSize: 64,
    threads: rows * columns,
    flops: partials,
    declarations: problem.epilogue ?? '',
    body: `var sum = partials[index];
for (var c = 1u; c < ${chunks.count}u; c++) { sum += partials[index + c * ${rows * columns}u]; }
let m = index / ${columns}u;
let n = index % ${columns}u;
${store('m', 'n', 'sum')}`,
  });
}
