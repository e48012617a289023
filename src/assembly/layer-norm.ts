import { add } from './elements';
import { firstLanes, madd, storeSome, sumOf } from './lanes';

const EPSILON: f32 = 1e-5;
/** Rows whose gradients are summed on their own before they are added to those of γ and β. */
const BLOCK: i32 = 32;

/**
 * Layer normalisation: y = γ (x − mean) / √(var + 1e-5) + β, mean and (biased) variance of each row.
 *   x, y         [rows, features]
 *   gamma, beta  [features]
 *   statistics   [2, rows], written: mean and 1 / √(var + 1e-5), for the gradient
 */
export function layerNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  statistics: usize,
  rows: i32,
  features: i32,
): void {
  const row = (<usize>features) << 2;
  const whole = features & ~3;
  const mask = firstLanes(features - whole);
  const tail = (<usize>whole) << 2;
  for (let r = 0; r < rows; r++) {
    const from = x + <usize>r * row;
    const to = y + <usize>r * row;
    // sums of what is left of the first number keep the digits that a mean far from zero would take
    const pivot = load<f32>(from);
    const first = f32x4.splat(pivot);
    let sum = v128.and(f32x4.sub(v128.load(from + tail), first), mask);
    for (let at: usize = 0; at < tail; at += 16) sum = f32x4.add(sum, f32x4.sub(v128.load(from + at), first));
    const mean = pivot + sumOf(sum) / <f32>features;
    const means = f32x4.splat(mean);
    const last = f32x4.sub(v128.load(from + tail), means);
    let squares = v128.and(f32x4.mul(last, last), mask);
    for (let at: usize = 0; at < tail; at += 16) {
      const deviation = f32x4.sub(v128.load(from + at), means);
      squares = madd(deviation, deviation, squares);
    }
    const invStd: f32 = 1 / Mathf.sqrt(sumOf(squares) / <f32>features + EPSILON);
    store<f32>(statistics + ((<usize>r) << 2), mean);
    store<f32>(statistics + ((<usize>(rows + r)) << 2), invStd);
    const scale = f32x4.splat(invStd);
    for (let c = 0; c < features; c += 4) {
      const at = (<usize>c) << 2;
      const hat = f32x4.mul(f32x4.sub(v128.load(from + at), means), scale);
      storeSome(to + at, madd(hat, v128.load(gamma + at), v128.load(beta + at)), features - c);
    }
  }
}

/**
 * Gradients of the layer normalisation, m the features.
 *   x, dY, gamma, statistics                               as `layerNorm` had and left them
 *   dGamma += Σ_rows dY x̂, dBeta += Σ_rows dY              [features]
 *   dX = invStd (γ dY − Σ_row γ dY / m − x̂ Σ_row γ dY x̂ / m)  [rows, features], written
 *   scratch                                                [2, features up to a multiple of 4]
 */
export function layerNormGradient(
  x: usize,
  dY: usize,
  gamma: usize,
  statistics: usize,
  dGamma: usize,
  dBeta: usize,
  dX: usize,
  scratch: usize,
  rows: i32,
  features: i32,
): void {
  const weights = scratch + ((<usize>((features + 3) & ~3)) << 2);
  const row = (<usize>features) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    memory.fill(scratch, 0, 2 * (weights - scratch));
    for (let r = first; r < min(first + BLOCK, rows); r++) {
      const at = <usize>r * row;
      const mean = load<f32>(statistics + ((<usize>r) << 2));
      const invStd = load<f32>(statistics + ((<usize>(rows + r)) << 2));
      rowGradient(x + at, dY + at, gamma, mean, invStd, weights, scratch, dX + at, features);
    }
    add(scratch, dBeta, dBeta, features);
    add(weights, dGamma, dGamma, features);
  }
}

/** The gradient of one row, whose dY is added to plain[features] and dY x̂ to weighted[features], both to a multiple of 4. */
function rowGradient(
  x: usize,
  dY: usize,
  gamma: usize,
  mean: f32,
  invStd: f32,
  weighted: usize,
  plain: usize,
  dX: usize,
  features: i32,
): void {
  const means = f32x4.splat(mean);
  const scale = f32x4.splat(invStd);
  let sum = f32x4.splat(0);
  let sumHat = sum;
  for (let c = 0; c < features; c += 4) {
    const at = (<usize>c) << 2;
    const hat = f32x4.mul(f32x4.sub(v128.load(x + at), means), scale);
    const d = v128.load(dY + at);
    const dHat = f32x4.mul(d, hat);
    v128.store(plain + at, f32x4.add(v128.load(plain + at), d));
    v128.store(weighted + at, f32x4.add(v128.load(weighted + at), dHat));
    const factor = v128.load(gamma + at);
    const mask = firstLanes(features - c);
    sum = f32x4.add(sum, v128.and(f32x4.mul(factor, d), mask));
    sumHat = f32x4.add(sumHat, v128.and(f32x4.mul(factor, dHat), mask));
  }
  const meanPlain = f32x4.splat(sumOf(sum) / <f32>features);
  const meanHat = f32x4.splat(sumOf(sumHat) / <f32>features);
  for (let c = 0; c < features; c += 4) {
    const at = (<usize>c) << 2;
    const hat = f32x4.mul(f32x4.sub(v128.load(x + at), means), scale);
    const rest = madd(hat, meanHat, meanPlain);
    const d = f32x4.mul(v128.load(gamma + at), v128.load(dY + at));
    storeSome(dX + at, f32x4.mul(scale, f32x4.sub(d, rest)), features - c);
  }
}
