/** Floats of a window's row that the gradients of listed positions take at a time. */
export const SPAN_BLOCK: i32 = 24;

/** Weights [terms, outChannels] as `conv` reads them: [⌈outChannels / 8⌉, terms, 8], zeros where there is no channel. */
export function packForward(w: usize, to: usize, terms: i32, outChannels: i32): void {
  const step = (<usize>outChannels) << 2;
  let at = to;
  for (let f = 0; f < outChannels; f += 8) {
    const count = outChannels - f;
    let from = w + ((<usize>f) << 2);
    for (let k = 0; k < terms; k++) {
      if (count >= 8) {
        v128.store(at, v128.load(from));
        v128.store(at, v128.load(from, 16), 16);
      } else packSome(from, 4, at, count);
      from += step;
      at += 32;
    }
  }
}

/**
 * Weights [taps, inChannels, outChannels] for the way back, where outputs and inputs change places and the taps their
 * order: [⌈inChannels / 8⌉, taps, outChannels, 8].
 */
export function packBackward(w: usize, to: usize, taps: i32, inChannels: i32, outChannels: i32): void {
  packBackwardPhase(w, to, 1, taps, 0, 0, 1, inChannels, outChannels);
}

/**
 * The same of some of the taps [kernelHeight, kernelWidth]: every `stride`th row and column from a first one on, which
 * are those that an input at one place of a stride takes part in.
 */
export function packBackwardPhase(
  w: usize,
  to: usize,
  kernelHeight: i32,
  kernelWidth: i32,
  firstRow: i32,
  firstColumn: i32,
  stride: i32,
  inChannels: i32,
  outChannels: i32,
): void {
  const step = (<usize>outChannels) << 2;
  const lastRow = lastOf(kernelHeight, firstRow, stride);
  const lastColumn = lastOf(kernelWidth, firstColumn, stride);
  let at = to;
  for (let c = 0; c < inChannels; c += 8) {
    const count = inChannels - c;
    for (let row = lastRow; row >= 0; row -= stride) {
      for (let column = lastColumn; column >= 0; column -= stride) {
        let from = w + <usize>((row * kernelWidth + column) * inChannels + c) * step;
        let f = 0;
        if (count >= 8) {
          for (; f + 4 <= outChannels; f += 4) {
            transposeFour(from, step, at);
            transposeFour(from + 4 * step, step, at + 16);
            from += 16;
            at += 128;
          }
        }
        for (; f < outChannels; f++) {
          packSome(from, step, at, count);
          from += 4;
          at += 32;
        }
      }
    }
  }
}

/** The last number below `end` that is a whole number of strides from the first one. */
function lastOf(end: i32, first: i32, stride: i32): i32 {
  return first + ((end - 1 - first) / stride) * stride;
}

/** Four rows of four floats, `step` bytes apart, as four columns that begin 32 bytes apart. */
function transposeFour(from: usize, step: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 96);
}

/** Eight floats, of which the first `count` lie `step` bytes apart and the others are zeros. */
function packSome(from: usize, step: usize, to: usize, count: i32): void {
  let at = from;
  for (let i = 0; i < 8; i++) {
    store<f32>(to + ((<usize>i) << 2), i < count ? load<f32>(at) : 0);
    at += step;
  }
}

/**
 * Images [n, height, width, channels] within zeros: [n, paddedHeight, paddedWidth, channels], the first pixel at (top,
 * left). What lies around must be zeros already.
 */
export function pad(
  x: usize,
  to: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  paddedHeight: i32,
  paddedWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  let from = x;
  for (let b = 0; b < n; b++) {
    let at = to + <usize>((b * paddedHeight + top) * paddedWidth + left) * pixel;
    for (let y = 0; y < height; y++) {
      memory.copy(at, from, row);
      from += row;
      at += <usize>paddedWidth * pixel;
    }
  }
}

/** Weights [rows, span, outChannels] as [outChannels, rows, ⌈span / 24⌉ · 24], zeros behind each row. */
export function packRows(w: usize, to: usize, rows: i32, span: i32, outChannels: i32): void {
  let at = to;
  const padded = ((span + SPAN_BLOCK - 1) / SPAN_BLOCK) * SPAN_BLOCK;
  for (let f = 0; f < outChannels; f++) {
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < padded; j++) {
        const from = w + ((<usize>((row * span + j) * outChannels + f)) << 2);
        store<f32>(at, j < span ? load<f32>(from) : 0);
        at += 4;
      }
    }
  }
}

/** What lies within the padding: [n, height, width, channels] of images [n, paddedHeight, paddedWidth, channels]. */
export function unpad(
  x: usize,
  to: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  paddedHeight: i32,
  paddedWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  let at = to;
  for (let b = 0; b < n; b++) {
    for (let y = 0; y < height; y++) {
      memory.copy(at, x + <usize>((b * paddedHeight + top + y) * paddedWidth + left) * pixel, row);
      at += row;
    }
  }
}
