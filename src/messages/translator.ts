import type { IntlError, _Translator as Translate } from 'use-intl/core';
import { _createCache, _createIntlFormatters, createTranslator, IntlErrorCode } from 'use-intl/core';
import type { Language } from '../core/language.ts';
import { languageTags } from '../core/language.ts';
import type { messages as deferred } from './en/deferred/index.ts';
import type { messages as first } from './en/index.ts';
import type { Format } from './format.ts';
import { createFormat } from './format.ts';
import type { Shape } from './shape.ts';

/** The English messages, whose keys and parameters the compiler knows. */
export type Messages = typeof first & typeof deferred;
/** The messages of any language. */
export type AnyMessages = Shape<Messages>;

type Keys<Area> = {
  [Key in keyof Area & string]: Area[Key] extends string ? Key : `${Key}.${Keys<Area[Key]>}`;
}[keyof Area & string];

/** The key of a message, with its area in front: `shell.menu.title`. */
export type MessageKey = Keys<Messages>;

/**
 * Makes a text of a key and its parameters: `t('shell.menu.title')`. With it come `t.rich` for texts with markup and
 * `t.format` for numbers, durations and lists in the same language.
 */
export type Translator = Translate<Messages> & {
  readonly language: Language;
  readonly format: Format;
};

interface Handlers {
  /** Called with a message that cannot be made into a text; the console hears of it where absent. */
  readonly onError?: (error: Error) => void;
  /** Called with a key that has no message, whose text is then empty; where absent, that is an error. */
  readonly onMissing?: (key: string) => void;
}

/** The translator of a language. */
export function makeTranslator(
  language: Language,
  messages: AnyMessages,
  { onError, onMissing }: Handlers = {},
): Translator {
  const format = createFormat(language);
  const wholeNumbers = { format: format.whole } as unknown as Intl.NumberFormat;
  const cache = _createCache();
  const formatters = _createIntlFormatters(cache);
  const isMissing = ({ code }: IntlError) =>
    onMissing !== undefined && code === IntlErrorCode.MISSING_MESSAGE;
  const translate = createTranslator({
    locale: languageTags[language],
    messages,
    ...((onError || onMissing) && {
      onError: (error: IntlError) => {
        if (!isMissing(error)) (onError ?? console.error)(error);
      },
    }),
    ...(onMissing && {
      getMessageFallback: ({ key, error }: { readonly key: string; readonly error: IntlError }) => {
        if (!isMissing(error)) return key;
        onMissing(key);
        return '';
      },
    }),
    _cache: cache,
    _formatters: { ...formatters, getNumberFormat: () => wholeNumbers }, // `#` as everywhere on the page
  });
  return Object.assign(translate as unknown as Translate<Messages>, { language, format });
}
