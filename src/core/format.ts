const narrowSpace = '\u202f'; // narrow and unbreakable
const minusSign = '\u2212';

/** A whole number as people read it, thin spaces between thousands and a true minus: −1240 → `−1 240`. */
export function formatWhole(value: number): string {
  if (!Number.isFinite(value)) return formatOdd(value);
  return signed(Math.round(value), (size) => grouped(String(size)));
}

/**
 * A measured number with three significant digits, zeros kept so that its width stays: 0.27 → `0.270`, 12.34 → `12.3`.
 * From 1000 up whole numbers; a power of ten from a million up and below a ten-thousandth: `2.74 × 10⁻⁷`.
 */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value)) return formatOdd(value);
  return signed(value, (size) => plainOrExponent(size, 3, false));
}

/** A chosen number, with as few digits as tell it apart: 0.02 → `0.02`, 0.006283 → `0.00628`. */
export function formatValue(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return formatOdd(value);
  return signed(value, (size) => plainOrExponent(size, digits, true));
}

/** A power of ten as such: 0.01 → `10⁻²`. */
export function formatPower(value: number): string {
  return timesPowerOfTen('1', Math.round(Math.log10(value)));
}

/** Decimals added at most to tell a fraction from a bound it has not reached. */
const moreDecimals = 2;

/**
 * A fraction as a percentage with one decimal unless told otherwise: 0.8891 → `88.9 %`. Never rounded onto 0 or 100 %,
 * nor onto `bound`, where it is not just that: 0.9996 → `99.96 %`, 1e-7 → `<0.001 %`.
 */
export function formatPercent(fraction: number, decimals = 1, bound = 1): string {
  return hundredths(fraction, decimals, bound, '%');
}

function hundredths(fraction: number, decimals: number, bound: number, unit: string): string {
  if (!Number.isFinite(fraction)) return formatOdd(fraction);
  const text = (value: number, digits: number): string =>
    signed(Number((value * 100).toFixed(digits)), (size) => withUnit(size.toFixed(digits), unit));
  const finest = decimals + moreDecimals;
  for (let digits = decimals; digits <= finest; digits++) {
    const onto = [0, 1, bound].some((of) => of !== fraction && text(of, digits) === text(fraction, digits));
    if (!onto) return text(fraction, digits);
  }
  const step = 10 ** -finest / 100;
  if (Math.abs(fraction) < step) return `${fraction < 0 ? `>${minusSign}` : '<'}${text(step, finest)}`;
  if (text(fraction, finest) !== text(1, finest)) return text(fraction, finest);
  return fraction < 1 ? `>${text(1 - step, finest)}` : `>${text(1, finest)}`;
}

/** A number with its unit, kept together: `32 s`. */
export function withUnit(figure: string, unit: string): string {
  return `${figure}${narrowSpace}${unit}`;
}

function formatOdd(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : `${minusSign}∞`;
}

function signed(value: number, print: (size: number) => string): string {
  return value < 0 ? `${minusSign}${print(-value)}` : print(Math.abs(value));
}

function plainOrExponent(size: number, digits: number, trim: boolean): string {
  const rounded = Number(size.toPrecision(digits));
  const shorten = trim ? trimmed : (figure: string) => figure;
  if (rounded === 0) return shorten((0).toFixed(digits - 1));
  if (rounded >= 1e6 || rounded < 1e-4) {
    const [mantissa = '', exponent = ''] = size.toExponential(digits - 1).split('e');
    return timesPowerOfTen(shorten(mantissa), Number(exponent));
  }
  if (rounded >= 1000) return grouped(size.toFixed(0));
  return shorten(rounded.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)))));
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function timesPowerOfTen(mantissa: string, exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  const power = `10${exponent < 0 ? '⁻' : ''}${digits}`;
  return mantissa === '1' ? power : `${mantissa}${narrowSpace}×${narrowSpace}${power}`;
}

function trimmed(figure: string): string {
  return figure.includes('.') ? figure.replace(/\.?0+$/, '') : figure;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, narrowSpace);
}
