import { useApp } from './app.ts';
import type { AppState } from './state.ts';

/** How long the first paint waits for the browser's answer. */
const patienceMs = 800;

/**
 * Resolves once it is known where the page trains, or that it cannot: it is then painted at once with the network and the
 * message that fit, and nothing moves afterwards. Where the browser takes longer than 0.8 s, it resolves without, and
 * `isAdapterLate` has the page keep a place for the answer.
 */
export async function readyToPaint(): Promise<void> {
  if (await isAnswered(patienceMs)) return;
  useApp.setState({ isAdapterLate: true });
}

/** Whether the page has an error to tell of. */
export const hasError = ({ run, specError, importError }: AppState): boolean =>
  run.error !== null || specError !== null || importError !== null;

/** Whether it is known within `ms` milliseconds. */
function isAnswered(ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = useApp.subscribe(({ adapter, run }) => {
      // a task later, when the experiment for this adapter is chosen
      if (adapter !== null || run.state === 'failed') setTimeout(() => settle(true));
    });
    const patience = setTimeout(() => settle(false), ms);
    function settle(answered: boolean): void {
      stop();
      clearTimeout(patience);
      resolve(answered);
    }
  });
}
