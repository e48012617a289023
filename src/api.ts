import { toErrorReport } from './core/errors.ts';
import { errorText } from './messages/errors.ts';
import type { PageApi } from './store/page-api.ts';
import { pageApi } from './store/page-api.ts';
import { messagesNow } from './ui/kit/language.ts';

declare global {
  interface Window {
    downhill: PageApi;
  }
}

/** Puts `window.downhill` in place: the page as scripts see it. What it rejects with says what is wrong in the language of the page. */
export function installApi(): void {
  const { run, bench, minimize, ...rest } = pageApi;
  const wordedMinimize: typeof minimize = (...args) => worded(() => minimize(...args));
  window.downhill = {
    ...rest,
    run: (...args) => worded(() => run(...args)),
    bench: (...args) => worded(() => bench(...args)),
    minimize: wordedMinimize,
    descend: wordedMinimize,
  };
}

/** What an action comes to; an error of it carries its text. */
async function worded<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error) error.message = errorText(messagesNow(), toErrorReport(error));
    throw error;
  }
}
