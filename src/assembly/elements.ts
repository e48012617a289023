import { madd, storeSome } from './lanes';
import { exp4, normal4, tanh4 } from './math';

/** Kinds of activation, as the host numbers them. */
export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
const LEAKY_RELU: i32 = 2;
const GELU: i32 = 3;

const TANH_SCALE: f32 = 0.7978845608;
const TANH_CUBE: f32 = 0.044715;
const DENSITY: f32 = 0.3989422804;

/** y = activation of x, `length` floats; `slope` of a leaky ReLU. NaN stays NaN. */
export function activate(x: usize, y: usize, length: i32, kind: i32, slope: f32): void {
  const end = wholeBytes(length);
  if (kind === RELU) {
    const zero = f32x4.splat(0);
    for (let at: usize = 0; at < end; at += 16) v128.store(y + at, f32x4.max(v128.load(x + at), zero));
  } else {
    for (let at: usize = 0; at < end; at += 16) v128.store(y + at, activated(v128.load(x + at), kind, slope));
  }
  storeSome(y + end, activated(v128.load(x + end), kind, slope), length & 3);
}

/** The bytes of whole vectors among so many floats. */
function wholeBytes(length: i32): usize {
  return (<usize>(length & ~3)) << 2;
}

function activated(v: v128, kind: i32, slope: f32): v128 {
  if (kind === LINEAR) return v;
  if (kind === RELU) return f32x4.max(v, f32x4.splat(0));
  if (kind === LEAKY_RELU)
    return v128.bitselect(f32x4.mul(v, f32x4.splat(slope)), v, f32x4.le(v, f32x4.splat(0)));
  if (kind === GELU) return f32x4.mul(v, normal4(v));
  const half = f32x4.mul(f32x4.splat(0.5), v);
  return f32x4.mul(half, f32x4.add(f32x4.splat(1), tanh4(tanhInner(v))));
}

function tanhInner(v: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.splat(TANH_CUBE), v), v), v);
  return f32x4.mul(f32x4.splat(TANH_SCALE), f32x4.add(v, cube));
}

/** dX = dY · derivative at `source`: the output of a (leaky) ReLU, the input of the others. */
export function activateGradient(
  dY: usize,
  source: usize,
  dX: usize,
  length: i32,
  kind: i32,
  slope: f32,
): void {
  const end = wholeBytes(length);
  if (kind === RELU) {
    const zero = f32x4.splat(0);
    const one = f32x4.splat(1);
    for (let at: usize = 0; at < end; at += 16) {
      const isOpen = v128.and(one, f32x4.gt(v128.load(source + at), zero));
      v128.store(dX + at, f32x4.mul(v128.load(dY + at), isOpen));
    }
  } else {
    for (let at: usize = 0; at < end; at += 16) {
      const factor = derivative(v128.load(source + at), kind, slope);
      v128.store(dX + at, f32x4.mul(v128.load(dY + at), factor));
    }
  }
  const last = derivative(v128.load(source + end), kind, slope);
  storeSome(dX + end, f32x4.mul(v128.load(dY + end), last), length & 3);
}

export function derivative(v: v128, kind: i32, slope: f32): v128 {
  const one = f32x4.splat(1);
  const isPositive = f32x4.gt(v, f32x4.splat(0));
  if (kind === RELU) return v128.and(one, isPositive);
  if (kind === LEAKY_RELU) return v128.bitselect(one, f32x4.splat(slope), isPositive);
  if (kind === GELU) {
    const density = f32x4.mul(f32x4.splat(DENSITY), exp4(f32x4.mul(f32x4.splat(-0.5), f32x4.mul(v, v))));
    return madd(v, density, normal4(v));
  }
  const t = tanh4(tanhInner(v));
  const inner = f32x4.mul(f32x4.splat(TANH_SCALE), madd(f32x4.splat(3 * TANH_CUBE), f32x4.mul(v, v), one));
  const rest = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.splat(0.5), v), f32x4.sub(one, f32x4.mul(t, t))), inner);
  return madd(f32x4.splat(0.5), f32x4.add(one, t), rest);
}

/** y = a + b, `length` floats. */
export function add(a: usize, b: usize, y: usize, length: i32): void {
  const end = wholeBytes(length);
  for (let at: usize = 0; at < end; at += 16)
    v128.store(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  storeSome(y + end, f32x4.add(v128.load(a + end), v128.load(b + end)), length & 3);
}

/** g += those of the other parts, each `distance` bytes behind the one before: in pairs, the pairs in pairs; up to 8 parts. */
export function sumParts(g: usize, distance: usize, parts: i32, length: i32): void {
  for (let i = 0; i < length; i += 4) {
    const at = g + ((<usize>i) << 2);
    let sum = sumOfFour(at, distance, parts);
    if (parts > 4) sum = f32x4.add(sum, sumOfFour(at + 4 * distance, distance, parts - 4));
    storeSome(at, sum, length - i);
  }
}

function sumOfFour(at: usize, distance: usize, parts: i32): v128 {
  const sum = sumOfTwo(at, distance, parts);
  return parts > 2 ? f32x4.add(sum, sumOfTwo(at + 2 * distance, distance, parts - 2)) : sum;
}

function sumOfTwo(at: usize, distance: usize, parts: i32): v128 {
  const first = v128.load(at);
  return parts > 1 ? f32x4.add(first, v128.load(at + distance)) : first;
}

/** Zeros in so many bytes. */
export function clear(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

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
