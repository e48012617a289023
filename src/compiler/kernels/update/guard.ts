import { guardWarmup } from '../../../optim/custom-ops/guard.ts';
import type { Plan } from '../../../optim/plan.ts';
import type { Kernel } from '../kernel.ts';
import { groupKernel, output } from '../shader.ts';
import { stepCounterInput } from '../step-counter.ts';
import type { UpdateShape } from './update-buffers.ts';
import { hostTable, loadScalars, metricsIndex } from './update-buffers.ts';

/** Words of a guard's memory: how many steps it accepted, then their last losses, then their last norms. */
export const guardLength = (window: number): number => 1 + 2 * window;
/** Where in its memory the losses and the norms begin. */
export const guardLosses = 1;
export const guardNorms = (window: number): number => 1 + window;

/**
 * Decides whether a step is taken: the loss and the norm of the gradient must be finite, and at most `guardFactor`
 * times the median of their last `window` accepted values, once there are `guardWarmup`. One dispatch.
 *   hostScalars  the table of host scalars, `guardFactor` among them
 *   stepScalars  [step scalars]: `norm` is read, `accepted` written, 1 or 0
 *   memory   [guardLength], u32 for the count and floats as bits; starts at 0
 *   metricsRing     [rows, metricsStride]: this lane's `loss` is read, `accepted` written
 *   stepCounter    see step-counter.ts
 * An even number of values has the mean of the middle two for a median.
 */
export function guard(plan: Plan, window: number, shape: UpdateShape): Kernel {
  const { rows, metricsStride } = shape;
  const at = (scalar: string): string => `stepScalars[${plan.stepScalars.indexOf(scalar)}u]`;
  const normsAt = guardNorms(window);
  return groupKernel({
    name: `guard ${window}`,
    buffers: [
      hostTable(plan, shape),
      output('stepScalars', plan.stepScalars.length),
      output('memory', guardLength(window), 'u32'),
      output('metricsRing', rows * metricsStride),
      stepCounterInput,
    ],
    workgroupSize: window,
    workgroups: [1, 1, 1],
    flops: 4 * window * window,
    declarations: `var<workgroup> middles: array<f32, 4>;
${medianWgsl(window)}`,
    body: `${loadScalars(plan, shape, 'host_guardFactor')}
let count = memory[0];
let known = min(count, ${window}u);
let loss = metricsRing[${metricsIndex(shape, 'loss')}];
let norm = ${at('norm')};
if (local < known) {
place(local, known, ${guardLosses}u, 0u);
place(local, known, ${normsAt}u, 2u);
}
workgroupBarrier();
if (local > 0u) { return; }
let loss_limit = host_guardFactor * (0.5 * (middles[0] + middles[1]));
let norm_limit = host_guardFactor * (0.5 * (middles[2] + middles[3]));
let is_finite = finite(loss) && finite(norm);
let within = known < ${guardWarmup}u || (loss <= loss_limit && norm <= norm_limit);
let accepted = is_finite && within;
if (accepted) {
memory[${guardLosses}u + count % ${window}u] = bitcast<u32>(loss);
memory[${normsAt}u + count % ${window}u] = bitcast<u32>(norm);
memory[0] = count + 1u;
}
${at('accepted')} = select(0.0, 1.0, accepted);
metricsRing[${metricsIndex(shape, 'accepted')}] = select(0.0, 1.0, accepted);`,
  });
}

/** Ranks a remembered value among the others; those of the middle ranks go to `middles`. Bits tell what is finite. */
const medianWgsl = (window: number): string => `fn finite(value: f32) -> bool {
return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}
fn place(own: u32, known: u32, first: u32, to: u32) {
let value = bitcast<f32>(memory[first + own]);
var rank = 0u;
for (var i = 0u; i < min(known, ${window}u); i++) {
let other = bitcast<f32>(memory[first + i]);
if (other < value || (other == value && i < own)) { rank++; }
}
if (rank == (known - 1u) / 2u) { middles[to] = value; }
if (rank == known / 2u) { middles[to + 1u] = value; }
}`;
