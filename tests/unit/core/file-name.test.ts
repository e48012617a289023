import { describe, expect, it } from 'vitest';
import { exportName } from '../../../src/core/file-name.ts';

const when = new Date(2026, 10, 29, 14, 2); // local time

describe('the name of an exported file', () => {
  it('says what the file holds and when it was saved, in local time', () => {
    expect(exportName(['What momentum buys'], 'csv', when)).toBe('what-momentum-buys_2026-11-29_1402.csv');
    expect(exportName(['Tiny', 'SGD, lr 0.02', 'step 300'], 'safetensors', when)).toBe(
      'tiny_sgd-lr-0-02_step-300_2026-11-29_1402.safetensors',
    );
    expect(exportName(['Tiny'], 'json', new Date(2027, 0, 3, 4, 5))).toBe('tiny_2027-01-03_0405.json');
  });

  it('keeps letters of any script, and nothing that a file system refuses', () => {
    expect(exportName(['动量的作用', 'Élan'], 'png', when)).toBe('动量的作用_élan_2026-11-29_1402.png');
    expect(exportName(['e\u0301lan हिन्दी'], 'png', when)).toBe('élan-हिन्दी_2026-11-29_1402.png');
    expect(exportName(['../..\\a:b*c?"<d>|\u200b\n'], 'json', when)).toBe('a-b-c-d_2026-11-29_1402.json');
  });

  it('has a name where there are no letters, and leaves out parts without any', () => {
    expect(exportName(['***'], 'json', when)).toBe('race_2026-11-29_1402.json');
    expect(exportName(['', 'SGD'], 'json', when)).toBe('sgd_2026-11-29_1402.json');
  });

  it('is cut between words, or within a single long one but never within a character', () => {
    const [long] = exportName(['a name of many words '.repeat(9)], 'json', when).split('_');
    expect(long).toBe('a-name-of-many-words-a-name-of-many-words-a-name-of-many');
    const [wide] = exportName(['𝒜'.repeat(200)], 'json', when).split('_');
    expect([...(wide ?? '')]).toHaveLength(60);
    expect(wide).toBe('𝒜'.repeat(60));
  });
});
