import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLoss, formatValue, formatWhole } from '../../../src/core/format.ts';

/** Thin spaces as blanks, to be read here. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

/** `2.74 × 10⁻⁷` as a number. */
function readBack(text: string): number {
  const ascii = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)));
  return Number(ascii.replaceAll(' ', '').replace('×10', 'e').replace('⁻', '-'));
}

describe('formatWhole', () => {
  it('groups thousands and writes a true minus', () => {
    expect([0, 7, 999, 1240, 20_490, 1_234_567, -1240].map((n) => plain(formatWhole(n)))).toEqual([
      '0',
      '7',
      '999',
      '1 240',
      '20 490',
      '1 234 567',
      '−1 240',
    ]);
  });
});

describe('formatLoss', () => {
  it('has three significant digits and keeps its zeros', () => {
    expect([0.27, 0.2714, Math.LN10, 12.34, 99.96, 9.996, 123.4, 0.004_56, 0].map(formatLoss)).toEqual([
      '0.270',
      '0.271',
      '2.30',
      '12.3',
      '100',
      '10.0',
      '123',
      '0.00456',
      '0.00',
    ]);
  });

  it('writes large ones whole, huge and tiny ones with an exponent', () => {
    expect([1234.5, 1e30, 3.2e-7, 999_999].map((n) => plain(formatLoss(n)))).toEqual([
      '1 235',
      '1.00 × 10³⁰',
      '3.20 × 10⁻⁷',
      '1.00 × 10⁶',
    ]);
  });

  it('names what is not a number', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(formatLoss)).toEqual([
      'NaN',
      '∞',
      '−∞',
    ]);
  });

  it('reads back within half a unit of the third digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
        const back = readBack(plain(formatLoss(value)));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(value * 0.005_001);
      }),
    );
  });
});

describe('formatValue', () => {
  it('drops zeros that say nothing', () => {
    expect([0.02, 0.5, 1, 0.006_283, 100, 0, 1e-5, 2.5e-6].map((n) => formatValue(n))).toEqual([
      '0.02',
      '0.5',
      '1',
      '0.00628',
      '100',
      '0',
      '10⁻⁵',
      '2.5\u202f×\u202f10⁻⁶',
    ]);
  });

  it('keeps as many digits as asked', () => {
    expect(formatValue(0.9995, 4)).toBe('0.9995');
  });
});
