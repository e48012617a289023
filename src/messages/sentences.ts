import type { Translator } from './translator.ts';

/** Sentences one after the other, each closed; empty ones are left out. */
export function joinSentences(t: Translator, ...texts: readonly string[]): string {
  return texts
    .filter((text) => text.trim() !== '')
    .map((text) => closed(t, text.trim()))
    .reduce((first, second) => (first === '' ? second : t('common.sentences', { first, second })), '');
}

/** A text as a sentence: its first letter left as it is, for it may be a path; its end closed. */
function closed(t: Translator, text: string): string {
  return /[.!?…。！？]$/.test(text) ? text : t('common.sentence', { text });
}

/** Parts of a list that say more than a name each: `lr 0.02 → 2, momentum 0.9 → 0.5`. */
export const joinItems = (t: Translator, [head = '', ...others]: readonly string[]): string =>
  others.reduce((first, rest) => t('common.items', { first, rest }), head);

/** The same where the parts are lists themselves: `Step 704; Adam smoothed 0.271, raw 0.245`. */
export const joinClauses = (t: Translator, [head = '', ...others]: readonly string[]): string =>
  others.reduce((first, rest) => t('common.clauses', { first, rest }), head);

/** What stands between two sentences: a space, in Chinese nothing. */
export const sentenceGap = (t: Translator): string =>
  t('common.sentences', { first: '.', second: '.' }).slice(1, -1); // an empty text would count as a missing one
