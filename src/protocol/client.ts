import { DownhillError } from '../core/errors.ts';
import type { SilenceReport } from './heartbeat.ts';
import { Heartbeat } from './heartbeat.ts';
import type { CallKind, Calls, EventKind, Events, FromWorker } from './messages.ts';
import type { Port } from './server.ts';

/** What the worker tells of the data it has, whichever run is under way. */
const ofData: ReadonlySet<EventKind> = new Set<EventKind>(['data', 'stalled', 'thumbnails']);

/** What happens with each event; what is told of a run that is no longer the current one never gets here. */
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
  /** The run the worker told of last. */
  #announcedRun = 0;
  #closed: DownhillError | null = null;

  /** Told of each message, and to be ticked by who wants to know whether the worker still answers. */
  readonly heartbeat: Heartbeat;

  /** @param onSilence what the heartbeat reports */
  constructor(
    port: Port,
    listeners: Listeners,
    onSilence: (silence: SilenceReport | null) => void = () => undefined,
  ) {
    this.#port = port;
    this.#listeners = listeners;
    this.heartbeat = new Heartbeat(() => port.postMessage({ type: 'ping' }, []), onSilence);
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

  /**
   * Whether another run was asked for and the worker, which has had one before, has not begun on it: what keeps it is of a
   * run nobody wants any more.
   */
  get isStuckInOldRun(): boolean {
    return this.#run !== 0 && this.#announcedRun !== 0 && this.#announcedRun !== this.#run;
  }

  /** Listens no more to the current run: another is about to be opened. */
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
    if (message.type === 'working') this.heartbeat.works(message.begun);
    this.heartbeat.heard();
    if (message.type === 'pong' || message.type === 'working') return;
    if (message.type === 'reply') {
      const waiting = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.ok) waiting?.resolve(message.payload);
      else waiting?.reject(new DownhillError(message.error));
      return;
    }
    this.#announcedRun = message.run;
    if (message.kind === 'metrics') {
      this.#port.postMessage({ type: 'ack', seq: message.seq }, []);
      for (const { elapsedMs } of message.payload) this.heartbeat.trained(elapsedMs);
    }
    if (message.run !== this.#run && !ofData.has(message.kind)) return;
    const listener = this.#listeners[message.kind] as ((payload: unknown) => void) | undefined;
    listener?.(message.payload);
  }
}
