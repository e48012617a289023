import { toErrorReport } from '../core/errors.ts';
import type {
  CallKind,
  Calls,
  FromWorker,
  Handlers,
  ReplyMessage,
  RequestMessage,
  ToWorker,
} from './messages.ts';
import type { SessionOutbox } from './outbox.ts';
import { createOutbox } from './outbox.ts';

/** A worker's global scope, a MessagePort, or a stand-in for either. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** What answers the page's requests. */
export interface SessionPort {
  readonly handlers: Handlers;
}

/**
 * Answers the page's requests from a session's handlers, and sends what the session puts into its outbox. A ping is
 * answered as soon as the thread is free.
 */
export function serve(port: Port, createSession: (outbox: SessionOutbox) => SessionPort): void {
  const post = (message: FromWorker, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);
  const outbox = createOutbox(post);
  const session = createSession(outbox);

  const answer = async <Kind extends CallKind>(
    id: number,
    kind: Kind,
    payload: Calls[Kind]['request'],
  ): Promise<void> => {
    let reply: ReplyMessage;
    try {
      if (!Object.hasOwn(session.handlers, kind)) throw new Error(`protocol: no request ${String(kind)}`);
      if (kind === 'open') outbox.request(id);
      reply = { type: 'reply', id, ok: true, payload: await session.handlers[kind](payload) };
    } catch (error) {
      reply = { type: 'reply', id, ok: false, error: toErrorReport(error) };
    }
    post(reply);
  };

  port.onmessage = ({ data }: MessageEvent) => {
    const message = data as ToWorker;
    if (message.type === 'ping') {
      post({ type: 'pong' });
      return;
    }
    if (message.type === 'ack') {
      outbox.acknowledge(message.seq);
      return;
    }
    const { id, kind, payload } = message as RequestMessage;
    void answer(id, kind, payload);
  };
}
