import { create } from 'zustand';
import type { Language } from '../../core/language.ts';
import { languages, languageTags } from '../../core/language.ts';
import type { LoadedMessages } from '../../messages/load.ts';
import { loadMessages } from '../../messages/load.ts';
import type { Translator } from '../../messages/translator.ts';
import { makeTranslator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { rejectLanguage } from '../../store/language.ts';

interface Shown {
  /** The translator of the language shown; null before the first has loaded, and nothing is drawn before. */
  readonly t: Translator | null;
  /** Loads what deferred parts say in that language. */
  readonly complete: () => Promise<void>;
}

const useShown = create<Shown>(() => ({ t: null, complete: () => Promise.resolve() }));

/** The translator of the page; a component that calls it is drawn anew in another language. */
export function useMessages(): Translator {
  return shown(useShown(({ t }) => t));
}

/** The same outside of components, for what is written now: the title of the tab, a canvas, a file. */
export function messagesNow(): Translator {
  return shown(useShown.getState().t);
}

/** Calls a listener whenever the page has changed its language. @returns what ends that */
export const onLanguage = (listener: () => void): (() => void) => useShown.subscribe(listener);

function shown(t: Translator | null): Translator {
  if (t === null)
    throw new Error('language: must be loaded before anything is drawn, got none; await startLanguage()');
  return t;
}

/**
 * Loads what deferred parts of the page say, in the language shown; their components wait for it (`kit/deferred.tsx`).
 * @throws TypeError where it does not load; it may be tried again
 */
export const loadDeferredMessages = (): Promise<void> => useShown.getState().complete();

/**
 * Shows texts by this translator from now on.
 * @param complete loads what it has no texts for yet
 */
export function showLanguage(t: Translator, complete: Shown['complete'] = () => Promise.resolve()): void {
  useShown.setState({ t, complete });
  if (typeof document !== 'undefined') document.documentElement.lang = languageTags[t.language];
}

/**
 * Loads the language to begin with, or another where it does not load, and from then on follows the one that is asked for.
 * @param load of the messages of a language; tests bring one that fails
 * @returns what ends that
 * @throws TypeError where none loads
 */
export async function startLanguage(load = loadMessages): Promise<() => void> {
  const { language } = useApp.getState();
  const others = languages.filter((other) => other !== language);
  showMessages(...(await firstLoaded(load, [language, ...others])));
  return useApp.subscribe((now, before) => {
    if (now.language !== before.language) void follow(load, now.language);
  });
}

type Load = typeof loadMessages;

async function firstLoaded(
  load: Load,
  [language = 'en', ...others]: readonly Language[],
): Promise<readonly [Language, LoadedMessages]> {
  try {
    return [language, await load(language)];
  } catch (error) {
    const [next] = others;
    if (next === undefined) throw error;
    rejectLanguage(language, next);
    return firstLoaded(load, others);
  }
}

/** Shows a language; a text that has not arrived yet is empty, is loaded at once and then drawn. */
function showMessages(language: Language, { messages, complete }: LoadedMessages): void {
  let isMissed = false;
  function onMissing(): void {
    if (isMissed) return;
    isMissed = true;
    void completeAndDraw().catch(() => {
      isMissed = false;
    });
  }
  async function completeAndDraw(): Promise<void> {
    await complete();
    if (isMissed && useShown.getState().t === t) showLanguage(makeTranslator(language, messages));
  }
  const t = makeTranslator(language, messages, { onMissing });
  showLanguage(t, completeAndDraw);
}

/** Shows a language once it has loaded as a whole, unless another has been asked for since. */
async function follow(load: Load, language: Language): Promise<void> {
  if (messagesNow().language === language) return;
  try {
    const loaded = await load(language);
    await loaded.complete();
    if (useApp.getState().language === language) showLanguage(makeTranslator(language, loaded.messages));
  } catch {
    if (useApp.getState().language === language) rejectLanguage(language, messagesNow().language);
  }
}
