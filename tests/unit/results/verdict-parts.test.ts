import { describe, expect, it } from 'vitest';
import { speedUpText } from '../../../src/ui/results/verdictParts.ts';

const side = (lane: number, name: string, medianSteps: number | null) => ({
  lane,
  name,
  medianSteps,
  unfinished: 0,
  diverged: 0,
});

describe('speedUpText', () => {
  it('says which steps are over which, and that the speed-up is the other way round', () => {
    const pair = { lane: side(1, 'Nesterov', 500), reference: side(0, 'SGD', 1000), ratio: 0.5 };
    expect(speedUpText(pair)).toBe(
      'Steps of Nesterov ÷ steps of SGD, the reference: 0.50, where below 1 is faster. The speed-up is the other way round, reference ÷ lane: 2.00×.',
    );
  });

  it('is none where a lane did not finish', () => {
    expect(speedUpText({ lane: side(1, 'A', 500), reference: side(0, 'B', null), ratio: null })).toBeNull();
  });
});
