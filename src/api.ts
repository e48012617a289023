import { toErrorReport } from './core/errors.ts';
import { errorText } from './messages/errors.ts';
import { layerKindText, modelTitle } from './messages/models.ts';
import { useApp } from './store/app.ts';
import type { PageApi, RunSettings } from './store/page-api.ts';
import { pageApi } from './store/page-api.ts';
import { loadDeferredMessages, messagesNow } from './ui/kit/language.ts';
import type { CommandReport } from './ui/shell/commands.ts';
import { commandReports, isCommand, perform } from './ui/shell/commands.ts';

declare global {
  interface Window {
    downhill: WordedApi;
  }
}

interface WordedApi extends Omit<PageApi, 'run'> {
  run(spec: unknown, settings?: RunSettings): Promise<WordedResult>;
  /** What menus, keys and buttons of the page do, as it stands now, in its language. */
  commands(): readonly CommandReport[];
  /** Does what a command of the page does; false where it cannot now, or there is no such command or choice. */
  perform(id: string, argument?: string): boolean;
}

type WordedResult = ReturnType<typeof wordedResult>;

/**
 * Puts `window.downhill` in place: the page as scripts see it. What it rejects with says what is wrong in the language of
 * the page, in which models and layers have their names too.
 */
export function installApi(): void {
  const { run, bench, minimize, ...rest } = pageApi;
  const wordedMinimize: typeof minimize = (...args) => worded(() => minimize(...args));
  window.downhill = {
    ...rest,
    run: (...args) => worded(async () => wordedResult(await run(...args))),
    bench: (...args) => worded(() => bench(...args)),
    minimize: wordedMinimize,
    descend: wordedMinimize,
    commands: () => commandReports(messagesNow(), useApp.getState()),
    perform: (id, argument) => isCommand(id) && perform(id, argument),
  };
}

/** What an action comes to; an error of it carries its text. */
async function worded<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    await loadDeferredMessages().catch(() => undefined); // texts of errors
    if (error instanceof Error) error.message = errorText(messagesNow(), toErrorReport(error));
    throw error;
  }
}

/** A result whose model and layers are named. */
function wordedResult(result: Awaited<ReturnType<PageApi['run']>>) {
  const t = messagesNow();
  const layers = result.model.layers.map((layer) => ({ ...layer, kind: layerKindText(t, layer.kind) }));
  return { ...result, model: { ...result.model, title: modelTitle(t, result.spec.model), layers } };
}
