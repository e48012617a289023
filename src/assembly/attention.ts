import { firstLanes, madd, storeEight, storeSome, sumOf } from './lanes';
import { exp4 } from './math';

/**
 * Scaled dot-product attention of several heads: for each head y = softmax(q kᵀ · scale) v.
 *   q, k, v  [n, tokens, features], the heads side by side
 *   weights  [n, heads, tokens, tokens], written: what the softmax gives, row t for the query t
 *   y        as q, written
 *   scratch  [features / heads, tokens up to a multiple of 8]
 * The largest score is taken off first; each sum goes through keys or features in order.
 */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  weights: usize,
  y: usize,
  scratch: usize,
  n: i32,
  tokens: i32,
  features: i32,
  heads: i32,
  scale: f32,
): void {
  const width = features / heads;
  const row = (<usize>features) << 2;
  const weightRow = (<usize>tokens) << 2;
  let square = weights;
  for (let b = 0; b < n; b++) {
    for (let head = 0; head < heads; head++) {
      const first = (<usize>(b * tokens * features + head * width)) << 2;
      transpose(k + first, row, scratch, tokens, width);
      product(q + first, row, scratch, transposedRow(tokens), square, weightRow, tokens, width, tokens);
      for (let t = 0; t < tokens; t++) softmax(square + <usize>t * weightRow, tokens, scale);
      product(square, weightRow, v + first, row, y + first, row, tokens, tokens, width);
      square += <usize>tokens * weightRow;
    }
  }
}

/**
 * Gradients of the attention, P the weights: dP = dY vᵀ, dS = P (dP − Σ_keys P dP) · scale, dQ = dS k, dK = dSᵀ q,
 * dV = Pᵀ dY.
 *   q, k, v, weights, dY  as `attention` had and left them
 *   dQ, dK, dV            as q, written
 *   scratch               as of `attention`, then [tokens, tokens]
 */
export function attentionGradient(
  q: usize,
  k: usize,
  v: usize,
  weights: usize,
  dY: usize,
  dQ: usize,
  dK: usize,
  dV: usize,
  scratch: usize,
  n: i32,
  tokens: i32,
  features: i32,
  heads: i32,
  scale: f32,
): void {
  const width = features / heads;
  const row = (<usize>features) << 2;
  const weightRow = (<usize>tokens) << 2;
  const dScores = scratch + <usize>width * transposedRow(tokens);
  let square = weights;
  for (let b = 0; b < n; b++) {
    for (let head = 0; head < heads; head++) {
      const first = (<usize>(b * tokens * features + head * width)) << 2;
      transpose(v + first, row, scratch, tokens, width);
      product(dY + first, row, scratch, transposedRow(tokens), dScores, weightRow, tokens, width, tokens);
      for (let t = 0; t < tokens; t++) {
        const at = <usize>t * weightRow;
        softmaxGradient(square + at, dScores + at, tokens, scale);
      }
      product(dScores, weightRow, k + first, row, dQ + first, row, tokens, tokens, width);
      transposedProduct(dScores, weightRow, q + first, row, dK + first, row, tokens, tokens, width);
      transposedProduct(square, weightRow, dY + first, row, dV + first, row, tokens, tokens, width);
      square += <usize>tokens * weightRow;
    }
  }
}

/** Bytes of a row of what `transpose` makes. */
function transposedRow(tokens: i32): usize {
  return (<usize>((tokens + 7) & ~7)) << 2;
}

/** x [tokens, width], rows `step` apart, to [width, tokens], rows `transposedRow` apart. */
function transpose(x: usize, step: usize, to: usize, tokens: i32, width: i32): void {
  const toRow = transposedRow(tokens);
  for (let t = 0; t < tokens; t++) {
    const from = x + <usize>t * step;
    let at = to + ((<usize>t) << 2);
    for (let c = 0; c < width; c++) {
      store<f32>(at, load<f32>(from + ((<usize>c) << 2)));
      at += toRow;
    }
  }
}

/** y [rows, columns] = x [rows, terms] · w [terms, columns]; rows of each lie a step of bytes apart. */
function product(
  x: usize,
  xStep: usize,
  w: usize,
  wStep: usize,
  y: usize,
  yStep: usize,
  rows: i32,
  terms: i32,
  columns: i32,
): void {
  for (let c = 0; c < columns; c += 8) {
    const column = (<usize>c) << 2;
    for (let r = 0; r < rows; r += 4) {
      // the last tile goes over rows of the one before; too few rows for one: the last row, several times
      const first = <usize>max(min(r, rows - 4), 0);
      const last = <usize>(rows - 1);
      const r1 = min(first + 1, last);
      const r2 = min(first + 2, last);
      const r3 = min(first + 3, last);
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let a4 = a0;
      let a5 = a0;
      let a6 = a0;
      let a7 = a0;
      let x0 = x + first * xStep;
      let x1 = x + r1 * xStep;
      let x2 = x + r2 * xStep;
      let x3 = x + r3 * xStep;
      let at = w + column;
      const end = x0 + ((<usize>terms) << 2);
      while (x0 < end) {
        const w0 = v128.load(at);
        const w1 = v128.load(at, 16);
        let s = v128.load_splat<f32>(x0);
        a0 = madd(s, w0, a0);
        a4 = madd(s, w1, a4);
        s = v128.load_splat<f32>(x1);
        a1 = madd(s, w0, a1);
        a5 = madd(s, w1, a5);
        s = v128.load_splat<f32>(x2);
        a2 = madd(s, w0, a2);
        a6 = madd(s, w1, a6);
        s = v128.load_splat<f32>(x3);
        a3 = madd(s, w0, a3);
        a7 = madd(s, w1, a7);
        x0 += 4;
        x1 += 4;
        x2 += 4;
        x3 += 4;
        at += wStep;
      }
      const to = y + column;
      storeEight(to + first * yStep, a0, a4, columns - c);
      storeEight(to + r1 * yStep, a1, a5, columns - c);
      storeEight(to + r2 * yStep, a2, a6, columns - c);
      storeEight(to + r3 * yStep, a3, a7, columns - c);
    }
  }
}

/** y [terms, columns] = xᵀ · w of x [rows, terms] and w [rows, columns]; rows of each lie a step of bytes apart. */
function transposedProduct(
  x: usize,
  xStep: usize,
  w: usize,
  wStep: usize,
  y: usize,
  yStep: usize,
  rows: i32,
  terms: i32,
  columns: i32,
): void {
  for (let j = 0; j < terms; j += 4) {
    for (let c = 0; c < columns; c += 8) {
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let a4 = a0;
      let a5 = a0;
      let a6 = a0;
      let a7 = a0;
      let from = x + ((<usize>j) << 2);
      let at = w + ((<usize>c) << 2);
      const end = at + <usize>rows * wStep;
      while (at < end) {
        const w0 = v128.load(at);
        const w1 = v128.load(at, 16);
        let s = v128.load_splat<f32>(from);
        a0 = madd(s, w0, a0);
        a4 = madd(s, w1, a4);
        s = v128.load_splat<f32>(from, 4);
        a1 = madd(s, w0, a1);
        a5 = madd(s, w1, a5);
        s = v128.load_splat<f32>(from, 8);
        a2 = madd(s, w0, a2);
        a6 = madd(s, w1, a6);
        s = v128.load_splat<f32>(from, 12);
        a3 = madd(s, w0, a3);
        a7 = madd(s, w1, a7);
        from += xStep;
        at += wStep;
      }
      const to = y + <usize>j * yStep + ((<usize>c) << 2);
      const left = terms - j;
      storeEight(to, a0, a4, columns - c);
      if (left > 1) storeEight(to + yStep, a1, a5, columns - c);
      if (left > 2) storeEight(to + 2 * yStep, a2, a6, columns - c);
      if (left > 3) storeEight(to + 3 * yStep, a3, a7, columns - c);
    }
  }
}

/** The softmax of `length` products times `scale`, in place; NaN where one of them is, for its own power is. */
function softmax(row: usize, length: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  const lowest = f32x4.splat(-Infinity);
  const end = row + ((<usize>(length & ~3)) << 2);
  const mask = firstLanes(length & 3);
  let largest = v128.bitselect(f32x4.mul(v128.load(end), factor), lowest, mask);
  for (let at = row; at < end; at += 16) largest = f32x4.pmax(largest, f32x4.mul(v128.load(at), factor));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 1, 0, 3, 2));
  const last = exp4(f32x4.sub(f32x4.mul(v128.load(end), factor), largest));
  let sum = v128.and(last, mask);
  for (let at = row; at < end; at += 16) {
    const weight = exp4(f32x4.sub(f32x4.mul(v128.load(at), factor), largest));
    v128.store(at, weight);
    sum = f32x4.add(sum, weight);
  }
  const all = f32x4.splat(sumOf(sum));
  for (let at = row; at < end; at += 16) v128.store(at, f32x4.div(v128.load(at), all));
  storeSome(end, f32x4.div(last, all), length & 3);
}

/** From the gradient of `length` weights to that of the products before `softmax`, in place in d. */
function softmaxGradient(weights: usize, d: usize, length: i32, scale: f32): void {
  let sum = f32x4.splat(0);
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const term = f32x4.mul(v128.load(weights + at), v128.load(d + at));
    sum = f32x4.add(sum, v128.and(term, firstLanes(length - i)));
  }
  const mean = f32x4.splat(sumOf(sum));
  const factor = f32x4.splat(scale);
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const weight = f32x4.mul(v128.load(weights + at), factor);
    storeSome(d + at, f32x4.mul(weight, f32x4.sub(v128.load(d + at), mean)), length - i);
  }
}
