import { describe, expect, it } from 'vitest';
import { targetWords } from '../../../src/ui/results/targetWords.ts';
import { en, zh } from '../../support/translator.ts';

const target = { metric: 'validationAccuracy', value: 0.7 } as const;
const ended = {
  seed: 7,
  target,
  targetStep: null,
  divergedAt: null,
  isTested: true,
  seeds: { decided: 7, reached: 5 },
};
const single = { ...ended, seed: null, seeds: { decided: 1, reached: 0 } };

describe('targetWords', () => {
  it('speaks of the seed shown, and says how many reached the target', () => {
    expect(targetWords(en, ended)).toBe('Seed 7 did not reach 70\u202f% on validation; 5 of 7 seeds did.');
    expect(targetWords(en, { ...ended, targetStep: 40 })).toBe(
      'Seed 7 reached 70\u202f% on validation at step 40; 5 of 7 seeds reached it.',
    );
    expect(targetWords(en, { ...ended, divergedAt: 12 })).toBe(
      'Seed 7 diverged at step 12; 5 of 7 seeds reached 70\u202f%.',
    );
  });

  it('is said in Chinese too', () => {
    expect(targetWords(zh, ended)).toBe('种子 7 在验证集上未达到 70%；7 个种子中 5 个达到。');
    expect(targetWords(zh, single)).toBe('运行在验证集上未达到 70%。');
  });

  it('counts nothing before a second seed is decided, nor where one is raced', () => {
    const first = { ...ended, seeds: { decided: 1, reached: 0 } };
    expect(targetWords(en, first)).toBe('Seed 7 did not reach 70\u202f% on validation.');
    expect(targetWords(en, single)).toBe('The run did not reach 70\u202f% on validation.');
    expect(targetWords(en, { ...single, target: { metric: 'validationLoss', value: 0.3 } })).toBe(
      'The run did not reach a loss of 0.3 on validation.',
    );
  });

  it('says when the test set is looked at, as long as it was not', () => {
    expect(targetWords(en, { ...single, isTested: false })).toBe('The test set is used once, at the end.');
    expect(targetWords(en, { ...single, isTested: false, target: null })).toBe(
      'The test set is used once, at the end.',
    );
    expect(targetWords(en, { ...single, target: null })).toBe('');
    expect(targetWords(en, { ...single, isTested: false, targetStep: 40 })).toBe(
      'The run reached 70\u202f% on validation at step 40. The test set is used once, at the end.',
    );
  });
});
