import { describe, expect, it } from 'vitest';
import {
  modelChoice,
  modelHelp,
  modelListItem,
  modelName,
  modelOptionHelp,
  modelOptionLabel,
} from '../../../src/messages/models.ts';
import { models } from '../../../src/nn/index.ts';
import type { ModelOption } from '../../../src/nn/options.ts';
import { en, zh } from '../../support/translator.ts';

const englishSentence = /^[A-Z].+\.$/;
const chineseSentence = /^[^\s.].*[\u4e00-\u9fff].*。$/;

describe('the texts of a model', () => {
  it.each(models)('$id says what it is and what each option does', ({ id, options }) => {
    expect(modelHelp(en, id)).toMatch(englishSentence);
    expect(modelHelp(zh, id)).toMatch(chineseSentence);
    for (const [key, option] of Object.entries<ModelOption>(options)) {
      expect(modelOptionHelp(en, id, key)).toMatch(englishSentence);
      expect(modelOptionHelp(zh, id, key)).toMatch(chineseSentence);
      for (const t of [en, zh]) {
        expect(modelOptionLabel(t, id, key)).not.toMatch(/[.:。：]/);
        if (option.kind === 'list') expect(modelListItem(t, id, key, 3)).toContain('3');
        if (option.kind !== 'choice') continue;
        const named = option.choices.map((value) => modelChoice(t, id, key, value));
        expect(new Set(named).size).toBe(option.choices.length);
      }
    }
  });

  it.each([en, zh])('tells the models apart by name', (t) => {
    expect(new Set(models.map(({ id }) => modelName(t, id))).size).toBe(models.length);
  });

  it('shares what several models have, and keeps apart what only has the same key', () => {
    expect(modelOptionLabel(en, 'vit', 'activation')).toBe(modelOptionLabel(en, 'cnn', 'activation'));
    expect(modelOptionLabel(en, 'vit', 'pool')).not.toBe(modelOptionLabel(en, 'cnn', 'pool'));
  });

  it('names values and entries in each language', () => {
    expect([modelChoice(en, 'resnet', 'norm', 'batch'), modelChoice(zh, 'resnet', 'norm', 'batch')]).toEqual([
      'Batch',
      '批',
    ]);
    expect([modelChoice(en, 'ten-conv', 'width', 0.25), modelChoice(en, 'resnet', 'depth', 14)]).toEqual([
      '1/4',
      '14',
    ]);
    expect(modelListItem(en, 'cnn', 'filters', 2)).toBe('Filters of conv block 2');
    expect(modelListItem(zh, 'cnn', 'filters', 2)).toBe('卷积块 2 的滤波器数');
  });
});
