import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Language } from '../../../src/core/language.ts';
import { loadMessages } from '../../../src/messages/load.ts';
import { useApp } from '../../../src/store/app.ts';
import {
  loadDeferredMessages,
  messagesNow,
  onLanguage,
  showLanguage,
  startLanguage,
} from '../../../src/ui/kit/language.ts';
import { en } from '../../support/translator.ts';

/** Loads nothing of one language. */
const without =
  (missing: Language): typeof loadMessages =>
  async (language) => {
    if (language === missing) throw new TypeError('Failed to fetch');
    return loadMessages(language);
  };

let stop = () => {};
beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  useApp.setState({ language: 'en', languageError: null });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  useApp.setState({ language: 'en' });
  showLanguage(en);
});

test('the page is shown in the language asked for, then in the one switched to', async () => {
  useApp.setState({ language: 'zh' });
  stop = await startLanguage();
  expect(messagesNow()('common.close')).toBe('关闭');
  expect(document.documentElement.lang).toBe('zh-Hans');
  useApp.setState({ language: 'en' });
  await vi.waitFor(() => expect(messagesNow()('common.close')).toBe('Close'));
  expect(document.documentElement.lang).toBe('en');
});

test('a language that does not load leaves the one shown, and is told of', async () => {
  stop = await startLanguage(without('zh'));
  useApp.setState({ language: 'zh' });
  await vi.waitFor(() => expect(useApp.getState()).toMatchObject({ language: 'en', languageError: 'zh' }));
  expect(messagesNow().language).toBe('en');
});

test('where the first does not load, the page begins in the other', async () => {
  useApp.setState({ language: 'zh' });
  stop = await startLanguage(without('zh'));
  expect(messagesNow().language).toBe('en');
  expect(useApp.getState().languageError).toBe('zh');
});

/** Begins in English and counts how often the page is drawn anew. */
async function startCounting() {
  const redrawn = vi.fn();
  const stopLanguage = await startLanguage();
  const stopListening = onLanguage(redrawn);
  stop = () => {
    stopListening();
    stopLanguage();
  };
  return redrawn;
}

test('a text that has not arrived is empty, and the page is drawn again once it is there', async () => {
  const redrawn = await startCounting();
  expect(messagesNow()('errors.missing')).toBe('');
  await vi.waitFor(() => expect(redrawn).toHaveBeenCalledOnce());
  expect(messagesNow()('errors.missing')).toBe('is missing.');
});

test('texts of deferred parts come without drawing the page again', async () => {
  const redrawn = await startCounting();
  await loadDeferredMessages();
  expect(messagesNow()('verdict.label')).toBe('Verdict');
  expect(redrawn).not.toHaveBeenCalled();
});
