import { describe, expect, it } from 'vitest';
import { listedEpochs } from '../../../src/ui/results/EpochsTable.tsx';

describe('the epochs of a run', () => {
  it('end with the one that is not whole, at the mean of the steps it has', () => {
    const ended = [{ epoch: 1, runningLoss: 2 }];
    expect(listedEpochs(ended, 3, [3, 2, 1, 0.5, 0.25])).toEqual([
      { epoch: 1, runningLoss: 2, steps: 3 },
      { epoch: 2, runningLoss: 0.375, steps: 2 },
    ]);
  });

  it('are not empty for a run shorter than one', () => {
    expect(listedEpochs([], 987, [2, 1])).toEqual([{ epoch: 1, runningLoss: 1.5, steps: 2 }]);
  });

  it('are those that have ended where no step of the next is taken, and none before the first', () => {
    expect(listedEpochs([{ epoch: 1, runningLoss: 2 }], 2, [3, 1])).toHaveLength(1);
    expect(listedEpochs([], 2, [])).toEqual([]);
    expect(listedEpochs([], null, [1])).toEqual([]);
  });
});
