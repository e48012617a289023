import type { Kernel } from '../kernel.ts';
import { spread } from '../kernel.ts';
import { groupKernel } from '../shader.ts';
import type { Matmul } from './matmul-problem.ts';
import { buffersOf, flopsOf } from './matmul-problem.ts';

/** A product in which the chunks of a sum are spread over the invocations of a workgroup. */
export function splitKernel(problem: Matmul, workgroupSize: number): Kernel {
  const { rows, columns, terms, chunks, left, right, store, extra } = problem;
  const results = Math.floor(workgroupSize / chunks.count);
  const groups = Math.ceil((rows * columns) / results);
  const extraGroups = extra ? Math.ceil(extra.threads / workgroupSize) : 0;
  const workgroups = spread(groups + extraGroups);
  return groupKernel({
    name: problem.name,
    buffers: buffersOf(problem),
    workgroupSize,
    workgroups,
    flops: flopsOf(problem),
    declarations: `${problem.epilogue ?? ''}\nvar<workgroup> sums: array<f32, ${results * chunks.count}>;`,
    body: `let block = group.x + group.y * ${workgroups[0]}u;
${extra ? `if (block >= ${groups}u) {\nlet i = (block - ${groups}u) * ${workgroupSize}u + local;\nif (i < ${extra.threads}u) { ${extra.body} }\nreturn;\n}` : ''}
let own = local % ${results}u;
let chunk = local / ${results}u;
let place = block * ${results}u + own;
let m = min(place / ${columns}u, ${rows - 1}u);
let n = place % ${columns}u;
if (chunk < ${chunks.count}u) {
var sum = 0.0;
for (var r = chunk * ${chunks.length}u; r < min((chunk + 1u) * ${chunks.length}u, ${terms}u); r++) {
sum = fma(${left('m', 'r')}, ${right('r', 'n')}, sum);
}
sums[local] = sum;
}
workgroupBarrier();
if (chunk == 0u && place < ${rows * columns}u) {
var sum = sums[own];
for (var c = 1u; c < ${chunks.count}u; c++) { sum += sums[own + c * ${results}u]; }
${store('m', 'n', 'sum')}
}`,
  });
}
