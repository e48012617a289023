import { Frames } from '../../src/protocol/frames.ts';
import type { EventKind, Events } from '../../src/protocol/messages.ts';
import type { SessionOutbox } from '../../src/protocol/outbox.ts';

interface Heard {
  readonly onEmit?: (kind: EventKind, payload: Events[EventKind]) => void;
  /** Called where steps were recorded. */
  readonly onSteps?: () => void;
  /** Called where another run begins. */
  readonly onRun?: () => void;
}

/** An outbox whose events a test hears as they come, and whose numbers it takes out by hand. */
export function testOutbox({
  onEmit,
  onSteps,
  onRun,
}: Heard = {}): SessionOutbox & Pick<Frames, 'drainMetrics' | 'drainLayerStatistics'> {
  const frames = new Frames();
  return {
    emit: (kind, payload) => onEmit?.(kind, payload),
    announce: async (work) => work(),
    addStep: (lane, metrics) => frames.addStep(lane, metrics),
    addLayerStatistics: (lane, step, statistics) => frames.addLayerStatistics(lane, step, statistics),
    release: () => onSteps?.(),
    beginRound: () => frames.clear(),
    beginRun: () => {
      frames.clear();
      onRun?.();
    },
    drainMetrics: () => frames.drainMetrics(),
    drainLayerStatistics: () => frames.drainLayerStatistics(),
  };
}
