/**
 * Sums over the rows of each channel of x [rows, channels], to float64 sums: in float32 over blocks of rows that stay in
 * the nearest cache, the blocks' sums in float64. Pointers to values of channels reach to a multiple of 8 of them.
 */
import { madd } from './lanes';

/** Rows of a block. */
const BLOCK: i32 = 32;

/** sums[channels] += Σ (x − shift) over the rows. */
export function sumDeviations(x: usize, shift: usize, sums: usize, rows: i32, channels: i32): void {
  const step = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const block = x + <usize>first * step;
    const end = block + <usize>min(BLOCK, rows - first) * step;
    for (let c = 0; c < channels; c += 8) {
      const column = (<usize>c) << 2;
      const s0 = v128.load(shift + column);
      const s1 = v128.load(shift + column, 16);
      let a0 = f32x4.splat(0);
      let a1 = a0;
      for (let row = block; row < end; row += step) {
        a0 = f32x4.add(a0, f32x4.sub(v128.load(row + column), s0));
        a1 = f32x4.add(a1, f32x4.sub(v128.load(row + column, 16), s1));
      }
      addDoubles(sums + 2 * column, a0, a1);
    }
  }
}

/** sums[channels] += Σ (x − shift)² over the rows. */
export function sumSquares(x: usize, shift: usize, sums: usize, rows: i32, channels: i32): void {
  const step = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const block = x + <usize>first * step;
    const end = block + <usize>min(BLOCK, rows - first) * step;
    for (let c = 0; c < channels; c += 8) {
      const column = (<usize>c) << 2;
      const s0 = v128.load(shift + column);
      const s1 = v128.load(shift + column, 16);
      let a0 = f32x4.splat(0);
      let a1 = a0;
      for (let row = block; row < end; row += step) {
        const d0 = f32x4.sub(v128.load(row + column), s0);
        const d1 = f32x4.sub(v128.load(row + column, 16), s1);
        a0 = madd(d0, d0, a0);
        a1 = madd(d1, d1, a1);
      }
      addDoubles(sums + 2 * column, a0, a1);
    }
  }
}

/** plain[channels] += Σ dY, weighted[channels] += Σ dY (x − shift) over the rows. */
export function sumGradients(
  x: usize,
  dY: usize,
  shift: usize,
  plain: usize,
  weighted: usize,
  rows: i32,
  channels: i32,
): void {
  const step = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const block = <usize>first * step;
    const end = block + <usize>min(BLOCK, rows - first) * step;
    for (let c = 0; c < channels; c += 8) {
      const column = (<usize>c) << 2;
      const s0 = v128.load(shift + column);
      const s1 = v128.load(shift + column, 16);
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      for (let row = block; row < end; row += step) {
        const at = x + row + column;
        const dAt = dY + row + column;
        const d0 = v128.load(dAt);
        const d1 = v128.load(dAt, 16);
        a0 = f32x4.add(a0, d0);
        a1 = f32x4.add(a1, d1);
        a2 = madd(d0, f32x4.sub(v128.load(at), s0), a2);
        a3 = madd(d1, f32x4.sub(v128.load(at, 16), s1), a3);
      }
      addDoubles(plain + 2 * column, a0, a1);
      addDoubles(weighted + 2 * column, a2, a3);
    }
  }
}

/** Adds eight floats to eight float64. */
function addDoubles(to: usize, low: v128, high: v128): void {
  const lowTop = v128.shuffle<f32>(low, low, 2, 3, 2, 3);
  const highTop = v128.shuffle<f32>(high, high, 2, 3, 2, 3);
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(low)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(lowTop)), 16);
  v128.store(to, f64x2.add(v128.load(to, 32), f64x2.promote_low_f32x4(high)), 32);
  v128.store(to, f64x2.add(v128.load(to, 48), f64x2.promote_low_f32x4(highTop)), 48);
}
