import { describe, expect, it } from 'vitest';
import { presets } from '../../../src/experiment/presets.ts';
import { experimentTitle } from '../../../src/messages/presets.ts';
import { en, zh } from '../../support/translator.ts';

describe('the texts of a preset', () => {
  it.each(presets)('$id teaches something, in one sentence', ({ id }) => {
    expect(en(`presets.${id}.lesson`)).toMatch(/^[A-Z].+\.$/);
    expect(zh(`presets.${id}.lesson`)).toMatch(/^[^\s.].*[\u4e00-\u9fff].*。$/);
  });

  it.each([en, zh])('have names that tell them apart', (t) => {
    const names = presets.map(({ spec }) => experimentTitle(t, spec.name));
    expect(new Set(names).size).toBe(presets.length);
  });

  it('name an experiment that began as one, and no other', () => {
    expect(experimentTitle(en, 'what-momentum-buys')).toBe('What momentum buys');
    expect(experimentTitle(zh, 'what-momentum-buys')).toBe('动量的作用');
    for (const name of ['Mine', 'a.b', '', 'kind', 'What momentum buys'])
      expect(experimentTitle(zh, name)).toBe(name);
  });
});
