import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { racePlanOf } from '../../../src/race/race-plan.ts';
import type { RoundRecord } from '../../../src/race/records.ts';
import { parseResult } from '../../../src/race/result.ts';
import { checkOrder } from '../../../src/race/result-order.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { Random } from '../../fuzz/random.ts';
import { soundResult } from '../../fuzz/sound-result.ts';
import { experiment } from '../../support/experiment.ts';
import { englishOf } from '../../support/rejection.ts';

const spec = experiment({
  seed: 3,
  seeds: 3,
  data: { id: 'mnist-10k' },
  model: { id: 'logistic' },
  training: { steps: 20 },
  race: { mode: 'fair', tuningSeed: 4, grid: { points: 5 }, timing: { warmup: 1, steps: 4 } },
  lanes: [{ optimizer: { id: 'sgd', lr: 0.02 } }, { optimizer: { id: 'adam', lr: 0.001 } }],
});
const plan = racePlanOf(spec, 20);

/** A round of these lanes, at their own rates or at those given. */
function roundOf(
  phase: RoundRecord['phase'],
  seed: number,
  lanes: readonly number[] = [0, 1],
  rates: readonly number[] = [],
): RoundRecord {
  const runs = lanes.map((lane, i) => {
    const laneSpec = spec.lanes[lane] as LaneSpec;
    const effectiveSpec = {
      ...laneSpec,
      optimizer: { ...laneSpec.optimizer, lr: rates[i] ?? laneSpec.optimizer.lr },
    };
    const state = 'finished' as const;
    return {
      lane,
      effectiveSpec,
      state,
      divergence: null,
      targetStep: null,
      loss: new Float32Array(),
      evaluations: [],
    };
  });
  return { phase, seed, steps: 20, hashes: { init: '', batches: '' }, trainMs: 0, runs };
}

const tuning = [
  roundOf('lr-search', 4, [0, 1, 0, 1], [0.02, 0.001, 0.2, 0.01]),
  roundOf('lr-search', 4, [0], [0.002]),
];
const races = [roundOf('race', 3), roundOf('race', 5), roundOf('race', 6)];
const [first, second, third] = races as [RoundRecord, RoundRecord, RoundRecord];
const timing = [roundOf('timing', 3, [0]), roundOf('timing', 3, [1])];

function rejection(rounds: readonly RoundRecord[]): string | undefined {
  try {
    checkOrder(rounds, plan);
  } catch (error) {
    return englishOf(error);
  }
}

describe('the order of the rounds of a result', () => {
  const whole = [...tuning, ...races, ...timing];

  it('is that of the plan, as far as it was come', () => {
    for (let count = 1; count <= whole.length; count++) {
      expect(rejection(whole.slice(0, count)), `${count} rounds`).toBeUndefined();
    }
    expect(rejection([...races, ...timing])).toBeUndefined();
  });

  it('leaves out a lane once it was stopped by hand', () => {
    expect(
      rejection([first, roundOf('race', 5, [1]), roundOf('race', 6, [1]), roundOf('timing', 3, [1])]),
    ).toBeUndefined();
    expect(rejection([first, second, third, roundOf('timing', 3, [1])])).toBeUndefined();
  });

  it.each<[string, readonly RoundRecord[], string]>([
    [
      'seeds in another order',
      [second, first],
      'result.rounds[0].seed: must be 3, the next seed of the experiment, got 5.',
    ],
    [
      'a seed left out',
      [first, third],
      'result.rounds[1].seed: must be 5, the next seed of the experiment, got 6.',
    ],
    [
      'a seed in two parts',
      [roundOf('race', 3, [0]), roundOf('race', 3, [1])],
      'result.rounds[1].seed: must be 5, the next seed of the experiment, got 3.',
    ],
    [
      'a seed in two parts after the last',
      [...races, roundOf('race', 6, [0])],
      'result.rounds[3].seed: must not come after the last seed of the experiment, got 6.',
    ],
    [
      'tuning after a race',
      [first, ...tuning],
      'result.rounds[1].phase: must not come after race, got lr-search.',
    ],
    [
      'a race after timing',
      [...races, ...timing, first],
      'result.rounds[5].phase: must not come after timing, got race.',
    ],
    [
      'timing before the last seed',
      [first, second, ...timing],
      'result.rounds[2].phase: must be race until all 3 seeds are raced, got timing.',
    ],
    [
      'a lane that is back',
      [first, roundOf('race', 5, [1]), third],
      'result.rounds[2].runs[0].lane: must not race again after it was stopped, got 0.',
    ],
    [
      'a lane that is timed after it was stopped',
      [first, second, roundOf('race', 6, [1]), ...timing],
      'result.rounds[3].runs[0].lane: must not be timed after it was stopped, got 0.',
    ],
    [
      'another rate at a later seed',
      [first, roundOf('race', 5, [0, 1], [0.02, 0.01])],
      'result.rounds[1].runs[1].effectiveSpec.optimizer.lr: must be 0.001, as in the rounds before, got 0.01.',
    ],
    [
      'another rate where it is timed',
      [...races, roundOf('timing', 3, [0], [0.2])],
      'result.rounds[3].runs[0].effectiveSpec.optimizer.lr: must be 0.02, as in the rounds before, got 0.2.',
    ],
  ])('is no other: %s', (_, rounds, message) => {
    expect(rejection(rounds)).toBe(message);
  });
});

const folder = new URL('results-v1/', import.meta.url);
it.each(readdirSync(folder))('%s opens with its first rounds alone, and with none is refused', (file) => {
  const result = parseResult(readFileSync(new URL(file, folder), 'utf8'));
  const cut = (count: number) =>
    printResult({ ...result, verdict: null, rounds: result.rounds.slice(0, count) });
  for (let count = 1; count < result.rounds.length; count++) {
    expect(parseResult(cut(count)).rounds).toHaveLength(count);
  }
  expect(() => parseResult(cut(0))).toThrow(
    expect.objectContaining({
      path: 'result.rounds',
      fact: { id: 'listShort', params: { min: 1, got: '[]' } },
    }),
  );
});

it('a sound result is refused with any two of its seeds changed about, or with one but the last taken out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      const result = soundResult(new Random(seed));
      const raced = result.rounds.filter(({ phase }) => phase === 'race');
      if (raced.length < 2) return;
      const turned = result.rounds.map((round) =>
        round === raced[0] ? raced[1] : round === raced[1] ? raced[0] : round,
      ) as RoundRecord[];
      const less = result.rounds.filter((round) => round !== raced[0]);
      for (const rounds of [turned, less]) {
        expect(() => parseResult(printResult({ ...result, rounds }))).toThrow(
          expect.objectContaining({ fact: expect.objectContaining({ id: 'seedNext' }) }),
        );
      }
    }),
    { numRuns: 60 },
  );
});
