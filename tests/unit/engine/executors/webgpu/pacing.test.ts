import { describe, expect, it } from 'vitest';
import { Pacing } from '../../../../../src/engine/executors/pacing.ts';
import { Throughput } from '../../../../../src/store/throughput.ts';

describe('Pacing', () => {
  it('grows until a submission takes about ten milliseconds, at most doubling', () => {
    const pacing = new Pacing(64);
    let now = 0;
    const seen = [];
    for (let i = 0; i < 8; i++) {
      const steps = pacing.stepsPerRun;
      const begun = now;
      now += 0.5 * steps;
      pacing.done(steps, begun, now);
      seen.push(pacing.stepsPerRun);
    }
    expect(seen).toEqual([2, 4, 8, 16, 20, 20, 20, 20]);
  });

  it('takes single steps where one is slow, and no more than there are rows where it is fast', () => {
    const slow = new Pacing(64);
    slow.done(1, 0, 100);
    expect(slow.stepsPerRun).toBe(1);
    const fast = new Pacing(64);
    for (let i = 0; i < 10; i++) fast.done(fast.stepsPerRun, i, i + 0.001);
    expect(fast.stepsPerRun).toBe(64);
  });

  it('does not count the time a submission waited behind another', () => {
    const pacing = new Pacing(64);
    pacing.done(1, 0, 5);
    pacing.done(2, 1, 15); // submitted at 1, begun at 5: 5 ms a step
    expect(pacing.stepsPerRun).toBe(2);
  });
});

describe('Rate', () => {
  it('is measured over the last five seconds of training', () => {
    const throughput = new Throughput();
    expect(throughput.add(0, 0)).toBeNull();
    expect(throughput.add(10, 100)).toBe(100);
    for (let ms = 200; ms <= 6000; ms += 100) throughput.add(10 + (ms - 100) / 50, ms);
    expect(throughput.add(130, 6100)).toBeCloseTo(20, 1);
    throughput.reset();
    expect(throughput.add(60, 6200)).toBeNull();
  });
});
