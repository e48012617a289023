import { madd, storeEight } from './lanes';

/** Terms of a sum up to which the weights of sixteen channels stay in the cache of a core. */
const PAIRED_TERMS: i32 = 512;

/**
 * The products of every convolution and dense layer: two positions by sixteen output channels in registers, or four by
 * eight. Sums go over kernel row, then the floats of a window's row, in order, from the bias on.
 *
 * A window's row is `span` = kernel width · channels floats that lie together, so x must have its padding in it; a
 * dense layer is one row of positions with windows of one.
 *   x      the first window, [n] images `imageBytes` apart, rows of windows `stepRowBytes`, windows `stepBytes` apart;
 *          rows of one window `rowBytes` apart
 *   w      [⌈outChannels / 8⌉, kernelHeight, span, 8], see `packForward` and `packBackward`
 *   bias   [outChannels]; the floats behind it are read, not used
 *   y      [n, outHeight, outWidth, outChannels], written
 */
export function conv(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  n: i32,
  outHeight: i32,
  outWidth: i32,
  imageBytes: usize,
  stepRowBytes: usize,
  stepBytes: usize,
  rowBytes: usize,
  kernelHeight: i32,
  span: i32,
  outChannels: i32,
): void {
  const yStep = (<usize>outChannels) << 2;
  const yRow = <usize>outWidth * yStep;
  const yImage = <usize>outHeight * yRow;
  convApart(
    x,
    w,
    bias,
    y,
    n,
    outHeight,
    outWidth,
    imageBytes,
    stepRowBytes,
    stepBytes,
    rowBytes,
    kernelHeight,
    span,
    outChannels,
    yImage,
    yRow,
    yStep,
  );
}

/** The same where the images of y lie `yImage` bytes apart, its rows `yRow` and its positions `yStep`. */
export function convApart(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  n: i32,
  outHeight: i32,
  outWidth: i32,
  imageBytes: usize,
  stepRowBytes: usize,
  stepBytes: usize,
  rowBytes: usize,
  kernelHeight: i32,
  span: i32,
  outChannels: i32,
  yImage: usize,
  yRow: usize,
  yStep: usize,
): void {
  const spanBytes = (<usize>span) << 2;
  const block = (<usize>kernelHeight * <usize>span) << 5;
  const paired = outWidth > 1 && kernelHeight * span <= PAIRED_TERMS ? outChannels & ~15 : 0;
  for (let b = 0; b < n; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const xAt = x + <usize>b * imageBytes + <usize>oy * stepRowBytes;
      const yAt = y + <usize>b * yImage + <usize>oy * yRow;
      let wAt = w;
      let f = 0;
      for (; f < paired; f += 16) {
        const biasAt = bias + ((<usize>f) << 2);
        const to = yAt + ((<usize>f) << 2);
        for (let ox = 0; ox < outWidth; ox += 2) {
          const first = <usize>min(ox, outWidth - 2);
          pair(
            xAt + first * stepBytes,
            stepBytes,
            wAt,
            block,
            biasAt,
            to + first * yStep,
            yStep,
            rowBytes,
            kernelHeight,
            spanBytes,
          );
        }
        wAt += 2 * block;
      }
      for (; f < outChannels; f += 8) {
        const low = v128.load(bias + ((<usize>f) << 2));
        const high = v128.load(bias + ((<usize>f) << 2), 16);
        const to = yAt + ((<usize>f) << 2);
        const count = outChannels - f;
        if (outWidth < 4) {
          for (let ox = 0; ox < outWidth; ox++)
            position(
              xAt + <usize>ox * stepBytes,
              wAt,
              low,
              high,
              to + <usize>ox * yStep,
              rowBytes,
              kernelHeight,
              spanBytes,
              count,
            );
        } else {
          for (let ox = 0; ox < outWidth; ox += 4) {
            const first = <usize>min(ox, outWidth - 4);
            positions(
              xAt + first * stepBytes,
              stepBytes,
              wAt,
              low,
              high,
              to + first * yStep,
              yStep,
              rowBytes,
              kernelHeight,
              spanBytes,
              count,
            );
          }
        }
        wAt += block;
      }
    }
  }
}

function position(
  x: usize,
  w: usize,
  low: v128,
  high: v128,
  y: usize,
  rowBytes: usize,
  kernelHeight: i32,
  spanBytes: usize,
  count: i32,
): void {
  let a0 = low;
  let a1 = high;
  let wAt = w;
  for (let ky = 0; ky < kernelHeight; ky++) {
    let at = x + <usize>ky * rowBytes;
    const end = at + spanBytes;
    while (at < end) {
      const s = v128.load_splat<f32>(at);
      a0 = madd(s, v128.load(wAt), a0);
      a1 = madd(s, v128.load(wAt, 16), a1);
      at += 4;
      wAt += 32;
    }
  }
  storeEight(y, a0, a1, count);
}

/** Sixteen output channels at two positions. */
function pair(
  x: usize,
  step: usize,
  w: usize,
  block: usize,
  bias: usize,
  y: usize,
  yStep: usize,
  rowBytes: usize,
  kernelHeight: i32,
  spanBytes: usize,
): void {
  let a0 = v128.load(bias);
  let a1 = v128.load(bias, 16);
  let a2 = v128.load(bias, 32);
  let a3 = v128.load(bias, 48);
  let a4 = a0;
  let a5 = a1;
  let a6 = a2;
  let a7 = a3;
  let wAt = w;
  for (let ky = 0; ky < kernelHeight; ky++) {
    let at = x + <usize>ky * rowBytes;
    const end = at + spanBytes;
    while (at < end) {
      const s0 = v128.load_splat<f32>(at);
      const s1 = v128.load_splat<f32>(at + step);
      let v = v128.load(wAt);
      a0 = madd(s0, v, a0);
      a4 = madd(s1, v, a4);
      v = v128.load(wAt, 16);
      a1 = madd(s0, v, a1);
      a5 = madd(s1, v, a5);
      v = v128.load(wAt + block);
      a2 = madd(s0, v, a2);
      a6 = madd(s1, v, a6);
      v = v128.load(wAt + block, 16);
      a3 = madd(s0, v, a3);
      a7 = madd(s1, v, a7);
      at += 4;
      wAt += 32;
    }
  }
  v128.store(y, a0);
  v128.store(y, a1, 16);
  v128.store(y, a2, 32);
  v128.store(y, a3, 48);
  v128.store(y + yStep, a4);
  v128.store(y + yStep, a5, 16);
  v128.store(y + yStep, a6, 32);
  v128.store(y + yStep, a7, 48);
}

function positions(
  x: usize,
  step: usize,
  w: usize,
  low: v128,
  high: v128,
  y: usize,
  yStep: usize,
  rowBytes: usize,
  kernelHeight: i32,
  spanBytes: usize,
  count: i32,
): void {
  let a0 = low;
  let a1 = low;
  let a2 = low;
  let a3 = low;
  let a4 = high;
  let a5 = high;
  let a6 = high;
  let a7 = high;
  let wAt = w;
  const step2 = step + step;
  const step3 = step2 + step;
  for (let ky = 0; ky < kernelHeight; ky++) {
    let at = x + <usize>ky * rowBytes;
    const end = at + spanBytes;
    // rolled: unrolled, all loads move to the front and engines spill
    while (at < end) {
      const w0 = v128.load(wAt);
      const w1 = v128.load(wAt, 16);
      let s = v128.load_splat<f32>(at);
      a0 = madd(s, w0, a0);
      a4 = madd(s, w1, a4);
      s = v128.load_splat<f32>(at + step);
      a1 = madd(s, w0, a1);
      a5 = madd(s, w1, a5);
      s = v128.load_splat<f32>(at + step2);
      a2 = madd(s, w0, a2);
      a6 = madd(s, w1, a6);
      s = v128.load_splat<f32>(at + step3);
      a3 = madd(s, w0, a3);
      a7 = madd(s, w1, a7);
      at += 4;
      wAt += 32;
    }
  }
  storeEight(y, a0, a4, count);
  storeEight(y + yStep, a1, a5, count);
  storeEight(y + 2 * yStep, a2, a6, count);
  storeEight(y + 3 * yStep, a3, a7, count);
}
