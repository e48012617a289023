/**
 * A number as a box shows it and takes it back: exact, short, thousands apart, with an exponent that can be typed where
 * digits would be zeros. The same in every language, so that what was copied can be typed in any.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && value >= 1000 && value < 1e6)
    return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f'); // thin, unbreakable
  if (size >= 1e-4 && size < 1e6) return String(value);
  return value.toExponential().replace('e+', 'e');
}

/** What a person may have meant: one number, two that are written alike, or none. */
export type Reading =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ambiguous'; readonly values: readonly [number, number] }
  | { readonly kind: 'none' };

const none: Reading = { kind: 'none' };
const number = (text: string): Reading => ({ kind: 'number', value: Number(text) });

/**
 * Reads a number as people of any country write it: `0.05`, `0,05`, `1e9`, `2 000`, `1,000,000`, `1.234,5`, `1’000`.
 * Where a single mark may part thousands or a fraction, a box for a whole number means thousands (`1,000`, `1.000`); in
 * one for any number a point is a point, and a comma (`1,500`) could be either.
 * @param whole whether the box is for a whole number
 */
export function readNumber(text: string, whole = false): Reading {
  const [, sign = '', mantissa = '', exponent = ''] =
    /^([+-]?)(\d[\d.,'\s]*|[.,]\d+)(e[+-]?\d+)?$/i.exec(
      text.trim().replace('\u2212', '-').replaceAll('\u2019', "'"),
    ) ?? [];
  const plain = mantissa.trim().replaceAll(/\s/gu, ' '); // of any width
  if (plain === '') return none;
  const written = (digits: string): Reading => number(`${sign}${digits}${exponent}`);
  const marks = new Set(plain.replaceAll(/\d/g, ''));
  const last = plain.search(/[.,]\d*$/);
  const mark = plain[last] ?? '';
  const isLone = marks.size === 1 && plain.indexOf(mark) === last;
  if (mark === '' || (marks.size === 1 && !isLone)) {
    const digits = withoutGroups(plain);
    return digits === null ? none : written(digits);
  }
  const before = plain.slice(0, last);
  const after = plain.slice(last + 1);
  if (before.includes(mark)) return none; // `1,2.3,4`
  const integer = withoutGroups(before);
  if (integer === null) return none;
  const fraction = `${integer}.${after}`;
  if (!isLone || !/^[1-9]\d{0,2}$/.test(before) || after.length !== 3) return written(fraction);
  if (whole) return written(before + after);
  if (mark === '.') return written(fraction);
  const read = (digits: string): number => Number(`${sign}${digits}${exponent}`);
  return { kind: 'ambiguous', values: [read(before + after), read(fraction)] };
}

/** Digits whose thousands one mark parts, all of them or none, without the mark; null for anything else. */
function withoutGroups(text: string): string | null {
  if (/^\d*$/.test(text)) return text;
  if (/^[1-9]\d{0,2}([.,' ])\d{3}(\1\d{3})*$/.test(text)) return text.replaceAll(/\D/g, '');
  return null;
}

/** The number that was typed; NaN where it is none, or could be two. */
export function parseNumber(text: string, whole = false): number {
  const reading = readNumber(text, whole);
  return reading.kind === 'number' ? reading.value : Number.NaN;
}

/** What was typed for the spec to judge: the number, or the text itself where it is none; both readings where it has two. */
export function typedNumber(
  text: string,
  whole = false,
): { readonly typed: number | string } | { readonly readings: readonly [number, number] } {
  const reading = readNumber(text, whole);
  if (reading.kind === 'ambiguous') return { readings: reading.values };
  const isUsable = reading.kind === 'number' && Number.isFinite(reading.value);
  return { typed: isUsable ? reading.value : text.trim() };
}
