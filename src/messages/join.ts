import type { Translator } from './translator.ts';

const between = { en: ' ', zh: '' } as const;

/** What stands between two sentences: Chinese has its full stop alone. */
export const sentenceGap = (t: Translator): string => between[t.language];

/** Parts of a list that say more than a name each: `cosine, warm-up 50`. */
export const items = (t: Translator, [first = '', ...others]: readonly string[]): string =>
  others.reduce((before, rest) => t('common.items', { first: before, rest }), first);

/** The same where the parts are lists themselves. */
export const clauses = (t: Translator, [first = '', ...others]: readonly string[]): string =>
  others.reduce((before, rest) => t('common.clauses', { first: before, rest }), first);
