import { expect, test } from 'vitest';
import { languageOf, preferredLanguage } from '../../../src/core/language.ts';

test('a tag names a language by its first part', () => {
  const tags = ['zh', 'zh-CN', 'zh-Hans', 'zh_Hans_SG', 'ZH', 'en-GB', 'de', '', 'zhx'];
  expect(tags.map(languageOf)).toEqual(['zh', 'zh', 'zh', 'zh', 'zh', 'en', null, null, null]);
});

test('the address goes before the choice, the choice before the browser, and English is last', () => {
  expect(preferredLanguage('zh', 'en', ['en'])).toBe('zh');
  expect(preferredLanguage(null, 'zh', ['en'])).toBe('zh');
  expect(preferredLanguage(null, null, ['de-AT', 'zh-CN', 'en'])).toBe('zh');
  expect(preferredLanguage(null, null, ['de-AT', 'fr'])).toBe('en');
  expect(preferredLanguage(null, null, [])).toBe('en');
});
