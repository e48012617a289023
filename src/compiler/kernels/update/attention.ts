import type { Plan } from '../../../optim/plan.ts';
import type { AdapterClass, Kernel } from '../kernel.ts';
import { input, output, threadKernel } from '../shader.ts';
import { stepCounterInput } from '../step-counter.ts';
import type { UpdateShape } from './update-buffers.ts';
import { hostTable, loadScalars } from './update-buffers.ts';

export interface AttentionShape {
  /** Gradients kept, K. */
  readonly keep: number;
  /** Runs of `headSize` values that attend on their own: see `attentionHeads`. */
  readonly heads: number;
}

const workgroupSize: Record<AdapterClass, number> = { software: 4, gpu: 64 };

/** Where a parameter lies in the arena, in floats. */
interface Place {
  readonly offset: number;
  readonly length: number;
}

/** How many heads there are. */
export const attentionHeadCount = (parameters: readonly Place[], headSize: number): number =>
  parameters.reduce((count, { length }) => count + Math.ceil(length / headSize), 0);

/** The heads of all parameters: [offset, length] for each run of `headSize` values, the last of a parameter shorter. */
export function attentionHeads(parameters: readonly Place[], headSize: number): Uint32Array<ArrayBuffer> {
  const heads: number[] = [];
  for (const { offset, length } of parameters) {
    for (let at = 0; at < length; at += headSize) heads.push(offset + at, Math.min(headSize, length - at));
  }
  return Uint32Array.from(heads);
}

/**
 * Scaled dot-product attention of each gradient over those before it, in place. One dispatch, one invocation a head.
 *   x̂ = x / √(mean(x²) + 1e-12) ;  s_i = q̂ · k̂_i / √length / τ ;  g ← Σ_i softmax(s)_i g_i
 * over the last min(taken, K) gradients as received and the current one, which is the query.
 *   g        gradients [length], written
 *   history  [K, length]: the gradients as received; the oldest is replaced by the current one
 *   heads    u32 [heads, 2], see `attentionHeads`
 *   hostScalars  the table of host scalars, `tau` among them
 *   stepScalars, memory   of a guarded plan: a step that is not accepted leaves the history as it was, and the accepted
 *                     steps are counted by the guard; else the step counter does
 * Source: Vaswani et al. 2017 for the attention; golden/nmgd.json for its use on gradients.
 */
export function attention(
  plan: Plan,
  { keep, heads }: AttentionShape,
  shape: UpdateShape & { readonly guardWords: number },
  adapter: AdapterClass,
): Kernel {
  const { length, guardWords } = shape;
  const { guarded, stepScalars } = plan;
  const accepted = `stepScalars[${stepScalars.indexOf('accepted')}u] > 0.5`;
  const each = (body: string) => `for (var i = first; i < end; i++) {\n${body}\n}`;
  return threadKernel({
    name: `gradient-attention ${length}, ${keep} kept`,
    buffers: [
      output('g', length),
      output('history', keep * length),
      input('heads', 2 * heads, 'u32'),
      hostTable(plan, shape),
      ...(guarded ? [input('stepScalars', stepScalars.length), input('memory', guardWords, 'u32')] : []),
      stepCounterInput,
    ],
    workgroupSize: workgroupSize[adapter],
    threads: heads,
    flops: length * (4 * keep + 4),
    body: `${loadScalars(plan, shape, 'host_tau')}
let first = heads[2u * index];
let size = heads[2u * index + 1u];
let end = first + size;
let taken = ${guarded ? `memory[0] - select(0u, 1u, ${accepted})` : 'stepCounter[0]'};
let known = min(taken, ${keep}u);
var own = 0.0;
var dots: array<f32, ${keep}>;
var squares: array<f32, ${keep}>;
${each(`let q = g[i];
own = fma(q, q, own);
for (var k = 0u; k < known; k++) {
let key = history[k * ${length}u + i];
dots[k] = fma(q, key, dots[k]);
squares[k] = fma(key, key, squares[k]);
}`)}
let n = f32(size);
let query_scale = 1.0 / sqrt(own / n + 1e-12);
let temperature = sqrt(n) * host_tau;
var scores: array<f32, ${keep + 1}>;
scores[${keep}] = own * query_scale * query_scale / temperature;
var largest = scores[${keep}];
for (var k = 0u; k < known; k++) {
scores[k] = dots[k] * query_scale / sqrt(squares[k] / n + 1e-12) / temperature;
largest = max(largest, scores[k]);
}
var total = exp(scores[${keep}] - largest);
scores[${keep}] = total;
for (var k = 0u; k < known; k++) {
scores[k] = exp(scores[k] - largest);
total += scores[k];
}
let slot = taken % ${keep}u * ${length}u;
${each(`let q = g[i];
var mixed = scores[${keep}] * q;
for (var k = 0u; k < known; k++) { mixed = fma(scores[k], history[k * ${length}u + i], mixed); }
${guarded ? `if (${accepted}) { history[slot + i] = q; }` : 'history[slot + i] = q;'}
g[i] = mixed / total;`)}`,
  });
}
