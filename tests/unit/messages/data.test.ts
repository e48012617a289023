import { describe, expect, it } from 'vitest';
import { datasets } from '../../../src/data/catalog/index.ts';
import { classText } from '../../../src/messages/data.ts';
import { en, zh } from '../../support/translator.ts';

describe('the texts of a dataset', () => {
  it.each(datasets)('$id is described in a sentence', ({ id }) => {
    expect(en(`data.${id}.description`)).toMatch(/^[A-Z].+\.$/);
    expect(zh(`data.${id}.description`)).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it.each([en, zh])('tells its classes apart', (t) => {
    for (const { classes } of datasets) {
      expect(new Set(classes.map((id) => classText(t, id))).size).toBe(classes.length);
    }
  });

  it('names a class in each language, and a digit by itself', () => {
    expect(['ankleBoot', '7'].map((id) => classText(en, id))).toEqual(['Ankle boot', '7']);
    expect(['ankleBoot', '7'].map((id) => classText(zh, id))).toEqual(['短靴', '7']);
  });
});
