import type { ToLanes } from '../../src/engine/executors/parallel/lane-messages.ts';
import { serveLanes } from '../../src/engine/executors/parallel/lane-server.ts';
import type { LaneThread } from '../../src/engine/executors/parallel/lane-worker.ts';
import type { Port } from '../../src/protocol/server.ts';

/** A stand-in for a worker: lanes that are trained behind a channel, in this thread. */
class ChannelThread implements LaneThread {
  onmessage: Worker['onmessage'] = null;
  onerror: Worker['onerror'] = null;
  onmessageerror: Worker['onmessageerror'] = null;
  /** What it was sent. */
  readonly received: ToLanes[] = [];
  isEnded = false;
  readonly #channel = new MessageChannel();

  constructor(lock: string | null) {
    const { port1, port2 } = this.#channel;
    serveLanes(port2 as unknown as Port, Promise.resolve(lock));
    port1.onmessage = (event) => {
      if (!this.isEnded) this.onmessage?.call(this as unknown as Worker, event);
    };
  }

  postMessage(message: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
    this.received.push(message as ToLanes);
    if (!this.isEnded) this.#channel.port1.postMessage(message, Array.isArray(transfer) ? transfer : []);
  }

  terminate(): void {
    this.isEnded = true;
    this.#channel.port1.close();
  }

  /** Ends it as an error that nobody caught does. */
  fail(message: string): void {
    this.terminate();
    const event = Object.assign(new Event('error'), { message });
    this.onerror?.call(this as unknown as Worker, event as ErrorEvent);
  }
}

/** Starts stand-ins for workers, and has them die. */
export class LaneThreads {
  readonly threads: ChannelThread[] = [];
  readonly #locks = new Map<string, () => void>();

  readonly spawn = (): ChannelThread => {
    const thread = new ChannelThread(`lock-${this.threads.length}`);
    this.threads.push(thread);
    return thread;
  };

  readonly awaitLock = (lock: string): Promise<void> =>
    new Promise((resolve) => {
      this.#locks.set(lock, resolve);
    });

  /** Ends a thread without a word, as the system does where memory runs out. */
  kill(index: number): void {
    this.threads[index]?.terminate();
    this.#locks.get(`lock-${index}`)?.();
  }

  /** What a thread was sent of a kind. */
  sent(index: number, kind: 'run' | 'call'): ToLanes[] {
    const { received = [] } = this.threads[index] ?? {};
    return received.filter((message) => message.type === 'request' && message.request.kind === kind);
  }
}
