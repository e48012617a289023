import { storeSome } from './lanes';

const MULTIPLIER_0: u64 = 0xd2511f53;
const MULTIPLIER_1: u64 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;

/** The four words of Philox4x32-10 of the counter (first, second, 0, 0): the same function as in core/philox.ts. */
export function philox(first: u32, second: u32, key0: u32, key1: u32): v128 {
  let a = first;
  let b = second;
  let c: u32 = 0;
  let d: u32 = 0;
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < 10; round++) {
    const product0 = MULTIPLIER_0 * <u64>a;
    const product1 = MULTIPLIER_1 * <u64>c;
    a = <u32>(product1 >> 32) ^ b ^ k0;
    b = <u32>product1;
    c = <u32>(product0 >> 32) ^ d ^ k1;
    d = <u32>product0;
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  return i32x4(a, b, c, d);
}

/**
 * Inverted dropout: y = x · scale where an element's random word is at least `threshold`, else 0; of gradients too.
 *   clock   u32 [step, seed, image]: `image` is the place in the batch of the first image here
 * Element i of the whole batch draws word i % 4 of philox((i / 4, step, 0, 0), (seed, stream)).
 */
export function dropout(
  x: usize,
  y: usize,
  length: i32,
  imageLength: i32,
  threshold: u32,
  scale: f32,
  stream: u32,
  clock: usize,
): void {
  const step = load<u32>(clock);
  const seed = load<u32>(clock, 4);
  const first = load<u32>(clock, 8) * <u32>imageLength;
  const factor = f32x4.splat(scale);
  let i: i32 = 0;
  // the first and the last four words may belong to other elements too
  while (i < length) {
    const element = first + <u32>i;
    const drawn = philox(element >> 2, step, seed, stream);
    const within = <i32>(element & 3);
    const count = min(4 - within, length - i);
    const at = (<usize>i) << 2;
    const keeps = i32x4.ge_u(within === 0 ? drawn : from(drawn, within), i32x4.splat(<i32>threshold));
    storeSome(y + at, v128.and(f32x4.mul(v128.load(x + at), factor), keeps), count);
    i += count;
  }
}

/** Four words from one of them on; zeros behind the last. */
function from(words: v128, first: i32): v128 {
  const bytes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return i8x16.swizzle(words, i8x16.add(bytes, i8x16.splat(<i8>(first << 2))));
}
