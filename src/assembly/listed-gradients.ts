import { derivative, RELU } from './elements';
import { madd, storeSome } from './lanes';
import { SPAN_BLOCK } from './packing';

/**
 * The gradients that reach a convolution through pool and activation, for each output channel as a list of (window,
 * gradient): one in four positions at most, and none where a ReLU was closed. Adds their sums to dBias.
 *   dY, y, windows  [n, pooledHeight · pooledWidth, outChannels]
 *   list            [⌈outChannels / 4⌉ · 4, n · pixels + 1, 2]
 *   heads           u32 [⌈outChannels / 4⌉ · 4, n + 1]: where the entries of each image begin, and the last ones end
 */
export function listGradients(
  dY: usize,
  y: usize,
  windows: usize,
  list: usize,
  heads: usize,
  dBias: usize,
  n: i32,
  pixels: i32,
  outChannels: i32,
  kind: i32,
  slope: f32,
): void {
  const step = (<usize>outChannels) << 2;
  const room = (<usize>(n * pixels + 1)) << 3;
  const headRow = (<usize>(n + 1)) << 2;
  for (let f = 0; f < outChannels; f += 4) {
    let q0 = list + <usize>f * room;
    let q1 = q0 + room;
    let q2 = q1 + room;
    let q3 = q2 + room;
    let head = heads + <usize>f * headRow;
    let sum = f32x4.splat(0);
    let at = (<usize>f) << 2;
    for (let b = 0; b < n; b++) {
      store<usize>(head, q0);
      store<usize>(head + headRow, q1);
      store<usize>(head + 2 * headRow, q2);
      store<usize>(head + 3 * headRow, q3);
      head += 4;
      for (let p = 0; p < pixels; p++) {
        const o = v128.load(windows + at);
        let v = v128.load(dY + at);
        if (kind > RELU) v = f32x4.mul(v, derivative(v128.load(y + at), kind, slope));
        sum = f32x4.add(sum, v128.and(v, i32x4.ne(o, i32x4.splat(0))));
        v128.store_lane<u32>(q0, o, 0);
        v128.store_lane<u32>(q0, v, 0, 4);
        q0 += (<usize>(i32x4.extract_lane(o, 0) !== 0)) << 3;
        v128.store_lane<u32>(q1, o, 1);
        v128.store_lane<u32>(q1, v, 1, 4);
        q1 += (<usize>(i32x4.extract_lane(o, 1) !== 0)) << 3;
        v128.store_lane<u32>(q2, o, 2);
        v128.store_lane<u32>(q2, v, 2, 4);
        q2 += (<usize>(i32x4.extract_lane(o, 2) !== 0)) << 3;
        v128.store_lane<u32>(q3, o, 3);
        v128.store_lane<u32>(q3, v, 3, 4);
        q3 += (<usize>(i32x4.extract_lane(o, 3) !== 0)) << 3;
        at += step;
      }
    }
    store<usize>(head, q0);
    store<usize>(head + headRow, q1);
    store<usize>(head + 2 * headRow, q2);
    store<usize>(head + 3 * headRow, q3);
    const to = dBias + ((<usize>f) << 2);
    storeSome(to, f32x4.add(v128.load(to), sum), outChannels - f);
  }
}

/** dW [kernelHeight, span, outChannels] += Σ window · gradient over the lists of `listGradients`. */
export function listWeightGradient(
  heads: usize,
  dW: usize,
  n: i32,
  rowBytes: usize,
  kernelHeight: i32,
  span: i32,
  outChannels: i32,
): void {
  const headRow = (<usize>(n + 1)) << 2;
  for (let f = 0; f < outChannels; f++) {
    const from = load<usize>(heads + <usize>f * headRow);
    const to = load<usize>(heads + <usize>f * headRow + ((<usize>n) << 2));
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let j = 0; j < span; ) {
        const shift = <usize>ky * rowBytes + ((<usize>j) << 2);
        const at = dW + ((<usize>(ky * span + j) * <usize>outChannels + <usize>f) << 2);
        const rest = span - j;
        if (rest > 4) {
          sumBlock(from, to, shift, at, min(rest, SPAN_BLOCK), (<usize>outChannels) << 2);
          j += SPAN_BLOCK;
        } else {
          sumFour(from, to, shift, at, rest, (<usize>outChannels) << 2);
          j += 4;
        }
      }
    }
  }
}

function sumBlock(from: usize, to: usize, shift: usize, dW: usize, count: i32, step: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  for (let q = from; q < to; q += 8) {
    const p = load<usize>(q) + shift;
    const g = v128.load_splat<f32>(q, 4);
    a0 = madd(v128.load(p), g, a0);
    a1 = madd(v128.load(p, 16), g, a1);
    a2 = madd(v128.load(p, 32), g, a2);
    a3 = madd(v128.load(p, 48), g, a3);
    a4 = madd(v128.load(p, 64), g, a4);
    a5 = madd(v128.load(p, 80), g, a5);
  }
  addDown(dW, a0, count, step);
  addDown(dW + 4 * step, a1, count - 4, step);
  addDown(dW + 8 * step, a2, count - 8, step);
  addDown(dW + 12 * step, a3, count - 12, step);
  addDown(dW + 16 * step, a4, count - 16, step);
  addDown(dW + 20 * step, a5, count - 20, step);
}

/** Four entries at a time, whose sums are added in the end. */
function sumFour(from: usize, to: usize, shift: usize, dW: usize, count: i32, step: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let q = from;
  for (; q + 24 < to; q += 32) {
    a0 = madd(v128.load(load<usize>(q) + shift), v128.load_splat<f32>(q, 4), a0);
    a1 = madd(v128.load(load<usize>(q, 8) + shift), v128.load_splat<f32>(q, 12), a1);
    a2 = madd(v128.load(load<usize>(q, 16) + shift), v128.load_splat<f32>(q, 20), a2);
    a3 = madd(v128.load(load<usize>(q, 24) + shift), v128.load_splat<f32>(q, 28), a3);
  }
  for (; q < to; q += 8) a0 = madd(v128.load(load<usize>(q) + shift), v128.load_splat<f32>(q, 4), a0);
  addDown(dW, f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), count, step);
}

/** Adds the first `count` of four floats to places `step` bytes apart. */
function addDown(to: usize, values: v128, count: i32, step: usize): void {
  if (count > 0) store<f32>(to, load<f32>(to) + f32x4.extract_lane(values, 0));
  if (count > 1) store<f32>(to + step, load<f32>(to + step) + f32x4.extract_lane(values, 1));
  if (count > 2) store<f32>(to + 2 * step, load<f32>(to + 2 * step) + f32x4.extract_lane(values, 2));
  if (count > 3) store<f32>(to + 3 * step, load<f32>(to + 3 * step) + f32x4.extract_lane(values, 3));
}

/**
 * dX, laid out as x with its padding and `delta` bytes away from it, = Σ gradient · weights at each window of the lists.
 *   dX       [n, imageBytes] and room for a block behind it; all of it is written
 *   weights  [outChannels, kernelHeight, ⌈span / 24⌉ · 24], see `packRows`
 */
export function listInputGradient(
  heads: usize,
  weights: usize,
  dX: usize,
  delta: isize,
  n: i32,
  imageBytes: usize,
  rowBytes: usize,
  kernelHeight: i32,
  span: i32,
  outChannels: i32,
): void {
  memory.fill(dX, 0, <usize>n * imageBytes);
  const headRow = (<usize>(n + 1)) << 2;
  for (let b = 0; b < n; b++) {
    let w = weights;
    for (let f = 0; f < outChannels; f++) {
      const head = heads + <usize>f * headRow + ((<usize>b) << 2);
      const from = load<usize>(head);
      const to = load<usize>(head, 4);
      for (let ky = 0; ky < kernelHeight; ky++) {
        for (let j = 0; j < span; j += SPAN_BLOCK) {
          spread(from, to, <usize>delta + <usize>ky * rowBytes + ((<usize>j) << 2), w);
          w += (<usize>SPAN_BLOCK) << 2;
        }
      }
    }
  }
}

function spread(from: usize, to: usize, shift: usize, w: usize): void {
  const w0 = v128.load(w);
  const w1 = v128.load(w, 16);
  const w2 = v128.load(w, 32);
  const w3 = v128.load(w, 48);
  const w4 = v128.load(w, 64);
  const w5 = v128.load(w, 80);
  for (let q = from; q < to; q += 8) {
    const p = load<usize>(q) + shift;
    const g = v128.load_splat<f32>(q, 4);
    v128.store(p, madd(w0, g, v128.load(p)));
    v128.store(p, madd(w1, g, v128.load(p, 16)), 16);
    v128.store(p, madd(w2, g, v128.load(p, 32)), 32);
    v128.store(p, madd(w3, g, v128.load(p, 48)), 48);
    v128.store(p, madd(w4, g, v128.load(p, 64)), 64);
    v128.store(p, madd(w5, g, v128.load(p, 80)), 80);
  }
}
