/** The languages of the page, each by its id; `messages/` has a folder for each. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The BCP 47 tag of each language: for `lang` on the document, and for `Intl`. */
export const languageTags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

/** Each language by its own name, as a menu lists it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', zh: '简体中文' };

/** The language of a BCP 47 tag, by its first part: `zh-CN` and `zh-Hans` → `zh`; null where the page does not have it. */
export function languageOf(tag: string): Language | null {
  const base = tag.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === base) ?? null;
}

/**
 * The language to show: the one in the address, else the one chosen before, else the first of the browser's that the
 * page has, else English.
 */
export function preferredLanguage(
  address: Language | null,
  chosen: Language | null,
  preferred: readonly string[],
): Language {
  return address ?? chosen ?? preferred.map(languageOf).find((language) => language !== null) ?? 'en';
}
