import { toErrorReport } from '../core/errors.ts';
import type {
  Announce,
  CallKind,
  Calls,
  Emit,
  EventMessage,
  FromWorker,
  Handlers,
  LayerStatisticsFrame,
  MetricsFrame,
  ReplyMessage,
  RequestMessage,
  ToWorker,
} from './messages.ts';

/** A worker's global scope, a MessagePort, or a stand-in for either. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

export interface Served {
  readonly handlers: Handlers;
  takeMetrics(): MetricsFrame[];
  takeLayerStatistics(): LayerStatisticsFrame[];
}

type Columns = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** At most 20 frames a second. */
const frameIntervalMs = 50;

/**
 * Answers the page's requests from a session's handlers and sends its events. Metrics wait until the last frame was
 * acknowledged, so a busy page is never flooded, and are sent before any other event, so that order is kept. A ping is
 * answered as soon as the thread is free; `announce` tells of work in which it is not.
 */
export function serve(
  port: Port,
  createSession: (emit: Emit, onMetrics: () => void, announce: Announce) => Served,
): void {
  let run = 0;
  let seq = 0;
  let unacknowledged = 0;
  let lastFrameAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const post = (message: FromWorker, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);

  const sendMetrics = (): void => {
    const frames = session.takeMetrics();
    if (frames.length === 0) return;
    lastFrameAt = performance.now();
    unacknowledged = ++seq;
    post({ type: 'event', kind: 'metrics', run, seq, payload: frames }, buffersOf(frames));
    sendLayerStatistics();
  };

  /** Comes and goes with the metrics, and so needs no acknowledgement of its own. */
  const sendLayerStatistics = (): void => {
    const payload = session.takeLayerStatistics();
    if (payload.length === 0) return;
    post({ type: 'event', kind: 'layerStatistics', run, seq: ++seq, payload }, buffersOf(payload));
  };

  const scheduleMetrics = (): void => {
    if (timer !== null || unacknowledged > 0) return;
    const wait = lastFrameAt + frameIntervalMs - performance.now();
    if (wait <= 0) {
      sendMetrics();
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      if (unacknowledged === 0) sendMetrics();
    }, wait);
  };

  const emit: Emit = (kind, payload) => {
    if (kind !== 'data') sendMetrics();
    post({ type: 'event', kind, run, seq: ++seq, payload } as EventMessage);
  };

  let works = 0;
  const announce: Announce = async (work) => {
    if (works++ === 0) post({ type: 'working', begun: true });
    try {
      return await work();
    } finally {
      if (--works === 0) post({ type: 'working', begun: false });
    }
  };

  const session = createSession(emit, scheduleMetrics, announce);

  const answer = async <Kind extends CallKind>(
    id: number,
    kind: Kind,
    payload: Calls[Kind]['request'],
  ): Promise<void> => {
    let reply: ReplyMessage;
    try {
      if (!Object.hasOwn(session.handlers, kind)) throw new Error(`protocol: no request ${String(kind)}`);
      if (kind === 'open') run = id;
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
      if (message.seq === unacknowledged) {
        unacknowledged = 0;
        scheduleMetrics();
      }
      return;
    }
    const { id, kind, payload } = message as RequestMessage;
    void answer(id, kind, payload);
  };
}

/** The memory of every column, to be handed over and not copied. */
const buffersOf = (frames: readonly (MetricsFrame | LayerStatisticsFrame)[]): ArrayBuffer[] =>
  frames.flatMap((frame) => {
    const values: unknown[] = Object.values(frame);
    return values.filter((value): value is Columns => ArrayBuffer.isView(value)).map(({ buffer }) => buffer);
  });
