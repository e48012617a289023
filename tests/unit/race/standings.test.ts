import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneState, Target } from '../../../src/race/outcome.ts';
import { smoothedLoss } from '../../../src/race/smoothed-loss.ts';
import { standingsOf } from '../../../src/race/standings.ts';
import { Smoothing } from '../../../src/store/smoothing.ts';
import { runOf } from './runs.ts';

const target: Target = { metric: 'validationAccuracy', value: 0.88 };

/** A lane by its runs, each [step of the target, state, accuracies]. */
const lane = (name: string, ...runs: [number | null, LaneState, number[]][]) => ({
  name,
  runs: runs.map(([step, state, accuracies], i) => ({
    ...runOf(i + 1, step, state, accuracies),
    loss: accuracies.map((a) => 1 - a),
  })),
});
const order = (rows: ReturnType<typeof standingsOf>) => rows.map(({ place, name }) => [place, name]);

describe('standingsOf', () => {
  it('puts the earlier target first, then the best accuracy, then who did not finish, then who diverged', () => {
    const rows = standingsOf(
      [
        lane('diverged', [null, 'diverged', [0.87]]),
        lane('short', [null, 'stopped', [0.86]]),
        lane('on its way', [null, 'running', [0.5, 0.7]]),
        lane('further', [null, 'running', [0.8, 0.6]]),
        lane('late', [100, 'running', [0.8, 0.95]]),
        lane('early', [50, 'running', [0.88, 0.9]]),
      ],
      target,
      0.9,
    );
    expect(order(rows)).toEqual([
      [1, 'early'],
      [2, 'late'],
      [3, 'further'],
      [4, 'on its way'],
      [5, 'short'],
      [6, 'diverged'],
    ]);
    expect(rows.map(({ gap }) => gap?.unit)).toEqual([
      undefined,
      'steps',
      'accuracy',
      'accuracy',
      'accuracy',
      'accuracy',
    ]);
    expect(rows[1]?.gap?.value).toBe(50);
    expect(rows[2]?.gap?.value).toBeCloseTo(0.1, 12);
    expect(rows[2]).toMatchObject({ best: 0.8, accuracy: 0.6, stepsToTarget: null, lane: 3 });
  });

  it('lets ties share a place and leaves out the next, in the order of the lanes', () => {
    const lanes = [
      lane('a', [100, 'target', [0.8, 0.9]]),
      lane('b', [50, 'target', [0.88, 0.89]]),
      lane('c', [50, 'target', [0.88, 0.99]]),
      lane('d', [100, 'target', [0.8, 0.95]]),
    ];
    expect(order(standingsOf(lanes, target, 0.9))).toEqual([
      [1, 'b'],
      [1, 'c'],
      [3, 'a'],
      [3, 'd'],
    ]);
  });

  it('gives no place before the first evaluation', () => {
    const rows = standingsOf([lane('a'), lane('b', [null, 'running', []])], target, 0.9);
    expect(rows.map(({ place, state, loss }) => [place, state, loss])).toEqual([
      [null, 'ready', null],
      [null, 'running', null],
    ]);
  });

  it('scores several seeds by the median of those decided, a seed without the target being the worst', () => {
    const [row] = standingsOf(
      [
        lane(
          'a',
          [50, 'target', [0.9]],
          [null, 'diverged', [0.6]],
          [150, 'target', [0.7]],
          [null, 'running', [0.5]],
        ),
      ],
      target,
      0.9,
    );
    expect(row).toMatchObject({
      stepsToTarget: 150,
      state: 'running',
      seeds: { decided: 3, reached: 2, diverged: 1 },
      accuracy: 0.7, // of 0.9, 0.7 and a seed that diverged; the one under way does not count yet
    });
    expect(row?.loss).toBeCloseTo(0.3, 12);
    expect(row?.best).toBeCloseTo(0.7, 12); // over the same seeds: never worse than what they ended at
  });

  it('shows medians over all seeds at the end, and what the only one has come to before the first has ended', () => {
    const seeds = [0.86, 0.84, 0.9].map((last): [number, LaneState, number[]] => [
      50,
      'target',
      [0.89, last],
    ]);
    const [row] = standingsOf([lane('a', ...seeds)], target, 0);
    expect(row?.accuracy).toBe(0.86); // the last seed has 0.9
    expect(row?.loss).toBeCloseTo(0.14, 12);
    expect(row?.best).toBe(0.89);
    expect(standingsOf([lane('a', [null, 'running', [0.4, 0.5]])], target, 0)[0]?.accuracy).toBe(0.5);
    expect(standingsOf([lane('a', [null, 'diverged', [0.4, 0.2]])], target, 0)[0]?.accuracy).toBe(0.2);
    const broken = standingsOf([lane('a', [null, 'diverged', [0.4]], [null, 'diverged', [0.5]])], target, 0);
    expect(broken[0]).toMatchObject({ accuracy: null, loss: null });
    expect(standingsOf([lane('a')], target, 0)[0]).toMatchObject({ accuracy: null, loss: null, best: null });
  });

  it('takes medians over the seeds that all have decided; the seed under way breaks ties', () => {
    const ahead = lane('A', [100, 'target', [0.5, 0.9]], [300, 'running', [0.5, 0.9]]);
    const behind = lane('B', [150, 'target', [0.4, 0.9]], [null, 'running', [0.4, 0.9]]);
    const rows = standingsOf([behind, ahead], target, 0.9);
    expect(order(rows)).toEqual([
      [1, 'A'],
      [2, 'B'],
    ]);
    expect(rows.map(({ stepsToTarget, gap, seeds }) => [stepsToTarget, gap, seeds.decided])).toEqual([
      [100, null, 1],
      [150, { unit: 'steps', value: 50 }, 1],
    ]);
    const level = lane('C', [100, 'target', [0.5, 0.9]], [null, 'running', [0.5, 0.95]]);
    expect(order(standingsOf([level, ahead], target, 0.9))).toEqual([
      [1, 'A'],
      [2, 'C'],
    ]);
    const short = (name: string, step: number | null) =>
      lane(name, [null, 'finished', [0.5]], [step, 'running', [0.5]]);
    expect(order(standingsOf([short('C', null), short('A', 50)], target, 0.9))).toEqual([
      [1, 'A'],
      [2, 'C'],
    ]);
  });

  it('does not place a lane that was stopped by the steps of fewer seeds', () => {
    const stopped = lane('C', [50, 'target', [0.9]], [null, 'stopped', [0.1]]);
    const raced = (name: string, steps: number) =>
      lane(name, [steps, 'target', [0.5, 0.9]], [steps, 'target', [0.5, 0.9]]);
    const rows = standingsOf([stopped, raced('B', 150), raced('A', 100)], target, 0.9);
    expect(order(rows)).toEqual([
      [1, 'A'],
      [2, 'B'],
      [3, 'C'],
    ]);
    expect(rows[2]).toMatchObject({ stepsToTarget: 50, seeds: { decided: 1 } });
    expect(rows[2]?.gap?.unit).not.toBe('steps');
  });

  it.each<[LaneState[], (number | null)[], string]>([
    [['target', 'target', 'finished'], [50, 100, null], 'target'],
    [['target', 'finished', 'finished'], [50, null, null], 'didNotFinish'],
    [['finished', 'diverged', 'diverged'], [null, null, null], 'diverged'],
    [['target', 'diverged'], [50, null], 'diverged'],
    [['diverged'], [50], 'target'], // it reached the target first
    [['stopped'], [null], 'stopped'],
  ])('at the end calls %j, reached at %j, %s', (states, steps, state) => {
    const runs = states.map((s, i) => [steps[i] ?? null, s, [0.8]] as [number | null, LaneState, number[]]);
    expect(standingsOf([lane('a', ...runs)], target, 0.9)[0]?.state).toBe(state);
  });

  it('without a target goes by the best accuracy', () => {
    const rows = standingsOf(
      [lane('a', [null, 'finished', [0.7]]), lane('b', [null, 'finished', [0.8]])],
      null,
      0.9,
    );
    expect(rows.map(({ name, state }) => [name, state])).toEqual([
      ['b', 'finished'],
      ['a', 'finished'],
    ]);
  });

  it('with a target on the loss goes by the lowest', () => {
    const lanes = [lane('a', [null, 'running', [0.7, 0.9]]), lane('b', [null, 'running', [0.8]])];
    const rows = standingsOf(lanes, { metric: 'validationLoss', value: 0.01 }, 0.9);
    expect(order(rows)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(rows.map(({ best }) => best)).toEqual([1 - 0.9, 1 - 0.8]);
    expect(rows[1]?.gap?.unit).toBe('loss');
    expect(rows[1]?.gap?.value).toBeCloseTo(0.1, 12);
  });
});

describe('smoothedLoss', () => {
  it('is where the charts’ smoothing ends, to 1e-9 of its size', () => {
    const losses = fc.array(
      fc.oneof(fc.double({ min: 0.01, max: 5, noNaN: true }), fc.constant(Number.NaN)),
      {
        minLength: 1,
        maxLength: 2000,
      },
    );
    fc.assert(
      fc.property(losses, fc.constantFrom(0, 0.5, 0.9, 0.99, 0.999), (values, weight) => {
        const smoothing = new Smoothing(weight);
        smoothing.follow(values);
        const shown = smoothing.values.at(-1) ?? Number.NaN;
        const smoothedValues = smoothedLoss(values, weight);
        if (Number.isNaN(shown)) expect(smoothedValues).toBeNaN();
        else expect(Math.abs(smoothedValues / shown - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is not a number before the first value, and refuses a weight of 1', () => {
    expect(smoothedLoss([], 0.9)).toBeNaN();
    expect(() => smoothedLoss([1], 1)).toThrow('must be from 0 to below 1');
  });
});
