import type { ClassId } from './declared.ts';
import type { Translator } from './translator.ts';

/** What a class of a dataset is called, by its id; a digit by itself. */
export function classText(t: Translator, id: string): string {
  const key = `data.classes.${id as ClassId}` as const;
  return t.has(key) ? t(key) : id;
}
