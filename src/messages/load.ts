import type { Language } from '../core/language.ts';
import type { AnyMessages } from './translator.ts';

const loaders: Readonly<Record<Language, () => Promise<{ readonly messages: AnyMessages }>>> = {
  en: () => import('./en/index.ts'),
  zh: () => import('./zh/index.ts'),
};

/**
 * The messages of a language, each language a file of its own that is fetched when it is first asked for.
 * @throws TypeError where it does not load, as offline
 */
export async function loadMessages(language: Language): Promise<AnyMessages> {
  return (await loaders[language]()).messages;
}
