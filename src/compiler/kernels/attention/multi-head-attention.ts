import { floatLiteral } from '../expr-wgsl.ts';
import type { AdapterClass } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import { floats, input, output, results, threadKernel } from '../shader.ts';

export interface MultiHeadShape {
  readonly batch: number;
  readonly tokens: number;
  /** Of all heads together; a multiple of the heads. */
  readonly features: number;
  readonly heads: number;
}

export interface MultiHeadTuning {
  readonly workgroupSize: number;
}

export const multiHeadTunings = (adapter: AdapterClass): MultiHeadTuning[] =>
  (adapter === 'software' ? [4, 16] : [64, 128]).map((workgroupSize) => ({ workgroupSize }));

const text = ({ batch, tokens, features, heads }: MultiHeadShape): string =>
  `${batch}×${tokens}×${features}, ${heads} head${heads === 1 ? '' : 's'}`;

/** Floats of the attention weights: [batch, heads, tokens, tokens], row t for the query t. */
export const attentionWeightsLength = ({ batch, heads, tokens }: MultiHeadShape): number =>
  batch * heads * tokens * tokens;

/** @throws RangeError where the heads do not divide the features */
function layoutOf({ batch, tokens, features, heads }: MultiHeadShape) {
  if (features % heads !== 0) {
    throw new RangeError(`attention: heads must divide the ${features} features, got ${heads}`);
  }
  const headWidth = features / heads;
  const vec4 = headWidth % 4 === 0;
  const unit = vec4 ? 4 : 1;
  const across = features / unit;
  const each = headWidth / unit;
  return {
    length: batch * tokens * features,
    vec4,
    type: vec4 ? 'vec4f' : 'f32',
    across,
    scale: floatLiteral(1 / Math.sqrt(headWidth)),
    queries: batch * heads * tokens,
    total: (sum: string) => (vec4 ? `((${sum}.x + ${sum}.y) + (${sum}.z + ${sum}.w))` : sum),
    /** WGSL of an invocation for each query of each head: `row` of the weights, `own` features and those of key 0. */
    query: `let t = index % ${tokens}u;
let head = index / ${tokens}u % ${heads}u;
let b = index / ${tokens * heads}u;
let row = index * ${tokens}u;
let own = (b * ${tokens}u + t) * ${across}u + head * ${each}u;
let first = b * ${tokens * across}u + head * ${each}u;`,
    /** WGSL of the product of what belongs to the query with what belongs to key s, over the features of the head. */
    dot: (left: string, right: string) => `let other = first + s * ${across}u;
var sum = ${vec4 ? 'vec4f' : 'f32'}(0.0);
for (var c = 0u; c < ${each}u; c++) { sum = fma(${left}[own + c], ${right}[other + c], sum); }`,
    /** WGSL of an invocation for each unit of features of each token: `column` of all, `square` of its head's weights. */
    place: `let column = index % ${across}u;
let t = index / ${across}u % ${tokens}u;
let b = index / ${tokens * across}u;
let square = (b * ${heads}u + column / ${each}u) * ${tokens * tokens}u;
let first = b * ${tokens * across}u + column;`,
  };
}

/**
 * Scaled dot-product attention of several heads: for each head y = softmax(q kᵀ / √(features / heads)) v. Two dispatches.
 *   q, k, v  [batch, tokens, features], the heads side by side
 *   y        as q, written
 *   weights  [batch, heads, tokens, tokens], written: what the softmax gave, for the gradient
 * The largest score is taken off first; each sum goes through keys or features in order, four neighbouring features as
 * four sums. Source: Vaswani et al. 2017.
 * @throws RangeError where the heads do not divide the features
 */
export function multiHeadAttention(
  shape: MultiHeadShape,
  { workgroupSize }: MultiHeadTuning,
): KernelSequence {
  const { tokens, features } = shape;
  const { length, vec4, type, across, scale, queries, total, query, dot, place } = layoutOf(shape);
  const each = (body: string) => `for (var s = 0u; s < ${tokens}u; s++) {\n${body}\n}`;
  const weigh = threadKernel({
    name: `attention ${text(shape)}, weights`,
    buffers: [
      floats('q', length, vec4),
      floats('k', length, vec4),
      output('weights', attentionWeightsLength(shape)),
    ],
    workgroupSize,
    threads: queries,
    flops: 2 * queries * tokens * (features / shape.heads),
    body: `${query}
var largest = ${floatLiteral(-3.4e38)};
${each(`${dot('q', 'k')}
let score = ${total('sum')} * ${scale};
weights[row + s] = score;
largest = max(largest, score);`)}
var all = 0.0;
${each('let weight = exp(weights[row + s] - largest);\nweights[row + s] = weight;\nall += weight;')}
${each('weights[row + s] /= all;')}`,
  });
  const mix = threadKernel({
    name: `attention ${text(shape)}, mix`,
    buffers: [
      floats('v', length, vec4),
      input('weights', attentionWeightsLength(shape)),
      results('y', length, vec4),
    ],
    workgroupSize,
    threads: shape.batch * tokens * across,
    flops: 2 * queries * tokens * (features / shape.heads),
    body: `${place}
var sum = ${type}(0.0);
${each(`sum = fma(${type}(weights[square + t * ${tokens}u + s]), v[first + s * ${across}u], sum);`)}
y[index] = sum;`,
  });
  return { kernels: [weigh, mix], scratch: {} };
}

/**
 * Gradients of the attention, P the weights and S the scores before the softmax: dP = dY vᵀ, dS = P (dP − Σ_keys P dP),
 * dQ = dS k / √e, dK = dSᵀ q / √e, dV = Pᵀ dY. Two dispatches.
 *   q, k, v, weights, dY  as the forward pass had and left them
 *   dQ, dK, dV            as q, written
 * @throws RangeError where the heads do not divide the features
 */
export function multiHeadAttentionGradient(
  shape: MultiHeadShape,
  { workgroupSize }: MultiHeadTuning,
): KernelSequence {
  const { tokens, features } = shape;
  const { length, vec4, type, across, scale, queries, total, query, dot, place } = layoutOf(shape);
  const weights = attentionWeightsLength(shape);
  const each = (body: string) => `for (var s = 0u; s < ${tokens}u; s++) {\n${body}\n}`;
  const products = 2 * queries * tokens * (features / shape.heads);
  const scores = threadKernel({
    name: `attention-gradient ${text(shape)}, scores`,
    buffers: [
      floats('v', length, vec4),
      floats('dY', length, vec4),
      input('weights', weights),
      output('dScores', weights),
    ],
    workgroupSize,
    threads: queries,
    flops: products,
    body: `${query}
var mean = 0.0;
${each(`${dot('dY', 'v')}
let dScore = ${total('sum')};
dScores[row + s] = dScore;
mean = fma(weights[row + s], dScore, mean);`)}
${each(`dScores[row + s] = weights[row + s] * (dScores[row + s] - mean) * ${scale};`)}`,
  });
  const inputs = threadKernel({
    name: `attention-gradient ${text(shape)}, inputs`,
    buffers: [
      floats('q', length, vec4),
      floats('k', length, vec4),
      floats('dY', length, vec4),
      input('weights', weights),
      input('dScores', weights),
      results('dQ', length, vec4),
      results('dK', length, vec4),
      results('dV', length, vec4),
    ],
    workgroupSize,
    threads: shape.batch * tokens * across,
    flops: 3 * products,
    body: `${place}
var sumQ = ${type}(0.0);
var sumK = ${type}(0.0);
var sumV = ${type}(0.0);
${each(`let other = first + s * ${across}u;
let at = square + s * ${tokens}u + t;
sumQ = fma(${type}(dScores[square + t * ${tokens}u + s]), k[other], sumQ);
sumK = fma(${type}(dScores[at]), q[other], sumK);
sumV = fma(${type}(weights[at]), dY[other], sumV);`)}
dQ[index] = sumQ;
dK[index] = sumK;
dV[index] = sumV;`,
  });
  return { kernels: [scores, inputs], scratch: { dScores: weights } };
}
