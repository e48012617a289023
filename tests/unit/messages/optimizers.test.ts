import { describe, expect, it } from 'vitest';
import {
  hyperparamHelp,
  hyperparamLabel,
  laneNumberLabel,
  optimizerDiffers,
  optimizerHelp,
  optionHelp,
  optionLabel,
} from '../../../src/messages/optimizers.ts';
import { optimizers } from '../../../src/optim/index.ts';
import { clipNormParameter } from '../../../src/optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../../../src/optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../../../src/optim/transforms/guard.ts';
import { en, zh } from '../../support/translator.ts';

const englishSentence = /^[A-Z].+\.$/;
const chineseSentence = /^[^\s.].*[\u4e00-\u9fff].*。$/;
const beside = [clipNormParameter, clipValueParameter, guardFactorParameter].map(({ key }) => key);

describe('the texts of an optimizer', () => {
  it.each(optimizers)('$id says what it does and where libraries differ', ({ id }) => {
    for (const text of [optimizerHelp, optimizerDiffers]) {
      expect(text(en, id)).toMatch(englishSentence);
      expect(text(zh, id)).toMatch(chineseSentence);
    }
  });

  it.each(optimizers)(
    '$id names and explains its hyperparameters and options',
    ({ hyperparams, options }) => {
      for (const key of [...hyperparams.map((parameter) => parameter.key), ...beside]) {
        expect(hyperparamLabel(en, key)).not.toMatch(/[.:]/);
        expect(hyperparamLabel(zh, key)).not.toMatch(/[.:。：]/);
        expect(hyperparamHelp(en, key)).toMatch(englishSentence);
        expect(hyperparamHelp(zh, key)).toMatch(chineseSentence);
      }
      for (const key of options.map((option) => option.key)) {
        expect(optionLabel(en, key)).not.toMatch(/[.:]/);
        expect(optionLabel(zh, key)).not.toMatch(/[.:。：]/);
        expect(optionHelp(en, key)).toMatch(englishSentence);
        expect(optionHelp(zh, key)).toMatch(chineseSentence);
      }
    },
  );

  it('names a number of a lane by its path', () => {
    expect(
      ['optimizer.lr', 'optimizer.beta2', 'clip.globalNorm'].map((path) => laneNumberLabel(en, path)),
    ).toEqual(['learning rate', 'beta 2', 'clip by norm']);
    expect(['clip.value', 'guard.factor'].map((path) => laneNumberLabel(zh, path))).toEqual([
      '按值裁剪',
      '稳定性保护',
    ]);
  });
});
