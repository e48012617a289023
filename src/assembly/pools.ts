import { madd, storeSome } from './lanes';

/**
 * Max pool over whole windows of size × size: y and argmax (where in its window the first of the largest is, row by row)
 * [n, outHeight, outWidth, channels]. NaN is larger than every number.
 */
export function maxPool(
  x: usize,
  y: usize,
  argmax: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
): void {
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  let out: usize = 0;
  for (let b = 0; b < n; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const window = x + ((<usize>(((b * height + oy * stride) * width + ox * stride) * channels)) << 2);
        for (let c = 0; c < channels; c += 4) {
          const at = window + ((<usize>c) << 2);
          let largest = v128.load(at);
          let place = i32x4.splat(0);
          for (let within = 1; within < size * size; within++) {
            const value = v128.load(at + offsetOf(within, size, width, channels));
            const isLarger = v128.or(f32x4.gt(value, largest), f32x4.ne(value, value));
            largest = v128.bitselect(value, largest, isLarger);
            place = v128.bitselect(i32x4.splat(within), place, isLarger);
          }
          storeSome(y + out + ((<usize>c) << 2), largest, channels - c);
          storeSome(argmax + out + ((<usize>c) << 2), place, channels - c);
        }
        out += (<usize>channels) << 2;
      }
    }
  }
}

function offsetOf(within: i32, size: i32, width: i32, channels: i32): usize {
  return (<usize>(((within / size) * width + (within % size)) * channels)) << 2;
}

/** dX [n, height, width, channels] of the max pool, from dY and argmax; all of dX is written. */
export function maxPoolGradient(
  dY: usize,
  argmax: usize,
  dX: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
): void {
  memory.fill(dX, 0, (<usize>(n * height * width * channels)) << 2);
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  let out: usize = 0;
  for (let b = 0; b < n; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const window = dX + ((<usize>(((b * height + oy * stride) * width + ox * stride) * channels)) << 2);
        for (let c = 0; c < channels; c++) {
          const within = load<i32>(argmax + out);
          const at = window + offsetOf(within, size, width, channels) + ((<usize>c) << 2);
          store<f32>(at, load<f32>(at) + load<f32>(dY + out));
          out += 4;
        }
      }
    }
  }
}

/** Average pool over whole windows; shapes as of `maxPool`. */
export function averagePool(
  x: usize,
  y: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
): void {
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  const share = f32x4.splat(1 / <f32>(size * size));
  let out = y;
  for (let b = 0; b < n; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const window = x + ((<usize>(((b * height + oy * stride) * width + ox * stride) * channels)) << 2);
        for (let c = 0; c < channels; c += 4) {
          const at = window + ((<usize>c) << 2);
          let sum = v128.load(at);
          for (let within = 1; within < size * size; within++)
            sum = f32x4.add(sum, v128.load(at + offsetOf(within, size, width, channels)));
          storeSome(out + ((<usize>c) << 2), f32x4.mul(sum, share), channels - c);
        }
        out += (<usize>channels) << 2;
      }
    }
  }
}

/** dX of the average pool from dY; all of dX is written. */
export function averagePoolGradient(
  dY: usize,
  dX: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
): void {
  memory.fill(dX, 0, (<usize>(n * height * width * channels)) << 2);
  const outHeight = (height - size) / stride + 1;
  const outWidth = (width - size) / stride + 1;
  const share = f32x4.splat(1 / <f32>(size * size));
  let out = dY;
  for (let b = 0; b < n; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const window = dX + ((<usize>(((b * height + oy * stride) * width + ox * stride) * channels)) << 2);
        for (let c = 0; c < channels; c += 4) {
          const d = v128.load(out + ((<usize>c) << 2));
          for (let within = 0; within < size * size; within++) {
            const at = window + offsetOf(within, size, width, channels) + ((<usize>c) << 2);
            storeSome(at, madd(d, share, v128.load(at)), channels - c);
          }
        }
        out += (<usize>channels) << 2;
      }
    }
  }
}

/** The mean of the pixels of each image: x [n, pixels, channels] to y [n, channels]. */
export function globalAveragePool(x: usize, y: usize, n: i32, pixels: i32, channels: i32): void {
  const share = f32x4.splat(1 / <f32>pixels);
  const step = (<usize>channels) << 2;
  for (let b = 0; b < n; b++) {
    for (let c = 0; c < channels; c += 4) {
      let at = x + <usize>b * <usize>pixels * step + ((<usize>c) << 2);
      let sum = f32x4.splat(0);
      for (let p = 0; p < pixels; p++) {
        sum = f32x4.add(sum, v128.load(at));
        at += step;
      }
      storeSome(y + <usize>b * step + ((<usize>c) << 2), f32x4.mul(sum, share), channels - c);
    }
  }
}

/** dX [n, pixels, channels] of the global average pool from dY [n, channels]. */
export function globalAveragePoolGradient(dY: usize, dX: usize, n: i32, pixels: i32, channels: i32): void {
  const share = f32x4.splat(1 / <f32>pixels);
  const step = (<usize>channels) << 2;
  let at = dX;
  for (let b = 0; b < n; b++) {
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < channels; c += 4) {
        const d = v128.load(dY + <usize>b * step + ((<usize>c) << 2));
        storeSome(at + ((<usize>c) << 2), f32x4.mul(d, share), channels - c);
      }
      at += step;
    }
  }
}
