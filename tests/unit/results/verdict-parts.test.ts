import { describe, expect, it } from 'vitest';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { mediansText, speedUpText } from '../../../src/ui/results/verdictParts.ts';
import { runOf } from '../race/runs.ts';

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

describe('mediansText', () => {
  const target = { metric: 'validationAccuracy', value: 0.88 } as const;
  const lane = (name: string, steps: readonly (number | null)[]) => ({
    name,
    runs: steps.map((step, i) => runOf(i + 1, step)),
  });
  const textOf = (...lanes: readonly ReturnType<typeof lane>[]) =>
    mediansText(raceVerdict(lanes, { target, tuning: null, specs: [] }));

  it('the median steps of the two that the verdict speaks of are told', () => {
    const fast = lane('A', [200, 150, 250, 200, 200]);
    const slow = lane('B', [1000, 950, 1100, 1000, 1050]);
    expect(textOf(slow, fast)).toBe('Median 200 steps against 1\u202f000.');
    expect(textOf(lane('A', [200, 150]), lane('B', [400, 450]))).toBe('Median 175 steps against 425.');
  });

  it('nothing is told of one seed, and of a median that did not finish', () => {
    expect(textOf(lane('A', [200]), lane('B', [400]))).toBeNull();
    expect(textOf(lane('A', [200, 150, 200]), lane('B', [null, null, 400]))).toBeNull();
  });
});
