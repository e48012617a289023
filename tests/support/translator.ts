import { messages as english } from '../../src/messages/en/index.ts';
import { makeTranslator } from '../../src/messages/translator.ts';
import { messages as chinese } from '../../src/messages/zh/index.ts';

const raise = (error: Error) => {
  throw error;
};

/** The English texts; a message that cannot be made into a text throws. */
export const en = makeTranslator('en', english, raise);
/** The Chinese texts, likewise. */
export const zh = makeTranslator('zh', chinese, raise);
