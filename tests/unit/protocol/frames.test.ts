import { describe, expect, it } from 'vitest';
import { Frames } from '../../../src/protocol/frames.ts';

describe('frames of metrics', () => {
  it('hand out each step once, in columns that say where they begin', () => {
    const frames = new Frames();
    expect(frames.drainMetrics()).toEqual([]);
    frames.addStep(2, { loss: 1, lr: 0.1, momentum: 0.9, elapsedMs: 10, accepted: true });
    frames.addStep(2, { loss: 2, lr: 0.2, momentum: 0.8, elapsedMs: 20, accepted: false });
    expect(frames.drainMetrics()).toMatchObject([
      {
        lane: 2,
        firstStep: 0,
        loss: Float32Array.of(1, 2),
        lr: Float64Array.of(0.1, 0.2),
        skipped: 1,
      },
    ]);
    frames.addStep(2, { loss: 3, lr: 0.3, momentum: 0.7, elapsedMs: 30, accepted: true });
    expect(frames.drainMetrics()).toMatchObject([
      {
        firstStep: 2,
        loss: Float32Array.of(3),
        elapsedMs: Float64Array.of(30),
        skipped: 1,
      },
    ]);
    expect(frames.drainMetrics()).toEqual([]);
  });

  it('forget what waits where a round begins, and count its steps from 0', () => {
    const frames = new Frames();
    const step = { loss: 1, lr: 0.1, momentum: 0.9, elapsedMs: 10, accepted: false };
    frames.addStep(0, step);
    frames.drainMetrics();
    frames.addStep(0, step);
    frames.addLayerStatistics(0, 1, { gradient: [1], weight: [1], updateRatio: [1] });
    frames.clear();
    expect([frames.drainMetrics(), frames.drainLayerStatistics()]).toEqual([[], []]);
    frames.addStep(0, { ...step, accepted: true });
    expect(frames.drainMetrics()).toMatchObject([{ firstStep: 0, skipped: 0 }]);
  });
});
