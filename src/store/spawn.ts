import { DownhillError } from '../core/errors.ts';
import type { Listeners } from '../protocol/client.ts';
import { Client } from '../protocol/client.ts';
import type { SilenceReport } from '../protocol/heartbeat.ts';
import { tickMs } from '../protocol/heartbeat.ts';

/** A worker with its client. */
export interface WorkerHandle {
  readonly client: Client;
  terminate(): void;
}

/**
 * Starts a training worker. `onCrash` is called once if it dies: an error nothing caught, a script that cannot be
 * loaded, or a worker that ended without a word. `onSilence` hears of one that is late (`Heartbeat`); it is left alone.
 * Where no worker can be made, everything that is asked of the client says why.
 */
export function spawn(
  listeners: Listeners,
  onCrash: (error: DownhillError) => void,
  onSilence: (silence: SilenceReport | null) => void = () => undefined,
): WorkerHandle {
  let worker: Worker;
  try {
    worker = new Worker(new URL('../workers/train.worker.ts', import.meta.url), { type: 'module' });
  } catch (error) {
    return { client: closedClient(listeners, error), terminate: () => undefined };
  }
  let over = false;
  const client = new Client(worker, listeners, onSilence);
  const heartbeat = setInterval(() => client.heartbeat.tick(performance.now()), tickMs);
  const terminate = (reason: DownhillError): void => {
    over = true;
    clearInterval(heartbeat);
    worker.terminate();
    client.close(reason);
  };
  const crash = (cause: 'load' | 'messageerror' | 'exit' | 'other', reason = ''): void => {
    if (over) return;
    const error = new DownhillError({
      code: 'worker',
      fact: { id: 'workerCrashed', params: { cause, reason } },
    });
    terminate(error);
    onCrash(error);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const reason = event.message?.replace(/^Uncaught /, '') ?? '';
    crash(reason === '' ? 'load' : 'other', reason);
  };
  worker.onmessageerror = () => crash('messageerror');
  void client.call('watch', {}).then(
    ({ lock }) => {
      if (lock !== null) void navigator.locks.request(lock, () => crash('exit'));
    },
    () => undefined,
  );
  return {
    client,
    terminate: () =>
      terminate(new DownhillError({ code: 'worker', fact: { id: 'workerReplaced', params: {} } })),
  };
}

/** A frame that is sandboxed may start no worker. */
function closedClient(listeners: Listeners, cause: unknown): Client {
  const client = new Client({ onmessage: null, postMessage: () => undefined }, listeners);
  client.close(
    new DownhillError({
      code: 'worker',
      fact: {
        id: 'workerNotStarted',
        params: { reason: cause instanceof Error ? cause.message : String(cause) },
      },
    }),
  );
  return client;
}
