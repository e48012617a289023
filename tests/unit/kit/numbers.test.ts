import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lr, momentum } from '../../../src/optim/hyperparams.ts';
import type { Parameter } from '../../../src/optim/parameter.ts';
import { guardFactorParameter } from '../../../src/optim/transforms/guard.ts';
import { checkValue } from '../../../src/ui/kit/checkValue.ts';
import { showLanguage } from '../../../src/ui/kit/language.ts';
import { numberText, parseNumber, readNumber, typedNumber } from '../../../src/ui/kit/numberText.ts';
import { targetFrom } from '../../../src/ui/settings/TargetField.tsx';
import { en, zh } from '../../support/translator.ts';

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
    const written = [
      '0,05',
      '.5',
      '1E3',
      ' 2 000 ',
      '2\u202f000',
      '\u22121',
      '1e-3',
      '1,000,000',
      '1.5',
      '3.',
    ];
    expect(written.map((text) => parseNumber(text))).toEqual([
      0.05, 0.5, 1000, 2000, 2000, -1, 0.001, 1_000_000, 1.5, 3,
    ]);
  });

  it('reads the marks of thousands and fraction that countries use', () => {
    const written = [
      '1,234.5',
      '1.234,5',
      '1 234,5',
      "1'234.5",
      '1\u2019234,5',
      '12,345,678.25',
      '-1.234,5e-2',
    ];
    expect(written.map((text) => parseNumber(text))).toEqual([
      1234.5, 1234.5, 1234.5, 1234.5, 1234.5, 12345678.25, -12.345,
    ]);
  });

  it('is thousands in a box for a whole number, whichever mark parts them', () => {
    const written = [
      '1,000',
      '60,000',
      '1.000',
      '2,500',
      '5,000',
      '12,345',
      '1 000',
      "1'000",
      '1e3',
      '1.234.567',
    ];
    expect(written.map((text) => parseNumber(text, true))).toEqual([
      1000, 60_000, 1000, 2500, 5000, 12_345, 1000, 1000, 1000, 1_234_567,
    ]);
    // no thousands are written so: the spec says that they are not whole
    expect(['2.5', '0,05', '0.500', '1.0000'].map((text) => parseNumber(text, true))).toEqual([
      2.5, 0.05, 0.5, 1,
    ]);
  });

  it('could be two where a comma stands before three digits and any number may stand', () => {
    expect(readNumber('1,500')).toEqual({ kind: 'ambiguous', values: [1500, 1.5] });
    expect(typedNumber(' 1,500 ')).toEqual({ readings: [1500, 1.5] });
    const readings = { text: '1,500', first: '1500', second: '1.5' };
    expect(en('lanes.typed.twoReadings', readings)).toBe('“1,500” can mean 1500 or 1.5. Type one of these.');
    expect(zh('lanes.typed.twoReadings', readings)).toBe('“1,500”可以是 1500 或 1.5，请输入其中之一。');
    expect(['0,005', '1,5', '1,5000', '1.500'].map((text) => parseNumber(text))).toEqual([
      0.005, 1.5, 1.5, 1.5,
    ]);
  });

  it('is none where it is none, whatever is typed', () => {
    expect(
      [
        ...['', 'abc', '1.2.3', '0x10', 'Infinity', 'NaN', '1e', '--1', '.', '1,,5'],
        ...['1,0,0', '1,00,000', '0,001,000', '1.000,000,5', '1 00', "1'000 000", '1,000.000.5'],
      ].flatMap((text) => [parseNumber(text), parseNumber(text, true)]),
    ).toEqual(Array.from({ length: 34 }, () => Number.NaN));
    fc.assert(fc.property(fc.string(), (text) => typeof parseNumber(text) === 'number'));
  });
});

describe('checkValue', () => {
  it('takes every legal value, far beyond the slider too', () => {
    expect(checkValue(en, lr, 1e9)).toEqual({ value: 1e9 });
    expect(checkValue(en, momentum, 0.9999)).toEqual({ value: 0.9999 });
    expect(checkValue(en, momentum, 0)).toEqual({ value: 0 });
  });

  it('says what is wrong, what was got and what to type', () => {
    expect(checkValue(en, lr, 'abc')).toEqual({
      error: 'Must be a number above 0, got “abc”. Type e.g. 0.05.',
    });
    expect(checkValue(en, lr, 0)).toEqual({ error: 'Must be a number above 0, got 0. Type e.g. 0.05.' });
    expect(checkValue(en, lr, '')).toEqual({
      error: 'Must be a number above 0, got nothing. Type e.g. 0.05.',
    });
    expect(checkValue(en, momentum, 1)).toEqual({
      error: 'Must be a number from 0 to below 1, got 1. Type e.g. 0.9.',
    });
    expect(checkValue(en, lr, '1e999')).toEqual({
      error: 'Must be a number above 0, got “1e999”. Type e.g. 0.05.',
    });
    expect(checkValue(zh, lr, '')).toEqual({ error: '必须是大于 0 的数，输入：空。例如 0.05。' });
    expect(checkValue(zh, momentum, 1)).toEqual({
      error: '必须是不小于 0 且小于 1 的数，输入：1。例如 0.9。',
    });
  });

  it('says of every bound what it is', () => {
    const text = (valid: Parameter['valid'], typed: number, integer = false) =>
      checkValue(en, { ...momentum, valid, integer }, typed);
    const error = (of: string) => ({ error: `Must be ${of}. Type e.g. 0.9.` });
    expect(text({ min: 1 }, 0.5, true)).toEqual(error('a whole number of at least 1, got 0.5'));
    expect(text({ min: 0, max: 9 }, 1.5, true)).toEqual(error('a whole number from 0 to 9, got 1.5'));
    expect(text({ min: 0, max: 1, exclusiveMin: true }, 0)).toEqual(
      error('a number above 0, up to 1, got 0'),
    );
    expect(text({ min: 0, max: 1, exclusiveMin: true, exclusiveMax: true }, 2)).toEqual(
      error('a number above 0 and below 1, got 2'),
    );
  });

  it('says why a 32-bit float cannot hold a number', () => {
    const error = (parameter: Parameter, typed: number) => checkValue(en, parameter, typed);
    expect(error(lr, 1e39)).toEqual({
      error: 'Must be at most 3.4e38, the largest 32-bit float, got 1e39. Type e.g. 0.05.',
    });
    expect(error(lr, 1e-39)).toEqual({
      error:
        'Must be at least 1.2e-38, got 1e-39: 32-bit floats round anything smaller to 0. Type e.g. 0.05.',
    });
    expect(error(momentum, 1e-39)).toEqual({
      error:
        'Must be 0 or at least 1.2e-38, got 1e-39: 32-bit floats round anything smaller to 0. Type e.g. 0.9.',
    });
    expect(error(momentum, 0.999999999)).toEqual({
      error: 'Must stay below 1 as a 32-bit float, got 0.999999999. Type e.g. 0.9.',
    });
    expect(error(guardFactorParameter, 1.000000001)).toEqual({
      error: 'Must stay above 1 as a 32-bit float, got 1.000000001. Type e.g. 10.',
    });
  });
});

describe('targetFrom', () => {
  beforeAll(() => showLanguage(en));

  it('turns per cent into a fraction without a trace of binary', () => {
    expect(targetFrom(en, 'validationAccuracy', 88)).toEqual({ value: 0.88 });
    expect(targetFrom(en, 'validationAccuracy', 91.5)).toEqual({ value: 0.915 });
    expect(targetFrom(en, 'validationAccuracy', 1)).toEqual({ value: 0.01 });
    expect(targetFrom(en, 'validationLoss', 0.3)).toEqual({ value: 0.3 });
  });

  it('refuses what no run could miss or reach', () => {
    expect(targetFrom(en, 'validationAccuracy', 120)).toEqual({
      error: 'Must be from 1 to 100\u202f%, got 120. Try 88.',
    });
    expect(targetFrom(en, 'validationAccuracy', 0)).toHaveProperty('error');
    expect(targetFrom(en, 'validationAccuracy', 'high')).toHaveProperty('error');
    expect(targetFrom(en, 'validationLoss', '')).toEqual({
      error: 'Must be a number above 0, got nothing. Try 0.3.',
    });
  });

  it('refuses a fraction where per cent are asked for, and says the per cent', () => {
    expect(targetFrom(en, 'validationAccuracy', 0.88)).toEqual({
      error: 'Must be from 1 to 100\u202f%, got 0.88. Try 88.',
    });
    expect(targetFrom(en, 'validationAccuracy', 0.915)).toEqual({
      error: 'Must be from 1 to 100\u202f%, got 0.915. Try 91.5.',
    });
  });

  it('says so in Chinese', () => {
    expect(targetFrom(zh, 'validationAccuracy', 0.915)).toEqual({
      error: '必须在 1 到 100% 之间，当前为 0.915。可以试试 91.5。',
    });
  });

  it('advises nothing that it would refuse', () => {
    for (const typed of [1e-9, 0.005, 0.00999, 0.01, 0.999, -0.5]) {
      const { error } = targetFrom(en, 'validationAccuracy', typed) as { readonly error: string };
      const advised = Number(/Try (.*)\.$/.exec(error)?.[1]);
      expect(targetFrom(en, 'validationAccuracy', advised)).not.toHaveProperty('error');
    }
  });
});

it('typedNumber leaves it to the spec to refuse what is no number', () => {
  const typed = ['64', ' x ', '1e999', ''].map((text) => typedNumber(text));
  expect(typed).toEqual([{ typed: 64 }, { typed: 'x' }, { typed: '1e999' }, { typed: '' }]);
});
