import type { StepLayerStatistics, StepMetrics } from './frames.ts';
import { Frames } from './frames.ts';
import type {
  Announce,
  Emit,
  EventMessage,
  FromWorker,
  LayerStatisticsFrame,
  MetricsFrame,
} from './messages.ts';

type Columns = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** What a worker's engine tells the page: events, and between them the numbers of steps, in frames. */
export interface Outbox {
  /** Sends an event. The numbers that wait go before it, so that order is kept. */
  readonly emit: Emit;
  /** Tells of work in which the thread answers nothing, for as long as it takes. */
  readonly announce: Announce;
  /** Adds what the next step of a lane of the round gave. */
  readonly addStep: (lane: number, metrics: StepMetrics) => void;
  /** Adds what was measured of a lane's layers at a step of the round. */
  readonly addLayerStatistics: (lane: number, step: number, statistics: StepLayerStatistics) => void;
  /** What was added so far belongs together and may be sent. */
  readonly release: () => void;
  /** From here on lanes count their steps from 0; what still waits is forgotten. */
  readonly beginRound: () => void;
}

/** The outbox of a session, whose runs follow each other. */
export interface SessionOutbox extends Outbox {
  /**
   * Events from here on belong to the run that the page asked for last; what still waits is forgotten. To be called before
   * anything is awaited in the answer to `open`, and not at all where that is refused.
   */
  readonly beginRun: () => void;
}

/** The outbox with the worker's side of its flow control. */
export interface PostedOutbox extends SessionOutbox {
  /** The page has drawn the frame with this number. */
  readonly acknowledge: (seq: number) => void;
  /** The page asks for this run. */
  readonly request: (run: number) => void;
}

/** At most 20 frames a second. */
const frameIntervalMs = 50;

/**
 * The outbox that posts to the page. Numbers wait until the last frame was acknowledged, so a busy page is never flooded.
 * @param post sends a message; the buffers are handed over and not copied
 */
export function createOutbox(post: (message: FromWorker, transfer: Transferable[]) => void): PostedOutbox {
  const frames = new Frames();
  let run = 0;
  let requestedRun = 0;
  let seq = 0;
  let unacknowledged = 0;
  let lastFrameAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let works = 0;

  function sendFrames(): void {
    const metrics = frames.drainMetrics();
    if (metrics.length === 0) return;
    lastFrameAt = performance.now();
    unacknowledged = ++seq;
    post({ type: 'event', kind: 'metrics', run, seq, payload: metrics }, buffersOf(metrics));
    const statistics = frames.drainLayerStatistics(); // these go along, and need no acknowledgement of their own
    if (statistics.length === 0) return;
    post(
      { type: 'event', kind: 'layerStatistics', run, seq: ++seq, payload: statistics },
      buffersOf(statistics),
    );
  }

  function release(): void {
    if (timer !== null || unacknowledged > 0) return;
    const waitMs = lastFrameAt + frameIntervalMs - performance.now();
    if (waitMs <= 0) {
      sendFrames();
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      if (unacknowledged === 0) sendFrames();
    }, waitMs);
  }

  return {
    emit(kind, payload) {
      if (kind !== 'data') sendFrames();
      post({ type: 'event', kind, run, seq: ++seq, payload } as EventMessage, []);
    },
    async announce(work) {
      if (works++ === 0) post({ type: 'working', begun: true }, []);
      try {
        return await work();
      } finally {
        if (--works === 0) post({ type: 'working', begun: false }, []);
      }
    },
    addStep: (lane, metrics) => frames.addStep(lane, metrics),
    addLayerStatistics: (lane, step, statistics) => frames.addLayerStatistics(lane, step, statistics),
    release,
    beginRound: () => frames.clear(),
    acknowledge(number) {
      if (number !== unacknowledged) return;
      unacknowledged = 0;
      release();
    },
    beginRun() {
      frames.clear();
      run = requestedRun;
    },
    request(number) {
      requestedRun = number;
    },
  };
}

/** The memory of every column. */
const buffersOf = (frames: readonly (MetricsFrame | LayerStatisticsFrame)[]): ArrayBuffer[] =>
  frames.flatMap((frame) => {
    const values: unknown[] = Object.values(frame);
    return values.filter((value): value is Columns => ArrayBuffer.isView(value)).map(({ buffer }) => buffer);
  });
