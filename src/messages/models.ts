import type { ModelId } from '../nn/index.ts';
import type { MessageKey, Translator } from './translator.ts';

type KeyOf<Last extends string> = Extract<MessageKey, `models.${string}.${string}.${Last}`>;

export const modelName = (t: Translator, id: ModelId): string => t(`models.${id}.name`);

/** What a model is, in one sentence. */
export const modelHelp = (t: Translator, id: ModelId): string => t(`models.${id}.help`);

/** What an option of a model is called, as a title. @param key one that it has */
export const modelOptionLabel = (t: Translator, id: ModelId, key: string): string =>
  t(`models.${ownerOf(t, id, key)}.${key}.label` as KeyOf<'label'>);

/** What an option of a model does. @param key likewise */
export const modelOptionHelp = (t: Translator, id: ModelId, key: string): string =>
  t(`models.${ownerOf(t, id, key)}.${key}.help` as KeyOf<'help'>);

/** What an entry of a list is called, by its place from 1: `Filters of conv block 2`. */
export const modelListItem = (t: Translator, id: ModelId, key: string, place: number): string =>
  t(`models.${id}.${key}.item` as 'models.cnn.filters.item', { place: t.format.whole(place) });

/** What a value of a choice is called; a number by itself, a part of one as `1/4`. */
export function modelChoice(t: Translator, id: ModelId, key: string, value: string | number): string {
  if (typeof value === 'number') return value > 0 && value < 1 ? `1/${1 / value}` : String(value);
  return t(`models.${ownerOf(t, id, key)}.${key}.choices.${value}` as 'models.cnn.pool.choices.max');
}

/** Whose texts an option has: the model's own, or what several share. */
const ownerOf = (t: Translator, id: ModelId, key: string): string =>
  t.has(`models.${id}.${key}.label` as KeyOf<'label'>) ? id : 'any';
