import type { Language } from '../../src/core/language.ts';
import { loadMessages } from '../../src/messages/load.ts';
import type { Translator } from '../../src/messages/translator.ts';
import { makeTranslator } from '../../src/messages/translator.ts';

const onError = (error: Error) => {
  throw error;
};

async function translatorOf(language: Language): Promise<Translator> {
  const { messages, complete } = await loadMessages(language);
  await complete();
  return makeTranslator(language, messages, { onError });
}

/** The English texts; a message that cannot be made into a text throws. */
export const en = await translatorOf('en');
/** The Chinese texts, likewise. */
export const zh = await translatorOf('zh');
