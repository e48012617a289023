import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lr, momentum } from '../../../src/optim/hyper.ts';
import { checkValue } from '../../../src/ui/lanes/checkValue.ts';
import { numberText, parseNumber } from '../../../src/ui/lanes/numberText.ts';
import { targetFrom } from '../../../src/ui/panels/target.ts';
import { typedNumber } from '../../../src/ui/panels/typedNumber.ts';

describe('a number in a box', () => {
  it('is shown exactly and read back as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(numberText(value))).toBe(value + 0);
      }),
    );
  });

  it('is short', () => {
    expect([0.02, 1e9, 1e-5, 0.0001, 123456, 2.5e6, 0].map(numberText)).toEqual([
      '0.02',
      '1e9',
      '1e-5',
      '0.0001',
      '123\u202f456',
      '2.5e6',
      '0',
    ]);
  });

  it('is read as people write it', () => {
    expect(['0,05', '.5', '1E3', ' 2 000 ', '2\u202f000', '\u22121', '1e-3'].map(parseNumber)).toEqual([
      0.05, 0.5, 1000, 2000, 2000, -1, 0.001,
    ]);
  });

  it('is none where it is none, whatever is typed', () => {
    expect(
      ['', 'abc', '1.2.3', '1,000,000', '0x10', 'Infinity', 'NaN', '1e', '--1'].map(parseNumber),
    ).toEqual(Array.from({ length: 9 }, () => Number.NaN));
    fc.assert(fc.property(fc.string(), (text) => typeof parseNumber(text) === 'number'));
  });
});

describe('checkValue', () => {
  it('takes every legal value, far beyond the slider too', () => {
    expect(checkValue(lr, '1e9')).toEqual({ value: 1e9 });
    expect(checkValue(momentum, '0.9999')).toEqual({ value: 0.9999 });
    expect(checkValue(momentum, '0')).toEqual({ value: 0 });
  });

  it('says what is wrong, what was got and what to type', () => {
    expect(checkValue(lr, 'abc')).toEqual({
      error: 'Must be a finite number above 0, got “abc”; type e.g. 0.05.',
    });
    expect(checkValue(lr, '0')).toEqual({ error: 'Must be a finite number above 0, got 0; type e.g. 0.05.' });
    expect(checkValue(lr, ' ')).toEqual({
      error: 'Must be a finite number above 0, got nothing; type e.g. 0.05.',
    });
    expect(checkValue(momentum, '1')).toEqual({
      error: 'Must be a finite number from 0 to below 1, got 1; type e.g. 0.9.',
    });
    expect(checkValue(lr, '1e999')).toEqual({
      error: 'Must be a finite number above 0, got “1e999”; type e.g. 0.05.',
    });
  });
});

describe('targetFrom', () => {
  it('turns per cent into a fraction without a trace of binary', () => {
    expect(targetFrom('validationAccuracy', '88')).toEqual({ value: 0.88 });
    expect(targetFrom('validationAccuracy', '91.5 %')).toEqual({ value: 0.915 });
    expect(targetFrom('validationLoss', '0.3')).toEqual({ value: 0.3 });
  });

  it('refuses what no run could miss or reach', () => {
    expect(targetFrom('validationAccuracy', '120')).toEqual({
      error: 'Must be above 0 and at most 100\u202f%, got “120”; type e.g. 88.',
    });
    expect(targetFrom('validationAccuracy', '0')).toHaveProperty('error');
    expect(targetFrom('validationLoss', '')).toEqual({
      error: 'Must be a number above 0, got nothing; type e.g. 0.3.',
    });
  });
});

it('typedNumber leaves it to the spec to refuse what is no number', () => {
  expect([typedNumber('64'), typedNumber(' x '), typedNumber('1e999')]).toEqual([64, 'x', '1e999']);
});
