import { LINEAR, RELU } from './elements';
import { madd, storeEight } from './lanes';

/**
 * Convolution, activation and max pool of 2 × 2 in registers: the four positions of a pool by eight output
 * channels. x, w, bias as of `conv`.
 *   y        [n, pooledHeight, pooledWidth, outChannels], written
 *   windows  u32, likewise: the address of the window in x that the largest came from; 0 where a ReLU lets nothing through,
 *            which lets through what is not a number
 */
export function convPool(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  windows: usize,
  n: i32,
  pooledHeight: i32,
  pooledWidth: i32,
  imageBytes: usize,
  stepRowBytes: usize,
  stepBytes: usize,
  rowBytes: usize,
  kernelHeight: i32,
  span: i32,
  outChannels: i32,
  kind: i32,
  slope: f32,
): void {
  const spanBytes = (<usize>span) << 2;
  const step = (<usize>outChannels) << 2;
  const block = (<usize>kernelHeight * <usize>span) << 5;
  for (let b = 0; b < n; b++) {
    for (let py = 0; py < pooledHeight; py++) {
      let wAt = w;
      for (let f = 0; f < outChannels; f += 8) {
        const low = v128.load(bias + ((<usize>f) << 2));
        const high = v128.load(bias + ((<usize>f) << 2), 16);
        const count = outChannels - f;
        let at = x + <usize>b * imageBytes + <usize>(2 * py) * stepRowBytes;
        let to = <usize>((b * pooledHeight + py) * pooledWidth) * step + ((<usize>f) << 2);
        for (let px = 0; px < pooledWidth; px++) {
          pooled(
            at,
            wAt,
            low,
            high,
            y + to,
            windows + to,
            stepRowBytes,
            stepBytes,
            rowBytes,
            kernelHeight,
            spanBytes,
            count,
            kind,
            slope,
          );
          at += 2 * stepBytes;
          to += step;
        }
        wAt += block;
      }
    }
  }
}

function pooled(
  x: usize,
  w: usize,
  low: v128,
  high: v128,
  y: usize,
  windows: usize,
  row: usize,
  pixel: usize,
  rowBytes: usize,
  kernelHeight: i32,
  spanBytes: usize,
  count: i32,
  kind: i32,
  slope: f32,
): void {
  let a0 = low;
  let a1 = low;
  let a2 = low;
  let a3 = low;
  let a4 = high;
  let a5 = high;
  let a6 = high;
  let a7 = high;
  const diagonal = row + pixel;
  let wAt = w;
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
      s = v128.load_splat<f32>(at + pixel);
      a1 = madd(s, w0, a1);
      a5 = madd(s, w1, a5);
      s = v128.load_splat<f32>(at + row);
      a2 = madd(s, w0, a2);
      a6 = madd(s, w1, a6);
      s = v128.load_splat<f32>(at + diagonal);
      a3 = madd(s, w0, a3);
      a7 = madd(s, w1, a7);
      at += 4;
      wAt += 32;
    }
  }
  const m0 = f32x4.max(f32x4.max(a0, a1), f32x4.max(a2, a3));
  const m1 = f32x4.max(f32x4.max(a4, a5), f32x4.max(a6, a7));
  let o0 = firstLargest(a0, a1, a2, m0, x, pixel, row);
  let o1 = firstLargest(a4, a5, a6, m1, x, pixel, row);
  const zero = f32x4.splat(0);
  let y0 = m0;
  let y1 = m1;
  if (kind === RELU) {
    o0 = v128.andnot(o0, f32x4.le(m0, zero));
    o1 = v128.andnot(o1, f32x4.le(m1, zero));
    y0 = f32x4.max(m0, zero);
    y1 = f32x4.max(m1, zero);
  } else if (kind !== LINEAR) {
    y0 = v128.bitselect(f32x4.mul(m0, f32x4.splat(slope)), m0, f32x4.le(m0, zero));
    y1 = v128.bitselect(f32x4.mul(m1, f32x4.splat(slope)), m1, f32x4.le(m1, zero));
  }
  storeEight(y, y0, y1, count);
  storeEight(windows, o0, o1, count);
}

/** The address of the window of the first of four sums that is the largest. */
function firstLargest(
  a0: v128,
  a1: v128,
  a2: v128,
  largest: v128,
  at: usize,
  pixel: usize,
  row: usize,
): v128 {
  const last = v128.bitselect(
    i32x4.splat(<i32>(at + row)),
    i32x4.splat(<i32>(at + row + pixel)),
    f32x4.eq(a2, largest),
  );
  const later = v128.bitselect(i32x4.splat(<i32>(at + pixel)), last, f32x4.eq(a1, largest));
  return v128.bitselect(i32x4.splat(<i32>at), later, f32x4.eq(a0, largest));
}
