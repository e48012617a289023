import { describe, expect, it } from 'vitest';
import { accuracyScoring, decide, lookRules, stepScoring } from '../../../src/race/decision.ts';

const dnf = Number.POSITIVE_INFINITY;
const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const steps = (costs: readonly (readonly number[])[]) => decide(costs, stepScoring);
/** What was seen at each look: `7 open`, `10 lane 0`. */
const seen = ({ looks }: ReturnType<typeof decide>) =>
  looks.flatMap(({ seeds, outcome, lane }) =>
    outcome === 'notTaken' ? [] : [`${seeds} ${outcome}${lane === null ? '' : ` ${lane}`}`],
  );

describe('decide', () => {
  it('looks at 7, 10, 15, 20 and 25 seeds', () => {
    expect(lookRules.map(({ seeds }) => seeds)).toEqual([7, 10, 15, 20, 25]);
  });

  it('says nothing before seven seeds, however far apart the lanes are', () => {
    const { looks, pairs } = steps([times(6, 10), times(6, 1000)]);
    expect(looks.every(({ outcome }) => outcome === 'notTaken')).toBe(true);
    expect(pairs).toEqual([{ lanes: [0, 1], tests: [], claim: null }]);
  });

  it('decides at seven seeds where all agree, and only there', () => {
    const slow = times(7, 200);
    expect(seen(steps([times(7, 100), slow]))).toEqual(['7 decided 0']);
    expect(seen(steps([[...times(6, 100), 210], slow]))).toEqual(['7 open']);
    expect(seen(steps([[...times(6, 100), 200], slow]))).toEqual(['7 open']);
    expect(steps([times(7, 100), slow]).pairs[0]).toEqual({
      lanes: [0, 1],
      tests: [{ seeds: 7, p: 1 / 64, ahead: 0 }],
      claim: { ahead: 0, seeds: 7 },
    });
  });

  it('stands by the first look that decides, whatever the seeds after it show', () => {
    const fast = [...times(10, 100), ...times(15, 300)];
    const slow = [300, ...times(24, 200)];
    expect(seen(steps([fast, slow]))).toEqual(['7 decided 0']);
    // what came to seven seeds, was raced again with 25 and would have been stopped at 12 decides alike
    for (const n of [7, 12, 25]) {
      expect(steps([fast.slice(0, n), slow.slice(0, n)]).looks[0]).toEqual(steps([fast, slow]).looks[0]);
    }
  });

  it('looks again while nothing is decided, and leaves out seeds between two looks', () => {
    const slow = times(14, 200);
    const fast = [210, 205, ...times(12, 100)];
    expect(seen(steps([fast, slow]))).toEqual(['7 open', '10 decided 0']);
    expect(seen(steps([fast.slice(0, 9), slow.slice(0, 9)]))).toEqual(['7 open']);
  });

  it('wants the winner ahead of every lane', () => {
    const [fast, level, slow] = [times(10, 100), [...times(5, 99), ...times(5, 102)], times(10, 200)];
    const { looks, pairs } = steps([fast, level, slow]);
    expect(looks.map(({ lane }) => lane)).toEqual([null, null, null, null, null]);
    expect(pairs.map(({ lanes, claim }) => [...lanes, claim?.ahead ?? null])).toEqual([
      [0, 1, null],
      [0, 2, 0],
      [1, 2, 1],
    ]);
  });

  it('holds a pair to the level of all pairs: at seven seeds no pair of three lanes claims', () => {
    const { looks, pairs } = steps([times(7, 100), times(7, 200), times(7, 400)]);
    expect(looks[0]).toMatchObject({ outcome: 'decided', lane: 0 });
    expect(pairs.map(({ claim }) => claim)).toEqual([null, null, null]);
    const more = steps([times(10, 100), times(10, 200), times(10, 400)]); // 2/2¹⁰ is below 0.015 ÷ 3
    expect(more.pairs.map(({ claim }) => claim?.seeds)).toEqual([10, 10, 10]);
  });

  it('has not finishing worse than any number, and neither finishing as level', () => {
    const finished = times(10, 5000);
    expect(seen(steps([finished, times(10, dnf)]))).toEqual(['7 decided 0']);
    expect(seen(steps([times(10, dnf), times(10, dnf)]))).toEqual(['7 open', '10 open']);
    expect(steps([times(7, dnf), times(7, dnf)]).pairs[0]?.tests[0]).toEqual({ seeds: 7, p: 1, ahead: null });
  });

  it('names no winner that misses the target more often than a lane it is ahead of', () => {
    const never = times(20, 200);
    const missing = [...times(15, 190), ...times(5, dnf)];
    expect(seen(steps([missing, never])).at(0)).toBe('7 decided 0'); // at seven seeds it had missed none
    const early = [dnf, 190, 190, 190, dnf, 190, 190, 190, 190, dnf, ...times(8, 190), dnf, dnf];
    expect(seen(steps([early, never])).at(-1)).toBe('20 missesMore 0');
    const { pairs } = steps([early, never]);
    expect(pairs[0]?.claim).toBeNull();
  });

  it('takes back the claim of a pair whose faster lane has come to miss more', () => {
    const fast = [...times(10, 100), dnf];
    expect(steps([fast.slice(0, 10), times(10, 200)]).pairs[0]?.claim).toEqual({ ahead: 0, seeds: 7 });
    expect(steps([fast, times(11, 200)]).pairs[0]?.claim).toBeNull();
  });

  it('weighs steps by their ratio: equal ratios tie, to the last bit', () => {
    expect(stepScoring.difference(150, 200)).toBe(stepScoring.difference(300, 400));
    expect(stepScoring.difference(200, 150)).toBe(-stepScoring.difference(150, 200));
    expect(Math.abs(stepScoring.difference(3, 10))).toBe(Math.abs(stepScoring.difference(1000, 300)));
    expect([stepScoring.difference(5, dnf), stepScoring.difference(dnf, 5)]).toEqual([-dnf, dnf]);
    expect([stepScoring.difference(dnf, dnf), stepScoring.difference(7, 7)]).toEqual([0, 0]);
  });

  it('weighs accuracies by their difference, and equal ones tie', () => {
    const by = accuracyScoring.difference;
    expect(by(-0.861, -0.859)).toBe(by(-0.863, -0.861));
    expect(by(-0.9, -0.8)).toBeLessThan(0);
    expect([by(dnf, -0.1), by(-0.1, dnf), by(dnf, dnf)]).toEqual([dnf, -dnf, 0]);
  });
});
