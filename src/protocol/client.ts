import { DownhillError } from '../core/errors.ts';
import type { CallKind, Calls, EventKind, Events, FromWorker } from './messages.ts';
import type { Port } from './server.ts';

/** What happens with each event; events of a run that is no longer the current one never get here. */
export type Listeners = { readonly [Kind in EventKind]?: (payload: Events[Kind]) => void };

interface Pending {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: DownhillError) => void;
}

/** The page's end: requests as promises, events to listeners. */
export class Client {
  readonly #port: Port;
  readonly #listeners: Listeners;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #run = 0;
  #closed: DownhillError | null = null;

  constructor(port: Port, listeners: Listeners) {
    this.#port = port;
    this.#listeners = listeners;
    port.onmessage = ({ data }: MessageEvent) => this.#receive(data as FromWorker);
  }

  /** Asks the worker. Rejects with the worker's DownhillError, or with that of `close`. */
  call<Kind extends CallKind>(kind: Kind, payload: Calls[Kind]['request']): Promise<Calls[Kind]['response']> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = ++this.#lastId;
    if (kind === 'open') this.#run = id;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (payload: unknown) => void, reject });
      this.#port.postMessage({ type: 'request', id, kind, payload }, []);
    });
  }

  /** Listens no more to the run at hand: another is about to be opened. */
  leave(): void {
    this.#run = 0;
  }

  /** Rejects everything that waits, and all that is asked from now on. */
  close(reason: DownhillError): void {
    this.#closed = reason;
    this.#port.onmessage = null;
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  #receive(message: FromWorker): void {
    if (message.type === 'reply') {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.ok) waiting?.resolve(message.payload);
      else waiting?.reject(new DownhillError(message.error));
      return;
    }
    if (message.kind === 'metrics') this.#port.postMessage({ type: 'ack', seq: message.seq }, []);
    if (message.run !== this.#run) return;
    const listener = this.#listeners[message.kind] as ((payload: unknown) => void) | undefined;
    listener?.(message.payload);
  }
}
