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
