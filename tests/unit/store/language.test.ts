import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultView, useApp } from '../../../src/store/app.ts';
import { firstLanguage, languageInAddress, setLanguage } from '../../../src/store/language.ts';
import { readView } from '../../../src/store/view.ts';

const stored = new Map<string, string>();
let address = 'https://downhill.example/';

beforeEach(() => {
  stored.clear();
  address = 'https://downhill.example/';
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  vi.stubGlobal('navigator', { languages: ['zh-CN', 'en'] });
  vi.stubGlobal('location', {
    get href() {
      return address;
    },
    get search() {
      return new URL(address).search;
    },
  });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_state: unknown, _title: string, url: URL) => {
      address = url.href;
    },
  });
  useApp.setState({ view: defaultView, language: 'en', languageError: null });
});
afterEach(() => vi.unstubAllGlobals());

test('an address asks for a language by any tag of it', () => {
  const calls = ['?lang=zh', '?lang=zh-Hans', '?x=1&lang=zh-CN', '?lang=en', '?lang=de', '?lang=', ''];
  expect(calls.map(languageInAddress)).toEqual(['zh', 'zh', 'zh', 'en', null, null, null]);
});

test('the page begins in the language of the address, of the choice before, of the browser', () => {
  expect(firstLanguage()).toBe('zh');
  useApp.setState({ view: { ...defaultView, language: 'en' } });
  expect(firstLanguage()).toBe('en');
  address = 'https://downhill.example/?lang=zh';
  expect(firstLanguage()).toBe('zh');
});

test('a choice is remembered, and leaves an address without a language as it is', () => {
  setLanguage('zh');
  expect(useApp.getState().language).toBe('zh');
  expect(readView().language).toBe('zh');
  expect(address).toBe('https://downhill.example/');
});

test('an address that asks for a language asks for the chosen one from then on', () => {
  address = 'https://downhill.example/?lang=zh&backend=cpu#e=1';
  setLanguage('en');
  expect(address).toBe('https://downhill.example/?lang=en&backend=cpu#e=1');
});

test('a stored language that the page does not have is as none', () => {
  stored.set('downhill.view', JSON.stringify({ language: 'xx', logX: true }));
  expect(readView()).toMatchObject({ language: null, logX: true });
});
