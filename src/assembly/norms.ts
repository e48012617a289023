import { sumDeviations, sumGradients, sumSquares } from './channel-sums';
import { madd, storeSome } from './lanes';

const EPSILON: f64 = 1e-5;
/** The weight of the new value in running statistics. */
const MOMENTUM: f64 = 0.1;

// Of the scratch [8, channels up to a multiple of 8] of batch and group norm: two rows of float64, then rows of floats.
const PLAIN: usize = 0;
const WEIGHTED: usize = 2;
const MEAN: usize = 4;
const SCALE: usize = 5;
const DEVIATION_SCALE: usize = 6;
const OFFSET: usize = 7;

function scratchRow(scratch: usize, row: usize, channels: i32): usize {
  return scratch + ((row * <usize>((channels + 7) & ~7)) << 2);
}

/**
 * Batch normalisation as in training: y = γ (x − mean) / √(var + 1e-5) + β, mean and (biased) variance over the rows
 * of each channel.
 *   x, y                          [rows, channels]
 *   gamma, beta                   [channels]
 *   statistics                    [2, channels], written: mean and 1 / √(var + 1e-5), for the gradient
 *   runningMean, runningVariance  [channels], written: r ← 0.9 r + 0.1 new, of the unbiased variance
 *   scratch                       [8, channels up to a multiple of 8]
 */
export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  statistics: usize,
  runningMean: usize,
  runningVariance: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
): void {
  groupNorm(x, gamma, beta, y, statistics, scratch, 1, rows, channels, channels);
  const squares = scratchRow(scratch, WEIGHTED, channels);
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    const variance = load<f64>(squares + 2 * at) / <f64>max(1, rows - 1);
    move(runningMean + at, <f64>load<f32>(statistics + at));
    move(runningVariance + at, variance);
  }
}

function move(at: usize, value: f64): void {
  store<f32>(at, <f32>((1 - MOMENTUM) * <f64>load<f32>(at) + MOMENTUM * value));
}

/**
 * Group normalisation: the same with mean and variance over the pixels and channels of each group of each image.
 *   x, y         [n, pixels, channels]
 *   gamma, beta  [channels]
 *   statistics   [2, n, groups], written: mean and 1 / √(var + 1e-5), for the gradient
 *   scratch      as of `batchNorm`
 */
export function groupNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  statistics: usize,
  scratch: usize,
  n: i32,
  pixels: i32,
  channels: i32,
  groups: i32,
): void {
  const sums = scratchRow(scratch, PLAIN, channels);
  const squares = scratchRow(scratch, WEIGHTED, channels);
  const shift = scratchRow(scratch, MEAN, channels);
  const scale = scratchRow(scratch, SCALE, channels);
  const sumBytes = scratchRow(0, WEIGHTED, channels);
  const image = (<usize>(pixels * channels)) << 2;
  const inGroup = channels / groups;
  const share: f64 = 1 / (<f64>pixels * <f64>inGroup);
  for (let b = 0; b < n; b++) {
    const from = x + <usize>b * image;
    const means = statistics + ((<usize>(b * groups)) << 2);
    const deviations = means + ((<usize>(n * groups)) << 2);
    // sums of what is left of the first number keep the digits that a mean far from zero would take
    for (let g = 0; g < groups; g++)
      spreadValue(shift, g, inGroup, load<f32>(from + ((<usize>(g * inGroup)) << 2)));
    memory.fill(sums, 0, sumBytes);
    sumDeviations(from, shift, sums, pixels, channels);
    for (let g = 0; g < groups; g++) {
      const first = <f64>load<f32>(shift + ((<usize>(g * inGroup)) << 2));
      const mean = <f32>(first + groupSum(sums, g, inGroup) * share);
      store<f32>(means + ((<usize>g) << 2), mean);
      spreadValue(shift, g, inGroup, mean);
    }
    memory.fill(squares, 0, sumBytes);
    sumSquares(from, shift, squares, pixels, channels);
    for (let g = 0; g < groups; g++) {
      const variance = groupSum(squares, g, inGroup) * share;
      store<f32>(deviations + ((<usize>g) << 2), <f32>(1 / Math.sqrt(variance + EPSILON)));
    }
    for (let c = 0; c < channels; c++) {
      const at = (<usize>c) << 2;
      store<f32>(scale + at, load<f32>(gamma + at) * load<f32>(deviations + ((<usize>(c / inGroup)) << 2)));
    }
    normalize(from, shift, scale, beta, y + <usize>b * image, pixels, channels);
  }
}

/** Gives all channels of a group a value. */
function spreadValue(to: usize, group: i32, inGroup: i32, value: f32): void {
  let at = to + ((<usize>(group * inGroup)) << 2);
  for (let i = 0; i < inGroup; i++) {
    store<f32>(at, value);
    at += 4;
  }
}

function groupSum(sums: usize, group: i32, inGroup: i32): f64 {
  let sum: f64 = 0;
  for (let c = group * inGroup; c < (group + 1) * inGroup; c++) sum += load<f64>(sums + ((<usize>c) << 3));
  return sum;
}

/** y = (x − mean) · scale + shift, each of them by channel. */
function normalize(
  x: usize,
  mean: usize,
  scale: usize,
  shift: usize,
  y: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const end = <usize>rows * row;
  for (let c = 0; c < channels; c += 4) {
    const first = (<usize>c) << 2;
    const count = channels - c;
    const means = v128.load(mean + first);
    const factor = v128.load(scale + first);
    const constant = v128.load(shift + first);
    for (let at = first; at < end; at += row)
      storeSome(y + at, madd(f32x4.sub(v128.load(x + at), means), factor, constant), count);
  }
}

/**
 * Batch normalisation as in evaluation, from the running statistics.
 *   x, y                                       [rows, channels]
 *   gamma, beta, runningMean, runningVariance  [channels]
 *   scratch                                    as of `batchNorm`
 */
export function batchNormInference(
  x: usize,
  gamma: usize,
  beta: usize,
  runningMean: usize,
  runningVariance: usize,
  y: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
): void {
  const scale = scratchRow(scratch, SCALE, channels);
  scaleOfRunning(gamma, runningVariance, scale, channels);
  normalize(x, runningMean, scale, beta, y, rows, channels);
}

/** dX = γ / √(runningVariance + 1e-5) · dY: the gradient of `batchNormInference`, whose statistics are constants. */
export function batchNormInferenceGradient(
  dY: usize,
  gamma: usize,
  runningVariance: usize,
  dX: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
): void {
  const scale = scratchRow(scratch, SCALE, channels);
  scaleOfRunning(gamma, runningVariance, scale, channels);
  const row = (<usize>channels) << 2;
  for (let r = 0; r < rows; r++) {
    const first = <usize>r * row;
    for (let c = 0; c < channels; c += 4) {
      const at = (<usize>c) << 2;
      storeSome(dX + first + at, f32x4.mul(v128.load(dY + first + at), v128.load(scale + at)), channels - c);
    }
  }
}

function scaleOfRunning(gamma: usize, runningVariance: usize, scale: usize, channels: i32): void {
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    const deviation = Math.sqrt(<f64>load<f32>(runningVariance + at) + EPSILON);
    store<f32>(scale + at, <f32>(<f64>load<f32>(gamma + at) / deviation));
  }
}

/**
 * Gradients of the group normalisation, m the elements of a group; those of a batch norm are of one image, a channel a group.
 *   x, dY, gamma, statistics                                    as `groupNorm` had and left them
 *   dGamma += Σ dY x̂, dBeta += Σ dY                             [channels]
 *   dX = invStd (γ dY − Σ_group γ dY / m − x̂ Σ_group γ dY x̂ / m)  as x, written
 *   scratch                                                     as of `batchNorm`
 */
export function groupNormGradient(
  x: usize,
  dY: usize,
  gamma: usize,
  statistics: usize,
  dGamma: usize,
  dBeta: usize,
  dX: usize,
  scratch: usize,
  n: i32,
  pixels: i32,
  channels: i32,
  groups: i32,
): void {
  const plain = scratchRow(scratch, PLAIN, channels);
  const weighted = scratchRow(scratch, WEIGHTED, channels);
  const mean = scratchRow(scratch, MEAN, channels);
  const scale = scratchRow(scratch, SCALE, channels);
  const deviationScale = scratchRow(scratch, DEVIATION_SCALE, channels);
  const offset = scratchRow(scratch, OFFSET, channels);
  const sumBytes = scratchRow(0, MEAN, channels);
  const image = (<usize>(pixels * channels)) << 2;
  const inGroup = channels / groups;
  const share: f64 = 1 / (<f64>pixels * <f64>inGroup);
  for (let b = 0; b < n; b++) {
    const from = <usize>b * image;
    const means = statistics + ((<usize>(b * groups)) << 2);
    const deviations = means + ((<usize>(n * groups)) << 2);
    for (let g = 0; g < groups; g++) spreadValue(mean, g, inGroup, load<f32>(means + ((<usize>g) << 2)));
    memory.fill(plain, 0, sumBytes);
    sumGradients(x + from, dY + from, mean, plain, weighted, pixels, channels);
    for (let g = 0; g < groups; g++) {
      const first = (<usize>(g * inGroup)) << 2;
      const invStd = <f64>load<f32>(deviations + ((<usize>g) << 2));
      let sumPlain: f64 = 0;
      let sumWeighted: f64 = 0;
      for (let i = 0; i < inGroup; i++) {
        const at = first + ((<usize>i) << 2);
        const factor = <f64>load<f32>(gamma + at);
        const up = load<f64>(plain + 2 * at);
        const upHat = load<f64>(weighted + 2 * at) * invStd;
        store<f32>(dBeta + at, <f32>(<f64>load<f32>(dBeta + at) + up));
        store<f32>(dGamma + at, <f32>(<f64>load<f32>(dGamma + at) + upHat));
        store<f32>(scale + at, <f32>(factor * invStd));
        sumPlain += factor * up;
        sumWeighted += factor * upHat;
      }
      spreadValue(offset, g, inGroup, <f32>(invStd * share * sumPlain));
      spreadValue(deviationScale, g, inGroup, <f32>(invStd * invStd * share * sumWeighted));
    }
    spreadGradient(x + from, dY + from, mean, scale, deviationScale, offset, dX + from, pixels, channels);
  }
}

/** dX = scale · dY − (x − mean) · deviationScale − offset, each of them by channel. */
function spreadGradient(
  x: usize,
  dY: usize,
  mean: usize,
  scale: usize,
  deviationScale: usize,
  offset: usize,
  dX: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const end = <usize>rows * row;
  for (let c = 0; c < channels; c += 4) {
    const first = (<usize>c) << 2;
    const count = channels - c;
    const means = v128.load(mean + first);
    const factor = v128.load(deviationScale + first);
    const constant = v128.load(offset + first);
    const scales = v128.load(scale + first);
    for (let at = first; at < end; at += row) {
      const rest = madd(f32x4.sub(v128.load(x + at), means), factor, constant);
      storeSome(dX + at, f32x4.sub(f32x4.mul(v128.load(dY + at), scales), rest), count);
    }
  }
}
