import { expect, test } from 'vitest';
import { adaptiveLr, eps, lr } from '../../../src/optim/hyperparams.ts';
import { rangeText } from '../../../src/ui/kit/checkValue.ts';
import { en, zh } from '../../support/translator.ts';

test('a value beyond its slider is said to be, with where the slider ends', () => {
  expect(rangeText(en, lr, 500)).toBe(
    'Beyond the slider, which ends at 10: unusually high for a learning rate.',
  );
  expect(rangeText(en, adaptiveLr, 1e-9)).toBe(
    'Below the slider, which begins at 1e-6: unusually low for a learning rate.',
  );
  expect(rangeText(en, eps, 1e-20)).toBe('Below the slider, which begins at 1e-12.');
  expect([rangeText(zh, lr, 500), rangeText(zh, eps, 1e-20)]).toEqual([
    '超出滑块范围（最大 10）：学习率异常高。',
    '低于滑块范围（最小 1e-12）。',
  ]);
});

test('the ends themselves are within', () => {
  expect([lr.min, lr.max, 0.02].map((value) => rangeText(en, lr, value))).toEqual([null, null, null]);
});
