import { exp } from '../../core/portable-math.ts';
/**
 * A gradient replaced by scaled dot-product attention over the kept gradients and itself, in float64.
 *   x̂ = x / √(mean(x²) + 1e-12) ;  w = softmax_i(q̂ · k̂_i / √l / τ) ;  out = Σ_i w_i g_i
 * per head of `headSize` consecutive values (the last may be shorter, its length is l); the query is the current
 * gradient, keys and values are the kept ones and the current.
 * Shapes: all [n]; `memory` oldest first, none, some or all of them there yet.
 * Source: this project's article; Vaswani et al. 2017 for the attention.
 */
export function attend(
  memory: readonly Float64Array[],
  gradient: Float64Array,
  headSize: number,
  tau: number,
): Float64Array {
  const out = new Float64Array(gradient.length);
  const all = [...memory, gradient];
  for (let start = 0; start < gradient.length; start += headSize) {
    const heads = all.map((values) => values.subarray(start, start + headSize));
    out.set(attendHead(heads, tau), start);
  }
  return out;
}

/** One head: the last of `heads` is the query. */
function attendHead(heads: readonly Float64Array[], tau: number): Float64Array {
  const units = heads.map(unitRms);
  const query = units.at(-1) ?? new Float64Array();
  const scores = units.map((key) => dot(query, key) / Math.sqrt(query.length) / tau);
  const weights = softmax(scores);
  return query.map((_, i) => heads.reduce((sum, head, h) => sum + (weights[h] ?? 0) * (head[i] ?? 0), 0));
}

function unitRms(values: Float64Array): Float64Array {
  const rms = Math.sqrt(dot(values, values) / values.length + 1e-12);
  return values.map((value) => value / rms);
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
