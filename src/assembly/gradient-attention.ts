import { firstLanes, madd, storeSome, sumOf } from './lanes';
import { exp } from './math';

/** At most so many gradients are kept: `keep` of optim/transforms/attention.ts. */
const MAX_KEEP: i32 = 16;
/** The weights of one head: of the stored gradients, then of the current one. */
const scores = memory.data(4 * (MAX_KEEP + 1), 16);

/**
 * Scaled dot-product attention of each gradient over those before it, in place:
 *   x̂ = x / √(mean(x²) + 1e-12) ;  s_i = q̂ · k̂_i / √length / τ ;  g ← Σ_i softmax(s)_i g_i
 * over the last min(accepted, keep) gradients as received and the current one, which is the query.
 *   g        [length], written
 *   history  [keep, length]: the gradients as received; where `isStored` is not 0 the oldest is replaced by this one
 *   heads    u32 [headCount, 2]: offset and length of each run of values that attends on its own
 */
export function gradientAttention(
  g: usize,
  history: usize,
  heads: usize,
  headCount: i32,
  keep: i32,
  length: i32,
  accepted: i32,
  isStored: i32,
  tau: f32,
): void {
  const stored = min(accepted, keep);
  const row = (<usize>length) << 2;
  const slot = <usize>(accepted % keep) * row;
  for (let head = 0; head < headCount; head++) {
    const place = heads + ((<usize>head) << 3);
    const first = (<usize>load<u32>(place)) << 2;
    const size = <i32>load<u32>(place, 4);
    weigh(g + first, history + first, row, stored, size, tau);
    mix(g + first, history + first, row, stored, size, isStored !== 0 ? history + slot + first : 0);
  }
}

/** The softmax of the scores of one head, the current gradient's behind those of the `stored` ones. */
function weigh(q: usize, keys: usize, row: usize, stored: i32, size: i32, tau: f32): void {
  const own = dot(q, q, size);
  const queryScale: f32 = 1 / Mathf.sqrt(own / <f32>size + 1e-12);
  const temperature: f32 = Mathf.sqrt(<f32>size) * tau;
  let largest = (own * queryScale * queryScale) / temperature;
  const current = scores + ((<usize>stored) << 2);
  store<f32>(current, largest);
  for (let k = 0; k < stored; k++) {
    const key = keys + <usize>k * row;
    const keyScale = Mathf.sqrt(dot(key, key, size) / <f32>size + 1e-12);
    const score = (dot(q, key, size) * queryScale) / keyScale / temperature;
    store<f32>(scores + ((<usize>k) << 2), score);
    largest = max(largest, score);
  }
  let total: f32 = 0;
  for (let at = scores; at <= current; at += 4) {
    const weight = exp(load<f32>(at) - largest);
    store<f32>(at, weight);
    total += weight;
  }
  for (let at = scores; at <= current; at += 4) store<f32>(at, load<f32>(at) / total);
}

function dot(a: usize, b: usize, length: i32): f32 {
  let sum = f32x4.splat(0);
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const product = f32x4.mul(v128.load(a + at), v128.load(b + at));
    sum = f32x4.add(sum, v128.and(product, firstLanes(length - i)));
  }
  return sumOf(sum);
}

/** g ← the weighted sum of one head; g as it was goes to `slot`, which is 0 for nowhere. */
function mix(g: usize, values: usize, row: usize, stored: i32, size: i32, slot: usize): void {
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const q = v128.load(g + at);
    let sum = f32x4.mul(v128.load_splat<f32>(scores + ((<usize>stored) << 2)), q);
    let from = values + at;
    for (let k = 0; k < stored; k++) {
      sum = madd(v128.load_splat<f32>(scores + ((<usize>k) << 2)), v128.load(from), sum);
      from += row;
    }
    if (slot !== 0) storeSome(slot + at, q, size - i);
    storeSome(g + at, sum, size - i);
  }
}
