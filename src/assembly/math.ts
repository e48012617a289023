/**
 * Elementary functions of four floats, of exactly rounded operations alone, so that every machine gives the same bits.
 */
import { madd } from './lanes';

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts, the first of few bits: n · LN2_HIGH is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** 1.5 · 2²³: a small number that it is added to is rounded to a whole one, which its last bits then hold. */
const TO_WHOLE: f32 = 12582912;

/**
 * e^x to 2 ulp; 0 below −87.3, ∞ above 88.7, NaN stays NaN. Cody–Waite reduction, then the polynomial of Cephes' expf
 * (Moshier 1989).
 */
export function exp4(x: v128): v128 {
  // in this order of arguments pmin and pmax carry NaN, and are one instruction
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-88)), f32x4.splat(89));
  const shifted = madd(bounded, f32x4.splat(LOG2_E), f32x4.splat(TO_WHOLE));
  const n = f32x4.sub(shifted, f32x4.splat(TO_WHOLE));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(1.98756915e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(0.5));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  // 2^n in two factors: n may be −127 or 128
  const whole = i32x4.sub(shifted, f32x4.splat(TO_WHOLE));
  const half = i32x4.shr_s(whole, 1);
  const rest = i32x4.sub(whole, half);
  const scaled = f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(rest));
  return v128.bitselect(f32x4.splat(0), scaled, f32x4.lt(x, f32x4.splat(-87.33654)));
}

function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e^x of one float, as `exp4`. */
export function exp(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/** ln x of a normal x > 0, to 1 ulp; ∞ of ∞, NaN of NaN. After Cephes' logf. */
export function ln(x: f32): f32 {
  if (!(x < Infinity)) return x;
  let e = <i32>(reinterpret<u32>(x) >> 23) - 126;
  let m = reinterpret<f32>((reinterpret<u32>(x) & 0x007fffff) | 0x3f000000);
  if (m < 0.70710678) {
    e -= 1;
    m = m + m - 1;
  } else m = m - 1;
  const z = m * m;
  const f = <f32>e;
  let y: f32 = 7.0376836292e-2;
  y = y * m + -1.151461031e-1;
  y = y * m + 1.167699874e-1;
  y = y * m + -1.2420140846e-1;
  y = y * m + 1.4249322787e-1;
  y = y * m + -1.6668057665e-1;
  y = y * m + 2.0000714765e-1;
  y = y * m + -2.4999993993e-1;
  y = y * m + 3.3333331174e-1;
  y = y * m * z;
  y = y + LN2_LOW * f;
  y = y - 0.5 * z;
  return m + y + LN2_HIGH * f;
}

/** tanh x by e^2x; 1 and −1 in float32 beyond 10. Its error stays below 2e-7, absolute. */
export function tanh4(x: v128): v128 {
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(-10)), f32x4.splat(10));
  const e = exp4(f32x4.add(bounded, bounded));
  return f32x4.div(f32x4.sub(e, f32x4.splat(1)), f32x4.add(e, f32x4.splat(1)));
}

/**
 * Φ(x), the normal distribution, to 1.5e-7, absolute. Abramowitz & Stegun 7.1.26, the same terms as the WGSL kernel.
 */
export function normal4(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678));
  const t = f32x4.div(f32x4.splat(1), madd(f32x4.splat(0.3275911), z, f32x4.splat(1)));
  let p = f32x4.mul(f32x4.splat(1.061405429), t);
  p = f32x4.mul(f32x4.add(f32x4.splat(-1.453152027), p), t);
  p = f32x4.mul(f32x4.add(f32x4.splat(1.421413741), p), t);
  p = f32x4.mul(f32x4.add(f32x4.splat(-0.284496736), p), t);
  p = f32x4.mul(f32x4.add(f32x4.splat(0.254829592), p), t);
  const tail = f32x4.mul(f32x4.mul(f32x4.splat(0.5), p), exp4(f32x4.neg(f32x4.mul(z, z))));
  return v128.bitselect(f32x4.sub(f32x4.splat(1), tail), tail, f32x4.gt(x, f32x4.splat(0)));
}
