import { philox } from './random';

const AUGMENT_STREAM: u32 = 0xffffffff;

/** Tells the kernels of a chunk which step of which run it is of, u32 [step, seed], and its first image: to u32 [step, seed, image]. */
export function startChunk(step: usize, clock: usize, image: u32): void {
  store<u64>(clock, load<u64>(step));
  store<u32>(clock, image, 8);
}

/**
 * Images of a dataset of bytes, decoded and augmented, with their labels: x [n, height, width, channels], y u32 [n].
 *   images, labels   u8, all samples
 *   indices          u32, the samples of the whole batch
 *   table            f32 [channels, 256]: what each byte decodes to
 *   clock            u32 [step, seed, image], see `dropout`
 * Augmentation draws (flip, down, right) from philox((place in batch, step, 0, 0), (seed, stream)).
 */
export function gather(
  images: usize,
  labels: usize,
  indices: usize,
  table: usize,
  x: usize,
  y: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  flips: i32,
  shift: i32,
  clock: usize,
): void {
  const step = load<u32>(clock);
  const seed = load<u32>(clock, 4);
  const first = load<u32>(clock, 8);
  const size = <usize>(height * width * channels);
  for (let b = 0; b < n; b++) {
    const place = first + <u32>b;
    const sample = load<u32>(indices + ((<usize>place) << 2));
    store<u32>(y + ((<usize>b) << 2), <u32>load<u8>(labels + <usize>sample));
    const from = images + <usize>sample * size;
    const to = x + ((<usize>b * size) << 2);
    if (flips === 0 && shift === 0) plain(from, to, <i32>size, channels, table);
    else {
      const words = philox(place, step, seed, AUGMENT_STREAM);
      const mirrored = flips !== 0 && <u32>i32x4.extract_lane(words, 0) >> 31 === 1;
      const down = drawn(i32x4.extract_lane(words, 1), shift);
      const right = drawn(i32x4.extract_lane(words, 2), shift);
      moved(from, to, height, width, channels, mirrored, down, right, table);
    }
  }
}

function drawn(word: u32, shift: i32): i32 {
  return <i32>((<u64>word * <u64>(2 * shift + 1)) >> 32) - shift;
}

function plain(from: usize, to: usize, size: i32, channels: i32, table: usize): void {
  if (channels === 1) {
    for (let i = 0; i < size; i++)
      store<f32>(to + ((<usize>i) << 2), load<f32>(table + ((<usize>load<u8>(from + <usize>i)) << 2)));
    return;
  }
  let c = 0;
  for (let i = 0; i < size; i++) {
    const byte = <usize>load<u8>(from + <usize>i);
    store<f32>(to + ((<usize>i) << 2), load<f32>(table + ((((<usize>c) << 8) + byte) << 2)));
    c = c + 1 === channels ? 0 : c + 1;
  }
}

function moved(
  from: usize,
  to: usize,
  height: i32,
  width: i32,
  channels: i32,
  mirrored: bool,
  down: i32,
  right: i32,
  table: usize,
): void {
  let at = to;
  for (let r = 0; r < height; r++) {
    const row = r - down;
    for (let column = 0; column < width; column++) {
      const source = (mirrored ? width - 1 - column : column) - right;
      const inside = row >= 0 && row < height && source >= 0 && source < width;
      for (let c = 0; c < channels; c++) {
        const byte = inside ? <usize>load<u8>(from + <usize>((row * width + source) * channels + c)) : 0;
        store<f32>(at, load<f32>(table + ((((<usize>c) << 8) + byte) << 2)));
        at += 4;
      }
    }
  }
}
