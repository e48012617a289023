import type { Language } from '../core/language.ts';
import { languageOf, preferredLanguage } from '../core/language.ts';
import { useApp } from './app.ts';
import { setView } from './view.ts';

const addressKey = 'lang';

/** The language that `?lang=zh` asks for; null where the address asks for none that the page has. */
export function languageInAddress(search: string): Language | null {
  const tag = new URLSearchParams(search).get(addressKey);
  return tag === null ? null : languageOf(tag);
}

/** The language to begin with: of the address, of the stored view, of the browser. */
export function firstLanguage(): Language {
  const { language } = useApp.getState().view;
  return preferredLanguage(languageInAddress(location.search), language, navigator.languages);
}

/** Shows the page in another language from now on, and remembers it; an address that asks for one then asks for this. */
export function setLanguage(language: Language): void {
  setView({ language });
  useApp.setState({ language, languageError: null });
  const url = new URL(location.href);
  if (!url.searchParams.has(addressKey)) return;
  url.searchParams.set(addressKey, language);
  try {
    history.replaceState(history.state, '', url);
  } catch {
    // refused for now, or in a sandboxed frame: the choice is stored, and the address is behind
  }
}

/** Goes back to the language shown, because another did not load. */
export function rejectLanguage(language: Language, shown: Language): void {
  useApp.setState({ language: shown, languageError: language });
}
