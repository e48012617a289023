import { DownhillError } from '../core/errors.ts';
import type { Listeners } from '../protocol/client.ts';
import { Client } from '../protocol/client.ts';

/** A worker with its client. */
export interface Spawned {
  readonly client: Client;
  terminate(): void;
}

/**
 * Starts a training worker. `onCrash` is called once if it dies: an error nothing caught, a script that cannot be
 * loaded, or a worker that ended without a word.
 */
export function spawn(listeners: Listeners, onCrash: (error: DownhillError) => void): Spawned {
  const worker = new Worker(new URL('../workers/train.worker.ts', import.meta.url), { type: 'module' });
  let over = false;
  const client = new Client(worker, listeners);
  const terminate = (reason: DownhillError): void => {
    over = true;
    worker.terminate();
    client.close(reason);
  };
  const crash = (why: string): void => {
    if (over) return;
    const error = new DownhillError({
      code: 'worker',
      message: `Training worker: stopped (${why})`,
      hint: 'Restart trains again from the same initial weights.',
    });
    terminate(error);
    onCrash(error);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    crash(event.message?.replace(/^Uncaught /, '') || 'its script could not be loaded');
  };
  worker.onmessageerror = () => crash('a message could not be read');
  void client.call('watch', {}).then(
    ({ lock }) => {
      if (lock !== null) void navigator.locks.request(lock, () => crash('it ended without a word'));
    },
    () => undefined,
  );
  return {
    client,
    terminate: () =>
      terminate(new DownhillError({ code: 'worker', message: 'Training worker: was replaced' })),
  };
}
