import { describe, expect, it } from 'vitest';
import { moreRepeats } from '../../../../src/engine/tools/gpu-timer.ts';
import { stepsToReplay } from '../../../../src/engine/tools/profile.ts';

describe('how often a kernel is repeated', () => {
  it('is until it has taken 10 ms, with a margin', () => {
    expect(moreRepeats(1, 1)).toBe(12);
    expect(moreRepeats(12, 6)).toBe(24);
  });

  it('is no more once it has taken that long', () => {
    expect(moreRepeats(1, 10)).toBe(1);
    expect(moreRepeats(7, 1234)).toBe(7);
  });

  it('is at most 2000, also where the clock saw no time pass', () => {
    expect(moreRepeats(1, 0)).toBe(2000);
    expect(moreRepeats(1, 0.0001)).toBe(2000);
    expect(moreRepeats(2000, 3)).toBe(2000);
  });
});

describe('how many whole steps are replayed', () => {
  it.each([
    { ms: 10, steps: 20 },
    { ms: 0.5, steps: 200 },
    { ms: 150, steps: 10 },
    { ms: 4000, steps: 1 },
  ])('$steps of $ms ms', ({ ms, steps }) => {
    expect(stepsToReplay(ms)).toBe(steps);
  });
});
