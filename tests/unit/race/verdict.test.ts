import { describe, expect, it } from 'vitest';
import type { LaneState, Target } from '../../../src/race/outcome.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { ratioText, stepsText, targetText } from '../../../src/race/words.ts';
import type { LaneSpec } from '../../../src/spec/schema.ts';
import { parseSpec } from '../../../src/spec/schema.ts';
import { runOf } from './runs.ts';

const target: Target = { metric: 'validationAccuracy', value: 0.88 };
const quick = { target, tuning: null, specs: [] };
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ');

/** A lane by its steps to target over seeds 1, 2, …; null: its length was over before, or the state says why. */
const lane = (name: string, steps: (number | null)[], states: Record<number, LaneState> = {}) => ({
  name,
  runs: steps.map((step, i) => runOf(i + 1, step, states[i])),
});

describe('raceVerdict', () => {
  it('names the winner with ratio, interval and n', () => {
    const verdict = raceVerdict(
      [lane('SGD', [1000, 1100, 1000, 900, 1000]), lane('Nesterov', [600, 620, 620, 650, 640])],
      quick,
    );
    expect(verdict).toMatchObject({ kind: 'winner', leader: 1, n: 5 });
    expect(verdict.pairs[0]).toMatchObject({ kind: 'ahead', ratio: 0.62 });
    // the extremes over resamples: the seeds' own ratios are 0.60, 0.564, 0.62, 0.722, 0.64
    expect(plain(verdict.text)).toBe(
      'Nesterov reached 88 % in 0.62× the steps of SGD, 95 % CI 0.56–0.72, n = 5',
    );
  });

  it('calls a tie where paired differences straddle zero, whoever has the better median', () => {
    const verdict = raceVerdict(
      [
        lane('NMGD', [650, 700, 700, 750, 800]),
        lane('Nesterov', [700, 700, 750, 700, 900]),
        lane('SGD', [2000, 2000, 2000, 2000, 2000]),
      ],
      quick,
    );
    expect(verdict.kind).toBe('tie');
    expect(plain(verdict.text)).toMatch(
      /^No clear winner at n = 5: NMGD took 1\.00× the steps of Nesterov, 95 % CI 0\.\d\d–1\.07$/,
    );
    expect(verdict.pairs.map(({ reference, kind }) => [reference.name, kind])).toEqual([
      ['Nesterov', 'tie'],
      ['SGD', 'ahead'],
    ]);
  });

  it('says nothing of a winner where all lanes are the same', () => {
    const steps = [700, 650, 800, 750, 700];
    const { kind, text } = raceVerdict([lane('A', steps), lane('B', steps)], quick);
    expect(kind).toBe('tie');
    expect(plain(text)).toBe('No clear winner at n = 5: A took 1.00× the steps of B, 95 % CI 1.00–1.00');
  });

  it('counts the seeds that did not finish in place of an interval', () => {
    const verdict = raceVerdict(
      [
        lane('Nesterov', [600, 620, 610, 650, 640]),
        lane('SGD', [1900, null, null, null, null], { 4: 'diverged' }),
      ],
      quick,
    );
    expect(verdict.kind).toBe('winner');
    expect(plain(verdict.text)).toBe(
      'Nesterov reached 88 % before SGD, n = 5: SGD did not finish in 4 of 5 (diverged in 1)',
    );
    expect(verdict.pairs[0]).toMatchObject({ ratio: null, interval: null });
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  it('claims nothing where not finishing decides it either way', () => {
    const { kind, text } = raceVerdict(
      [lane('A', [600, 600, 600, null, 600]), lane('B', [700, null, 700, 700, 700])],
      quick,
    );
    expect(kind).toBe('tie');
    expect(text).toBe('No clear winner at n = 5: A did not finish in 1 of 5, B in 1 of 5');
  });

  it('says that nobody reached the target', () => {
    const none = [null, null, null, null, null];
    const { kind, text } = raceVerdict([lane('A', none, { 0: 'diverged' }), lane('B', none)], quick);
    expect(kind).toBe('nobody');
    expect(plain(text)).toBe('Neither A nor B reached 88 % in any of 5 seeds (A diverged in 1)');
  });

  it('claims nothing of fewer than five seeds, and shows their range', () => {
    const { kind, text } = raceVerdict([lane('A', [600, 620, 640]), lane('B', [1000, 1000, 1000])], quick);
    expect(kind).toBe('few seeds');
    expect(plain(text)).toBe(
      'A reached 88 % in 0.62× the steps of B, 0.60–0.64 from seed to seed, n = 3; fewer than 5 seeds show no winner',
    );
  });

  it('gives one seed no interval and says that it shows nothing', () => {
    const verdict = raceVerdict([lane('A', [1700]), lane('B', [null])], quick);
    expect(verdict.kind).toBe('one seed');
    expect(verdict.pairs[0]?.interval).toBeNull();
    expect(plain(verdict.text)).toBe(
      'A reached 88 % at step 1 700, B never; one seed shows nothing: race 5 or more to compare',
    );
    expect(plain(raceVerdict([lane('A', [null]), lane('B', [null])], quick).text)).toMatch(
      /^Neither A nor B reached 88 %; one seed/,
    );
  });

  it('compares only the seeds that every lane has come to the end of', () => {
    const lanes = [
      lane('A', [600, 600, 600, 600, 600, null], { 5: 'running' }),
      lane('B', [700, 700, 700, 700, 700, 10]),
      lane('C', [null], { 0: 'stopped' }),
    ];
    expect(raceVerdict(lanes, quick)).toMatchObject({ n: 5, leader: 0, leftOut: [2], kind: 'winner' });
  });

  it('leaves out a lane that was dropped while another came to its end, with the seeds it had', () => {
    const others = [
      lane('A', [600, 600, 600, 600, 600]),
      lane('B', [700, 700, 700, 700, null], { 4: 'diverged' }),
    ];
    const dropped = lane('C', [100, 100, null], { 2: 'stopped' });
    const expected = { n: 5, leader: 0, leftOut: [2], kind: 'winner' };
    expect(raceVerdict([...others, dropped], quick)).toMatchObject(expected);
    const atTheLast = lane('C', [100, 100, 100, 100, null], { 4: 'stopped' });
    expect(raceVerdict([...others, atTheLast], quick)).toMatchObject(expected);
    const afterTarget = lane('C', [100, 100, 100, 100, 100]);
    expect(raceVerdict([...others, afterTarget], quick)).toMatchObject({ n: 5, leader: 2, leftOut: [] });
  });

  it('leaves out a lane that was dropped while another still runs at a later seed', () => {
    const lanes = [
      lane('A', [600, null], { 1: 'running' }),
      lane('B', [500, null], { 1: 'running' }),
      lane('C', [null], { 0: 'stopped' }),
    ];
    expect(raceVerdict(lanes, quick)).toMatchObject({ n: 1, leader: 1, leftOut: [2] });
  });

  it('leaves out a lane that was dropped after its target, or before the first seed', () => {
    const [a, b] = [lane('A', [600, 600]), lane('B', [700, 700])];
    expect(raceVerdict([a, b, lane('C', [500])], quick)).toMatchObject({ n: 2, leader: 0, leftOut: [2] });
    expect(raceVerdict([lane('C', []), a, b], quick)).toMatchObject({ n: 2, leader: 1, leftOut: [0] });
  });

  it('leaves out the seed, and no lane, where the race was ended for all at once', () => {
    const accuracies = [0.5, 0.89];
    const a = { name: 'A', runs: [runOf(1, 600), runOf(2, 100, 'target', accuracies)] };
    const b = { name: 'B', runs: [runOf(1, 700), runOf(2, null, 'stopped', accuracies)] };
    expect(raceVerdict([a, b], quick)).toMatchObject({ n: 1, leader: 0, leftOut: [], kind: 'one seed' });
    const wentOn = { name: 'A', runs: [runOf(1, 600), runOf(2, 100, 'target', [...accuracies, 0.9])] };
    expect(raceVerdict([wentOn, b, lane('C', [800, 900])], quick)).toMatchObject({ n: 2, leftOut: [1] });
  });

  it('keeps the seeds before where a race was ended soon after a lane had diverged', () => {
    const lanes = [
      lane('A', [600, 600, null], { 2: 'diverged' }),
      lane('B', [700, 700, null], { 2: 'stopped' }),
    ];
    expect(raceVerdict(lanes, quick)).toMatchObject({ n: 2, leader: 0, leftOut: [], kind: 'few seeds' });
  });

  it('says that hands left nothing to compare, and not that no seed came to its end', () => {
    const dropped = lane('B', [null], { 0: 'stopped' });
    const { text, ...rest } = raceVerdict([lane('A', [600, 600]), dropped], quick);
    expect(rest).toMatchObject({ kind: 'undecided', n: 0, leftOut: [1] });
    expect(text).toBe('Every lane but A was stopped by hand, so there is nothing to compare');
    const both = raceVerdict([lane('A', [null], { 0: 'stopped' }), dropped], quick);
    expect(both.text).toBe('Every lane was stopped by hand, so there is nothing to compare');
  });

  it.each([
    [[lane('A', [100])], quick, 'one lane'],
    [[lane('A', [100]), lane('B', [100])], { ...quick, target: null }, 'no target'],
    [[lane('A', [100]), lane('B', [null], { 0: 'running' })], quick, 'undecided'],
    [[lane('A', []), lane('B', [])], quick, 'undecided'],
  ])('has nothing to say of %#', (lanes, terms, kind) => {
    expect(raceVerdict(lanes, terms)).toMatchObject({ kind, pairs: [], leader: null });
  });

  it('badges how the race was run', () => {
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200])];
    const badges = (tuning: Parameters<typeof raceVerdict>[1]['tuning']) =>
      raceVerdict(lanes, { ...quick, tuning }).badges.map(({ id, text }) => `${id}: ${text}`);
    expect(badges(null)).toEqual(['untuned: untuned', 'paired: paired seeds']);
    expect(badges({ points: [7, 7], atEdge: [] })).toEqual([
      'tuned: tuned, 7 a lane',
      'paired: paired seeds',
    ]);
    expect(badges({ points: [7, 5], atEdge: [0] })).toEqual([
      'unequal: tuned unequally',
      'edge: best at the edge',
      'paired: paired seeds',
    ]);
  });
});

describe('the badges of a race whose lanes are not alike', () => {
  const specs = parseSpec({
    version: 1,
    data: { id: 'mnist-10k' },
    model: { id: 'cnn' },
    lanes: [
      { name: 'A', optimizer: { id: 'nesterov' }, lrSchedule: { id: 'cosine' } },
      { name: 'B', optimizer: { id: 'sgd', weightDecay: 0.1 }, clip: { globalNorm: 1 } },
    ],
  }).lanes;
  const ids = (lanes: readonly ReturnType<typeof lane>[], of: readonly LaneSpec[]) =>
    raceVerdict(lanes, { target, tuning: { points: [5, 5, 2], atEdge: [2] }, specs: of }).badges.map(
      ({ id, tone }) => `${id}: ${tone}`,
    );
  const dropped = lane('C', [], {});

  it('warn of each thing that differs, beside the tuning', () => {
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200]), dropped];
    expect(ids(lanes, specs)).toEqual([
      'tuned: good',
      'schedules: warning',
      'regularisation: warning',
      'paired: good',
    ]);
  });

  it('say nothing of a lane that was dropped, neither of its tuning, its edge nor its settings', () => {
    const [a, b] = specs;
    if (!a || !b) throw new Error('no lanes');
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200]), dropped];
    expect(ids(lanes, [a, { ...a, name: 'B' }, { ...b, name: 'C' }])).toEqual([
      'tuned: good',
      'paired: good',
    ]);
    const raced = [lane('A', [100]), lane('B', [200]), lane('C', [300])];
    expect(ids(raced, [a, { ...a, name: 'B' }, { ...a, name: 'C' }])).toEqual([
      'unequal: warning',
      'edge: warning',
    ]);
  });
});

describe('the words of a verdict', () => {
  it.each([
    [0.62, '0.62'],
    [0.0123, '0.012'],
    [1, '1.00'],
    [0.9991, '0.999'],
    [1.00002, '1.00002'],
    [12.34, '12.3'],
    [420.2, '420'],
    [0, '0'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('print a ratio of %d as %s', (ratio, text) => {
    expect(ratioText(ratio)).toBe(text);
  });

  it('print targets and steps', () => {
    expect(plain(targetText({ metric: 'validationAccuracy', value: 0.885 }))).toBe('88.5 %');
    expect(targetText({ metric: 'validationLoss', value: 0.3 })).toBe('a validation loss of 0.3');
    expect(plain(stepsText(12_500))).toBe('12 500');
    expect(plain(stepsText(1024.5))).toBe('1 024.5');
  });
});
