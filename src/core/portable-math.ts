/**
 * Elementary functions in float64 with the same bits in every engine, of operations that IEEE 754 rounds exactly:
 * `Math.cos`, `exp`, `log` and `**` differ between browsers in the last bit. Errors stay below one unit in the last place,
 * but for `pow`. After fdlibm (Sun Microsystems 1993).
 */

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const bits = new DataView(new ArrayBuffer(8));

/** 2ⁿ for n from −1022 to 1023. */
function powerOfTwo(n: number): number {
  bits.setUint32(0, (n + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** A polynomial in `x`, its coefficients from the lowest on. */
const polynomial = (x: number, coefficients: readonly number[]): number =>
  coefficients.reduceRight((sum, coefficient) => coefficient + x * sum, 0);

const expTerms = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
  4.1381367970572385e-8,
];

/** eˣ. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const n = Math.round(x * Math.LOG2E);
  const high = x - n * ln2High;
  const low = n * ln2Low;
  const r = high - low;
  const t = r * r;
  const c = r - t * polynomial(t, expTerms);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  const half = Math.trunc(n / 2);
  return y * powerOfTwo(half) * powerOfTwo(n - half);
}

const logOdd = [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586];
const logEven = [0.3999999999940942, 0.22222198432149784, 0.15313837699209373];

/** ln x; −∞ of 0, NaN below it. */
export function log(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x > 0 ? x : Number.NaN;
  const isSmall = x < 2.2250738585072014e-308;
  bits.setFloat64(0, isSmall ? x * 2 ** 54 : x);
  const top = bits.getUint32(0);
  let exponent = (top >>> 20) - 1023 - (isSmall ? 54 : 0);
  bits.setUint32(0, (top & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const rest = z * polynomial(w, logOdd) + w * polynomial(w, logEven);
  const halfSquare = 0.5 * f * f;
  return exponent * ln2High - (halfSquare - (s * (halfSquare + rest) + exponent * ln2Low) - f);
}

const quarterHigh = 1.5707963267341256;
const quarterLow = 6.077100506506192e-11;
const cosTerms = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
];
const sinTerms = [
  0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
];

/** cos x for |x| up to 10⁵. */
export function cos(x: number): number {
  const quarters = Math.round(x / (Math.PI / 2));
  const r = x - quarters * quarterHigh;
  const w = quarters * quarterLow;
  const y = r - w;
  const tail = r - y - w;
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return cosNearZero(y, tail);
    case 1:
      return -sinNearZero(y, tail);
    case 2:
      return -cosNearZero(y, tail);
    default:
      return sinNearZero(y, tail);
  }
}

function cosNearZero(x: number, tail: number): number {
  const z = x * x;
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * z * polynomial(z, cosTerms) - x * tail));
}

function sinNearZero(x: number, tail: number): number {
  const z = x * x;
  const cube = z * x;
  return x - (z * (0.5 * tail - cube * polynomial(z, sinTerms)) - tail - cube * -0.16666666666666632);
}

/**
 * xʸ, x ≥ 0 where y is no whole number. Whole powers by squares, to about |y| units in the last place, which for the powers
 * of a number below 1 is nothing beside 1; others by e^(y ln x).
 */
export function pow(x: number, y: number): number {
  if (!Number.isInteger(y) || Math.abs(y) >= 2 ** 31) return x === 0 && y > 0 ? 0 : exp(y * log(x));
  let result = 1;
  let square = x;
  for (let rest = Math.abs(y); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return y < 0 ? 1 / result : result;
}
