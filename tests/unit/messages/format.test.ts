import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/messages/format.ts';

const format = createFormat('en');
const chinese = createFormat('zh');

/** Thin spaces as blanks, to be read here. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

/** `2.74 × 10⁻⁷` as a number. */
function readBack(text: string): number {
  const ascii = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)));
  return Number(ascii.replaceAll(' ', '').replace('×10', 'e').replace('⁻', '-'));
}

describe('whole', () => {
  it('groups thousands and writes a true minus', () => {
    expect([0, 7, 999, 1240, 20_490, 1_234_567, -1240].map((n) => plain(format.whole(n)))).toEqual([
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

describe('measured', () => {
  it('has three significant digits and keeps its zeros', () => {
    expect([0.27, 0.2714, Math.LN10, 12.34, 99.96, 9.996, 123.4, 0.004_56, 0].map(format.measured)).toEqual([
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
    expect([1234.5, 1e30, 3.2e-7, 999_999].map((n) => plain(format.measured(n)))).toEqual([
      '1 235',
      '1.00 × 10³⁰',
      '3.20 × 10⁻⁷',
      '1.00 × 10⁶',
    ]);
  });

  it('names what is not a number', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(format.measured)).toEqual([
      'NaN',
      '∞',
      '−∞',
    ]);
  });

  it('reads back within half a unit of the third digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
        const back = readBack(plain(format.measured(value)));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(value * 0.005_001);
      }),
    );
  });
});

describe('chosen', () => {
  it('drops zeros that say nothing', () => {
    expect([0.02, 0.5, 1, 0.006_283, 100, 0, 1e-5, 2.5e-6].map((n) => format.chosen(n))).toEqual([
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
    expect(format.chosen(0.9995, 4)).toBe('0.9995');
  });
});

describe('percent', () => {
  it('has one decimal unless told otherwise', () => {
    expect([0.8891, 1, 0.099_96].map((n) => plain(format.percent(n)))).toEqual([
      '88.9 %',
      '100.0 %',
      '10.0 %',
    ]);
    expect(plain(format.percent(0.88, 0))).toBe('88 %');
    expect(plain(format.percent(-0.0413))).toBe('−4.1 %');
  });

  it('never shows a bound that was not reached', () => {
    const shown = [4998 / 5000, 2 / 10_000, 1 / 60_000, 59_999 / 60_000, 0, 1, 1e-7, 1 - 1e-7, -2e-4];
    expect(shown.map((share) => plain(format.percent(share)))).toEqual([
      '99.96 %',
      '0.02 %',
      '0.002 %',
      '99.998 %',
      '0.0 %',
      '100.0 %',
      '<0.001 %',
      '>99.999 %',
      '−0.02 %',
    ]);
  });

  it('tells a fraction from a target just above it, and shows one that was met', () => {
    expect(plain(format.percent(4398 / 5000, 1, 0.88))).toBe('87.96 %');
    expect(plain(format.percent(0.88, 1, 0.88))).toBe('88.0 %');
    expect(plain(format.percent(0.8756, 1, 0.88))).toBe('87.6 %');
  });
});

describe('other formats', () => {
  it('keeps as many decimals as asked', () => {
    expect([1.5, 0.005, -1234.567].map((n) => plain(format.decimals(n, 2)))).toEqual([
      '1.50',
      '0.01',
      '−1 234.57',
    ]);
  });

  it('writes a power of ten, and a figure with its unit', () => {
    expect(format.power(0.01)).toBe('10⁻²');
    expect(plain(format.unit('32', 's'))).toBe('32 s');
  });

  it('writes percentages, points and lists as each language does', () => {
    expect([format.percent(0.8891), format.points(0.041)].map(plain)).toEqual(['88.9 %', '4.1 pt']);
    expect([chinese.percent(0.8891), chinese.points(0.041)].map(plain)).toEqual(['88.9%', '4.1 个百分点']);
    expect([format.and(['A', 'B', 'C']), format.or(['A', 'B'])]).toEqual(['A, B and C', 'A or B']);
    expect([chinese.and(['A', 'B', 'C']), chinese.or(['A', 'B'])]).toEqual(['A、B 和 C', 'A 或 B']);
  });

  it('writes numbers alike in both languages', () => {
    for (const n of [0.27, 12.34, 1240, 3.2e-7, Number.NaN]) {
      expect(chinese.measured(n)).toBe(format.measured(n));
      expect(chinese.chosen(n)).toBe(format.chosen(n));
    }
  });

  it('writes times and rates', () => {
    expect([null, 9.94, 9.96, 6157.2].map(format.rate).map(plain)).toEqual(['–', '9.9', '10', '6 157']);
    expect([42_400, 200_000, 3_900_000].map(format.duration).map(plain)).toEqual([
      '42 s',
      '3 min 20 s',
      '1 h 5 min',
    ]);
    expect([42_400, 200_000, 3_900_000].map(format.roughDuration).map(plain)).toEqual([
      '42 s',
      '3 min',
      '1 h 5 min',
    ]);
    expect([0.418, 2310, Number.NaN].map(format.stepTime).map(plain)).toEqual(['0.418 ms', '2.31 s', '–']);
    expect(plain(chinese.duration(200_000))).toBe('3 分 20 秒');
  });

  it('writes counts with their prefix, and bytes', () => {
    expect(plain(format.operations(225_792))).toBe('226 k');
    expect(plain(format.operations(225_792, 'FLOP'))).toBe('226 kFLOP');
    expect(format.operations(12)).toBe('12');
    expect([0, 50_176, 3 * 2 ** 30].map(format.bytes).map(plain)).toEqual(['0 B', '49 KiB', '3 GiB']);
    expect(format.megabytes(11_900_000)).toBe('11.9');
  });
});
