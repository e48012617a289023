import { formatWhole } from '../../core/format.ts';

/**
 * A number as a box shows it and takes it back: exact, short, thousands apart, with an exponent that can be typed where
 * digits would be zeros.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && value >= 1000 && value < 1e6) return formatWhole(value);
  if (size >= 1e-4 && size < 1e6) return String(value);
  return value.toExponential().replace('e+', 'e');
}

/** What a person typed as a number: `0.05`, `0,05`, `1e9`, `2 000`; NaN where it is none. */
export function parseNumber(text: string): number {
  const plain = text
    .replace(/[\s\u2009\u202f]/gu, '')
    .replace('\u2212', '-')
    .replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}
