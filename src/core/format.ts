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
