import { expect, expectTypeOf, test } from 'vitest';
import { loadMessages } from '../../../src/messages/load.ts';
import type { AnyMessages, MessageKey, Translator } from '../../../src/messages/translator.ts';
import { makeTranslator } from '../../../src/messages/translator.ts';
import { en, zh } from '../../support/translator.ts';

test('makes a text of a key and its parameters, in each language', () => {
  expect(en('shell.theme.label', { theme: en('shell.theme.dark') })).toBe('Theme: Dark');
  expect(zh('shell.theme.label', { theme: zh('shell.theme.dark') })).toBe('主题：深色');
});

test('keys and parameters are checked by the compiler', () => {
  expectTypeOf('shell.more.tip' as const).toExtend<MessageKey>();
  expectTypeOf('shell.more' as const).not.toExtend<MessageKey>();
  // @ts-expect-error no such key
  expect(() => en('shell.more.nothing')).toThrow('MISSING_MESSAGE');
  // @ts-expect-error a parameter is missing
  expect(() => en('shell.theme.label')).toThrow('FORMATTING_ERROR');
});

test('the number of a plural has thin spaces between its thousands', () => {
  const messages = { common: { steps: '{n, plural, one {# step} other {# steps}}' } };
  const t = makeTranslator('en', messages as unknown as AnyMessages) as unknown as (
    key: string,
    values: { n: number },
  ) => string;
  expect([1, 2, 1240, -1240].map((n) => t('common.steps', { n }))).toEqual([
    '1 step',
    '2 steps',
    '1\u202f240 steps',
    '−1\u202f240 steps',
  ]);
});

test.each(['en', 'zh'] as const)('loads the messages of %s', async (language) => {
  const { messages, complete } = await loadMessages(language);
  const t: Translator = makeTranslator(language, messages);
  expect(t.language).toBe(language);
  expect(t('common.close')).toBe({ en: 'Close', zh: '关闭' }[language]);
  expect(t.has('verdict.label')).toBe(false);
  await complete();
  expect(t('verdict.label')).toBe({ en: 'Verdict', zh: '结论' }[language]);
  expect(t('common.close')).toBe({ en: 'Close', zh: '关闭' }[language]);
});
