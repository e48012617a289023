import { describe, expect, it } from 'vitest';
import { MeanStepTime } from '../../../src/store/throughput.ts';

describe('the mean step time of a run', () => {
  it('leaves out the first submission and what was slowed down', () => {
    const meanStepTime = new MeanStepTime();
    meanStepTime.follow([500, 500], true);
    expect(meanStepTime.msPerStep).toBeNull();
    meanStepTime.follow([500, 500, 520, 520], true);
    meanStepTime.follow([500, 500, 520, 520, 1520], false);
    meanStepTime.follow([500, 500, 520, 520, 1520, 1530], true);
    expect(meanStepTime.msPerStep).toBe(10); // (20 + 0 + 10) / 3
  });
});
