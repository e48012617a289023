import { storeSome } from './lanes';

/** y = alpha · a + beta · b, `length` floats. */
export function combine(a: usize, b: usize, y: usize, length: i32, alpha: f32, beta: f32): void {
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    const first = f32x4.mul(f32x4.splat(alpha), v128.load(a + at));
    const second = f32x4.mul(f32x4.splat(beta), v128.load(b + at));
    storeSome(y + at, f32x4.add(first, second), length - i);
  }
}

/** y = factor · x, `length` floats. */
export function scale(x: usize, y: usize, length: i32, factor: f32): void {
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2;
    storeSome(y + at, f32x4.mul(f32x4.splat(factor), v128.load(x + at)), length - i);
  }
}

/** y = x / (‖x‖ + eps), `length` floats; the squares are added in float64. */
export function normalize(x: usize, y: usize, length: i32, eps: f32): void {
  let squares: f64 = 0;
  for (let i = 0; i < length; i++) {
    const value = <f64>load<f32>(x + ((<usize>i) << 2));
    squares += value * value;
  }
  scale(x, y, length, 1 / (<f32>sqrt(squares) + eps));
}
