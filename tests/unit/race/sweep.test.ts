import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allDivergedText, edgeText } from '../../../src/messages/search.ts';
import type { LaneState, Target } from '../../../src/race/outcome.ts';
import { allDiverged, chooseRate, learningRates, withChosen } from '../../../src/race/sweep.ts';
import { en, zh } from '../../support/translator.ts';
import { evaluationsOf } from './runs.ts';

const grid = learningRates(0.05);
const target: Target = { metric: 'validationAccuracy', value: 0.88 };

/** A run by its accuracies, the last of which counts; null diverged. */
const run = (lr: number, accuracies: number[] | null, state: LaneState = 'finished') => ({
  lane: 0,
  lr,
  state: accuracies === null ? ('diverged' as const) : state,
  targetStep: null,
  evaluations: evaluationsOf(accuracies ?? [0.99]),
  steps: 2,
  loss: [2, 1],
});
const choose = (ends: (number[] | null)[], goal: Target | null = target) =>
  chooseRate(
    0,
    grid,
    ends.map((end, i) => run(grid[i] as number, end)),
    goal,
  );

describe('learningRates', () => {
  it('are seven from base ÷ 10^1.5 to base × 10^1.5 unless told', () => {
    expect(grid).toEqual([0.0016, 0.005, 0.016, 0.05, 0.16, 0.5, 1.6]);
    expect(learningRates(0.001, { points: 5, decades: 4 })).toEqual([0.00001, 0.0001, 0.001, 0.01, 0.1]);
  });

  it('are unique, rising, of two digits and evenly spaced to within their rounding', () => {
    const base = fc.double({ min: -8, max: 8, noNaN: true }).map((e) => 10 ** e);
    const shape = fc.record({
      points: fc.integer({ min: 5, max: 9 }),
      decades: fc.double({ min: 1, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(base, shape, (lr, { points, decades }) => {
        const rates = learningRates(lr, { points, decades });
        expect(new Set(rates).size).toBe(points);
        rates.forEach((rate, i) => {
          const exact = lr * 10 ** (decades * (i / (points - 1) - 0.5));
          // two digits: at most 5 %, half a unit of 1.0
          expect(Math.abs(rate / exact - 1)).toBeLessThan(0.0501);
          expect(rate).toBe(Number(rate.toPrecision(2)));
          expect(rate).toBeGreaterThan(rates[i - 1] ?? 0);
        });
      }),
    );
  });

  it('refuse a grid out of bounds', () => {
    expect(() => learningRates(0.1, { points: 4, decades: 3 })).toThrow('5 to 9 learning rates, got 4');
    expect(() => learningRates(0.1, { points: 7, decades: 0.5 })).toThrow('1 to 8 decades, got 0.5');
    expect(() => learningRates(0)).toThrow('needs a learning rate');
  });
});

describe('chooseRate', () => {
  it('goes by what the race scores: the fewest steps to the target, though another ends more accurate', () => {
    const reached = (lr: number, step: number | null, end: number) => ({
      ...run(lr, [end], step === null ? 'finished' : 'target'),
      targetStep: step,
    });
    const best = (...runs: ReturnType<typeof reached>[]) => chooseRate(0, grid, runs, target).lr;
    expect(best(reached(0.005, 150, 0.95), reached(0.05, 100, 0.89), reached(0.5, null, 0.99))).toBe(0.05);
    // known to the interval of evaluation: at the same one the end decides
    expect(best(reached(0.005, 100, 0.95), reached(0.05, 100, 0.89))).toBe(0.005);
    // where all missed it, the end alone
    expect(best(reached(0.005, null, 0.8), reached(0.05, null, 0.85))).toBe(0.05);
    const diverged = { ...run(0.5, null), targetStep: 50 };
    expect(best(reached(0.05, 100, 0.89), diverged)).toBe(0.05);
  });

  it('keeps the rate that was raced where an older rule had chosen it', () => {
    const choice = choose([[0.9], [0.8], [0.7]]);
    expect(choice.warning?.edge).toBe('lowest');
    const raced = withChosen(choice, 0.005, grid);
    expect([raced.lr, raced.warning]).toEqual([0.005, null]);
    expect(raced.sensitivity.points.map(({ chosen }) => chosen)).toEqual([false, true, false]);
    expect(withChosen(choice, 7, grid)).toBe(choice);
  });

  it('without a target goes by the accuracy at the end, not the best on the way', () => {
    const { lr, warning } = choose([[0.5], [0.7], [0.95, 0.8], [0.85], [0.2], null, null]);
    expect(lr).toBe(0.05);
    expect(warning).toBeNull();
  });

  it('goes by the loss where the target is one', () => {
    // evaluationsOf makes the loss 1 − accuracy, so swap the two on one run
    const runs = [0.005, 0.05].map((lr, i) => ({
      ...run(lr, [0.8]),
      evaluations: [{ step: 50, split: 'validation' as const, accuracy: 0.8 + i / 10, loss: 0.4 + i / 10 }],
    }));
    expect(chooseRate(0, grid, runs, { metric: 'validationLoss', value: 0.3 }).lr).toBe(0.005);
    expect(chooseRate(0, grid, runs, target).lr).toBe(0.05);
  });

  it('never takes a diverged run, one that is not done, or another lane’s', () => {
    const runs = [
      run(0.005, [0.3]),
      run(0.05, null),
      run(0.16, [0.9], 'stopped'),
      run(0.5, [0.9], 'running'),
      { ...run(0.016, [0.9]), lane: 1 },
    ];
    expect(chooseRate(0, grid, runs, target).lr).toBe(0.005);
  });

  it('never takes a run that was cancelled halfway, though it had reached the target', () => {
    const half = { ...run(0.05, [0.95], 'target'), targetStep: 50, steps: 3 };
    const choice = chooseRate(0, grid, [half], target);
    expect([choice.lr, choice.warning]).toEqual([null, null]);
    const none = { targetStep: null, accuracy: null, validationLoss: null, trainingLoss: null };
    expect(choice.sensitivity.points).toEqual([{ lr: 0.05, diverged: false, chosen: false, ...none }]);
    expect(chooseRate(0, grid, [run(0.005, [0.3]), half], target).lr).toBe(0.005);
  });

  it('of equals takes the lower loss, then the lower learning rate', () => {
    expect(choose([[0.5], [0.8], [0.8], [0.8]]).lr).toBe(0.005);
    const even = [run(0.005, [0.8]), run(0.05, [0.8])].map((r, i) => ({
      ...r,
      evaluations: r.evaluations.map((e) => ({ ...e, loss: 0.5 - i / 10 })),
    }));
    expect(chooseRate(0, grid, even, target).lr).toBe(0.05);
  });

  it.each([
    [[[0.9], [0.8], [0.7], [0.6], [0.5], [0.4], null], 'lowest', 0.0016],
    [[[0.1], [0.2], [0.3], [0.4], [0.5], [0.6], [0.7]], 'highest', 1.6],
  ] as [(number[] | null)[], string, number][])('warns at the edge of the grid', (ends, edge, lr) => {
    const { warning } = choose(ends);
    expect(warning).toEqual({ edge, lr });
    expect(warning && edgeText(en, warning, 'SGD')).toContain(
      `SGD: ${lr}, the ${edge} learning rate tried, is the best.`,
    );
    expect(warning && edgeText(zh, warning, 'SGD')).toContain(`SGD：试过的最`);
  });

  it('has no edge where the runs beyond the best diverged', () => {
    expect(choose([[0.1], [0.2], [0.3], [0.4], [0.5], [0.6], null]).warning).toBeNull();
  });

  it('chooses nothing where all diverged, and says so', () => {
    const choice = choose([null, null, null, null, null, null, null]);
    expect([choice.lr, choice.warning]).toEqual([null, null]);
    const rates = allDiverged(choice);
    expect(rates && allDivergedText(en, rates, 'SGD')).toBe(
      'SGD: diverged at each of 0.0016, 0.005, 0.016, 0.05, 0.16, 0.5 and 1.6. Lower its learning rate and tune again.',
    );
    expect(rates && allDivergedText(zh, rates, 'SGD')).toContain('1.6 均发散。');
    expect(allDiverged(choose([[0.5]]))).toBeNull();
    expect(allDiverged(choose([]))).toBeNull();
  });

  it('draws final loss against learning rate with the chosen point marked', () => {
    const { points } = choose([[0.5], [0.8], null]).sensitivity;
    // smoothed by hand: (0.1·2·0.9 + 0.1·1) / (1 − 0.81)
    const trainingLoss = expect.closeTo(0.28 / 0.19, 12);
    const missed = { diverged: false, targetStep: null };
    expect(points).toEqual([
      { lr: 0.0016, ...missed, accuracy: 0.5, validationLoss: 0.5, trainingLoss, chosen: false },
      {
        lr: 0.005,
        ...missed,
        accuracy: 0.8,
        validationLoss: expect.closeTo(0.2, 12),
        trainingLoss,
        chosen: true,
      },
      {
        lr: 0.016,
        diverged: true,
        targetStep: null,
        accuracy: null,
        validationLoss: null,
        trainingLoss: null,
        chosen: false,
      },
    ]);
  });
});
