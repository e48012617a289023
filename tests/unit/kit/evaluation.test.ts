import { expect, test } from 'vitest';
import { emptyRun } from '../../../src/store/app.ts';
import { seedShown } from '../../../src/store/rounds.ts';
import { epochsCaption, evaluationCaption } from '../../../src/ui/kit/evaluation.ts';
import { en, zh } from '../../support/translator.ts';

test('an evaluation of one of several seeds names its seed', () => {
  const evaluation = { step: 1200, loss: 1, accuracy: 0.5, confusion: [] };
  expect(evaluationCaption(en, { ...evaluation, split: 'test' }, 5)).toBe(
    'Test set, after 1\u202f200 steps of seed 5',
  );
  expect(evaluationCaption(en, { ...evaluation, split: 'validation' }, null)).toBe(
    'Validation set, after 1\u202f200 steps',
  );
  expect(seedShown(emptyRun, 0)).toBeNull();
  const seeds = { ...emptyRun, displaySpec: { ...emptyRun.displaySpec, seeds: 3 } };
  const round = { phase: 'race', seed: 7, lanes: [{ laneId: 'a' }], steps: 4 } as const;
  expect(seedShown({ ...seeds, round: { index: 1, round } }, 0)).toBe(7);
});

test('the epochs are of the training loss, and of one of several seeds name it', () => {
  expect(epochsCaption(en, null)).toBe('Running training loss');
  expect(epochsCaption(en, 7)).toBe('Running training loss of seed 7');
  expect(epochsCaption(zh, 7)).toBe('种子 7 的平均训练损失');
});
