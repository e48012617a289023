import { assign } from '../../../core/expr.ts';
import type { Plan, ReduceStage } from '../../../optim/plan.ts';
import { programToWgsl } from '../expr-wgsl.ts';
import type { KernelSequence } from '../sequence.ts';
import { groupKernel, input, output, threadKernel } from '../shader.ts';
import { stepCounterInput } from '../step-counter.ts';
import type { UpdateShape } from './update-buffers.ts';
import { hostTable, loadScalars, metricsIndex, scalarNames } from './update-buffers.ts';

/** Invocations that add up the partial sums in the end. */
const finishers = 64;

/** How many partial sums there are: from the length alone. */
const partialSums = (length: number): number => Math.max(1, Math.min(4096, Math.ceil(length / 64)));

/**
 * One reduction over all gradients, and what follows from it. Two dispatches.
 *   g        gradients [length]; the space between parameters holds zeros, whose terms must be 0
 *   hostScalars  the table of host scalars, see update-buffers.ts
 *   stepScalars  [step scalars], those that the stage assigns are written
 *   metricsRing     [rows, metricsStride]: the step scalar `norm`, where the stage assigns it, is written at this lane's `norm`
 *   stepCounter    see step-counter.ts
 */
export function gradientSum(
  name: string,
  plan: Plan,
  stage: ReduceStage,
  shape: UpdateShape,
  workgroupSize: number,
): KernelSequence {
  const { length, rows, metricsStride } = shape;
  const partials = partialSums(length);
  const vec4Count = length / 4;
  const term = programToWgsl([assign('term', stage.sum)], new Map([['g', 'g_in']]));
  const sum = threadKernel({
    name: `${name} ${length}, ${stage.into}`,
    buffers: [input('g', vec4Count, 'vec4f'), output('partials', partials)],
    workgroupSize,
    threads: partials,
    flops: 2 * length,
    body: `var sum = vec4f(0.0);
for (var i = index; i < ${vec4Count}u; i += ${partials}u) {
let g_in = g[i];
${term.statements}
sum += ${term.names.get('term')};
}
partials[index] = (sum.x + sum.y) + (sum.z + sum.w);`,
  });
  const { statements, names } = programToWgsl(
    stage.finish,
    new Map([...scalarNames(plan), [stage.into, 'total']]),
    'f32',
  );
  const assigned = plan.stepScalars.flatMap((scalar, i) => {
    const value = names.get(scalar);
    return stage.finish.some(({ target }) => target === scalar) ? [{ scalar, i, value }] : [];
  });
  const loads = loadScalars(plan, shape, statements);
  const finish = groupKernel({
    name: `${name}, ${stage.into} together`,
    buffers: [
      input('partials', partials),
      ...(loads.includes('hostScalars[') ? [hostTable(plan, shape)] : []),
      output('stepScalars', plan.stepScalars.length),
      output('metricsRing', rows * metricsStride),
      stepCounterInput,
    ],
    workgroupSize: finishers,
    workgroups: [1, 1, 1],
    flops: partials,
    declarations: `var<workgroup> shares: array<f32, ${finishers}>;`,
    body: `var share = 0.0;
for (var i = local; i < ${partials}u; i += ${finishers}u) { share += partials[i]; }
shares[local] = share;
workgroupBarrier();
if (local > 0u) { return; }
var total = 0.0;
for (var i = 0u; i < ${finishers}u; i++) { total += shares[i]; }
${loads}
${statements}
${assigned.map(({ i, value }) => `stepScalars[${i}u] = ${value};`).join('\n')}
${assigned.map(({ scalar, value }) => (scalar === 'norm' ? `metricsRing[${metricsIndex(shape, 'norm')}] = ${value};` : '')).join('')}`,
  });
  return { kernels: [sum, finish], scratch: { partials } };
}
