import { describe, expect, it } from 'vitest';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { ratioText, stepsText, targetText } from '../../../src/messages/race-figures.ts';
import type { LaneState, Target } from '../../../src/race/outcome.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';
import { runOf } from './runs.ts';

const target: Target = { metric: 'validationAccuracy', value: 0.88 };
const quick = { target, evalEvery: 50, tuning: null, specs: [] };
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ');

/** A lane by its steps to target over seeds 1, 2, …; null: its length was over before, or the state says why. */
const lane = (name: string, steps: (number | null)[], states: Record<number, LaneState> = {}) => ({
  name,
  runs: steps.map((step, i) => runOf(i + 1, step, states[i])),
});

const times = (count: number, step: number | null) => Array.from({ length: count }, () => step);

describe('raceVerdict', () => {
  it('names the winner at the first look that decides, with the pairs and what decided', () => {
    const slow = [1000, 1100, 1000, 900, 1000, 1000, 1000];
    const verdict = raceVerdict(
      [lane('SGD', slow), lane('Nesterov', [600, 650, 600, 650, 600, 650, 600])],
      quick,
    );
    expect(verdict).toMatchObject({
      kind: 'winner',
      score: 'steps',
      leader: 1,
      n: 7,
      comparisons: 1,
      compared: 2,
      decidingPair: 0,
      excluded: [],
    });
    expect(verdict.looks.map(({ outcome, lane: who }) => [outcome, who])).toEqual([
      ['decided', 1],
      ...times(4, 0).map(() => ['notTaken', null]),
    ]);
    const [pair] = verdict.pairs;
    expect(pair).toMatchObject({
      lane: { lane: 1, median: 600, missed: 0, diverged: 0 },
      baseline: { lane: 0, median: 1000, missed: 0, diverged: 0 },
      tests: [{ seeds: 7, p: 1 / 64, ahead: 1 }],
      claim: { ahead: 1, seeds: 7 },
    });
    // steps to the 50 of an evaluation: 551 to 600 against 951 to 1000
    expect(pair?.estimate).toEqual({ low: 551 / 1000, high: 600 / 951 });
    expect(pair?.interval?.meaning).toBe('ci');
    expect(pair?.seeds[0]).toBe(0.6);
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  it('describes 150 steps against 200, looked at every 50, as anything from a half to one', () => {
    const verdict = raceVerdict([lane('A', times(7, 150)), lane('B', times(7, 200))], quick);
    expect(verdict.pairs[0]?.interval).toEqual({ low: 101 / 200, high: 150 / 151, meaning: 'ci' });
    const every = raceVerdict([lane('A', times(7, 150)), lane('B', times(7, 200))], {
      ...quick,
      evalEvery: 1,
    });
    expect(every.pairs[0]?.interval).toEqual({ low: 0.75, high: 0.75, meaning: 'ci' });
  });

  it('knows the last evaluation of a length that is no multiple of the interval to what is left of it', () => {
    const verdict = raceVerdict([lane('A', times(7, 120)), lane('B', times(7, 200))], quick);
    expect(verdict.pairs[0]?.estimate).toEqual({ low: 101 / 200, high: 120 / 151 });
  });

  it('is open where the nearest rival is not behind, whoever has the better median', () => {
    const verdict = raceVerdict(
      [
        lane('NMGD', [650, 700, 700, 750, 800, 700, 650]),
        lane('Nesterov', [700, 700, 750, 700, 900, 650, 700]),
        lane('SGD', times(7, 2000)),
      ],
      quick,
    );
    expect(verdict).toMatchObject({ kind: 'open', leader: 0, decidingPair: 0, comparisons: 3, compared: 3 });
    expect(verdict.pairs.map(({ lane: a, baseline: b }) => [a.lane, b.lane])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(verdict.pairs.map(({ claim }) => claim)).toEqual([null, null, null]);
  });

  it('is open where all lanes are the same', () => {
    const steps = [700, 650, 800, 750, 700, 700, 650];
    const { kind, pairs } = raceVerdict([lane('A', steps), lane('B', steps)], quick);
    expect(kind).toBe('open');
    expect(pairs[0]?.tests).toEqual([{ seeds: 7, p: 1, ahead: null }]);
  });

  it('counts the seeds without the target, and leaves out an interval that has no end', () => {
    const verdict = raceVerdict(
      [
        lane('Nesterov', [600, 650, 600, 650, 600, 650, 600]),
        lane('SGD', [1900, null, null, null, null, 2000, null], { 4: 'diverged' }),
      ],
      quick,
    );
    expect(verdict.kind).toBe('winner');
    expect(verdict.pairs[0]).toMatchObject({
      baseline: { median: null, missed: 5, diverged: 1 },
      estimate: null,
      interval: null,
    });
    expect(verdict.pairs[0]?.seeds.filter((value) => value !== null)).toHaveLength(2);
  });

  it('is open of its own kind where the faster lane misses the target more often', () => {
    const missing = [null, 190, 190, null, 190, 190, null, ...times(11, 190), null, null];
    const verdict = raceVerdict([lane('Sure', times(20, 200)), lane('Fast', missing)], {
      ...quick,
      evalEvery: 10,
    });
    expect(verdict).toMatchObject({ kind: 'missesMore', leader: 1, decidingPair: 0 });
    expect(verdict.pairs[0]).toMatchObject({ lane: { missed: 5 }, baseline: { missed: 0 }, claim: null });
  });

  it('takes the winner back where seeds after the look show that it misses more', () => {
    const fast = lane('Fast', [...times(7, 100), null]);
    expect(raceVerdict([fast, lane('Sure', times(8, 200))], quick).kind).toBe('missesMore');
    expect(raceVerdict([fast, lane('Sure', [...times(7, 200), null])], quick).kind).toBe('winner');
  });

  it('keeps the winner where seeds after the look make its median the worse, with the ratio as it is over all', () => {
    const verdict = raceVerdict(
      [lane('A', [...times(7, 100), ...times(8, 300)]), lane('B', times(15, 200))],
      quick,
    );
    expect(verdict).toMatchObject({ kind: 'winner', leader: 0, n: 15, decidingPair: 0 });
    expect(verdict.looks.map(({ outcome }) => outcome)).toEqual([
      'decided',
      ...times(4, 0).map(() => 'notTaken'),
    ]);
    expect(verdict.pairs[0]).toMatchObject({ lane: { lane: 0, median: 300 }, baseline: { median: 200 } });
    expect(verdict.pairs[0]?.estimate).toEqual({ low: 251 / 200, high: 300 / 151 });
  });

  it('says that nobody reached the target', () => {
    const verdict = raceVerdict(
      [lane('A', times(7, null), { 0: 'diverged' }), lane('B', times(7, null))],
      quick,
    );
    expect(verdict).toMatchObject({ kind: 'nobody', leader: null, decidingPair: null });
    expect(verdict.pairs[0]?.lane).toEqual({ lane: 0, median: null, missed: 7, diverged: 1 });
  });

  it('has no leader before the first look, keeps the order of the lanes and shows the range of the seeds', () => {
    const few = raceVerdict([lane('A', times(6, 1000)), lane('B', [600, 650, 600, 650, 600, 650])], quick);
    expect(few).toMatchObject({ kind: 'fewSeeds', leader: null, decidingPair: null, n: 6 });
    expect(few.pairs[0]).toMatchObject({ lane: { lane: 0 }, baseline: { lane: 1 }, tests: [] });
    expect(few.pairs[0]?.interval).toEqual({ low: 951 / 650, high: 1000 / 551, meaning: 'range' });
  });

  it('gives one seed no interval', () => {
    const verdict = raceVerdict([lane('A', [1700]), lane('B', [null])], quick);
    expect(verdict).toMatchObject({ kind: 'oneSeed', leader: 0, n: 1 });
    expect(verdict.pairs[0]?.interval).toBeNull();
  });

  it('without a target goes by the validation accuracy at the end, and a lane that diverged is behind', () => {
    const ended = (name: string, finals: readonly number[], states: Record<number, LaneState> = {}) => ({
      name,
      runs: finals.map((final, i) => runOf(i + 1, null, states[i] ?? 'finished', [0.99, final])),
    });
    const terms = { ...quick, target: null };
    const better = ended('A', [0.9, 0.91, 0.92, 0.9, 0.93, 0.9, 0.91]);
    const worse = ended('B', [0.8, 0.82, 0.81, 0.8, 0.8, 0.82, 0.81]);
    const verdict = raceVerdict([worse, better], terms);
    expect(verdict).toMatchObject({ kind: 'winner', score: 'accuracy', leader: 1 });
    expect(verdict.pairs[0]).toMatchObject({ lane: { median: 0.91 }, baseline: { median: 0.81 } });
    expect(verdict.pairs[0]?.estimate?.low).toBeCloseTo(0.1, 12);
    const broken = ended('C', [0.9, 0.91, 0.92, 0.9, 0.93, 0.9, 0.91], { 6: 'diverged' });
    expect(raceVerdict([worse, broken], terms)).toMatchObject({ kind: 'open' });
    expect(raceVerdict([worse, broken], terms).pairs[0]?.lane.diverged).toBe(1);
  });

  it('compares only the seeds that every lane has come to the end of', () => {
    const lanes = [
      lane('A', [...times(7, 600), null], { 7: 'running' }),
      lane('B', [...times(7, 700), 10]),
      lane('C', [null], { 0: 'stopped' }),
    ];
    expect(raceVerdict(lanes, quick)).toMatchObject({ n: 7, leader: 0, excluded: [2], kind: 'winner' });
  });

  it('leaves out a lane that was stopped while another came to its end, with the seeds it had', () => {
    const others = [lane('A', times(7, 600)), lane('B', [...times(6, 700), null], { 6: 'diverged' })];
    const stopped = lane('C', [100, 100, null], { 2: 'stopped' });
    const expected = { n: 7, leader: 0, excluded: [2], kind: 'winner' };
    expect(raceVerdict([...others, stopped], quick)).toMatchObject(expected);
    const atTheLast = lane('C', [...times(6, 100), null], { 6: 'stopped' });
    expect(raceVerdict([...others, atTheLast], quick)).toMatchObject(expected);
    const afterTarget = lane('C', times(7, 100));
    expect(raceVerdict([...others, afterTarget], quick)).toMatchObject({ n: 7, leader: 2, excluded: [] });
  });

  it('leaves out a lane that was stopped while another still runs at a later seed', () => {
    const lanes = [
      lane('A', [600, null], { 1: 'running' }),
      lane('B', [500, null], { 1: 'running' }),
      lane('C', [null], { 0: 'stopped' }),
    ];
    expect(raceVerdict(lanes, quick)).toMatchObject({ n: 1, leader: 1, excluded: [2] });
  });

  it('leaves out a lane that was stopped after its target, or before the first seed', () => {
    const [a, b] = [lane('A', [600, 600]), lane('B', [700, 700])];
    expect(raceVerdict([a, b, lane('C', [500])], quick)).toMatchObject({ n: 2, excluded: [2] });
    expect(raceVerdict([lane('C', []), a, b], quick)).toMatchObject({ n: 2, excluded: [0] });
  });

  it('leaves out the seed, and no lane, where the race was ended for all at once', () => {
    const accuracies = [0.5, 0.89];
    const a = { name: 'A', runs: [runOf(1, 600), runOf(2, 100, 'target', accuracies)] };
    const b = { name: 'B', runs: [runOf(1, 700), runOf(2, null, 'stopped', accuracies)] };
    expect(raceVerdict([a, b], quick)).toMatchObject({ n: 1, leader: 0, excluded: [], kind: 'oneSeed' });
    const wentOn = { name: 'A', runs: [runOf(1, 600), runOf(2, 100, 'target', [...accuracies, 0.9])] };
    expect(raceVerdict([wentOn, b, lane('C', [800, 900])], quick)).toMatchObject({ n: 2, excluded: [1] });
  });

  it('keeps the seeds before where a race was ended soon after a lane had diverged', () => {
    const lanes = [
      lane('A', [600, 600, null], { 2: 'diverged' }),
      lane('B', [700, 700, null], { 2: 'stopped' }),
    ];
    expect(raceVerdict(lanes, quick)).toMatchObject({ n: 2, excluded: [], kind: 'fewSeeds' });
  });

  it('has nothing to compare where all lanes but one were stopped by hand', () => {
    const stopped = lane('B', [null], { 0: 'stopped' });
    const verdict = raceVerdict([lane('A', [600, 600]), stopped], quick);
    expect(verdict).toMatchObject({ kind: 'undecided', n: 0, excluded: [1] });
    const both = raceVerdict([lane('A', [null], { 0: 'stopped' }), stopped], quick);
    expect(both).toMatchObject({ kind: 'undecided', n: 0, excluded: [0, 1] });
  });

  it.each([
    [[lane('A', [100])], quick, 'oneLane'],
    [[lane('A', [100]), lane('B', [null], { 0: 'running' })], quick, 'undecided'],
    [[lane('A', []), lane('B', [])], quick, 'undecided'],
  ])('has nothing to say of %#', (lanes, terms, kind) => {
    expect(raceVerdict(lanes, terms)).toMatchObject({ kind, pairs: [], leader: null });
  });

  it('badges how the race was run', () => {
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200])];
    const badges = (tuning: Parameters<typeof raceVerdict>[1]['tuning']) =>
      raceVerdict(lanes, { ...quick, tuning }).badges;
    const paired = { id: 'paired', seeds: 2 };
    expect(badges(null)).toEqual([{ id: 'untuned' }, paired]);
    expect(badges({ points: [7, 7], atEdge: [] })).toEqual([{ id: 'tuned', points: 7 }, paired]);
    expect(badges({ points: [7, 5], atEdge: [0] })).toEqual([
      { id: 'unequal', points: [7, 5] },
      { id: 'edge', lanes: [0] },
      paired,
    ]);
  });
});

describe('the badges of a race whose lanes are not alike', () => {
  const specs = experiment({
    data: { id: 'mnist-10k' },
    lanes: [
      { name: 'A', optimizer: { id: 'nesterov' }, lrSchedule: { id: 'cosine' } },
      { name: 'B', optimizer: { id: 'sgd', weightDecay: 0.1 }, clip: { globalNorm: 1 } },
    ],
  }).lanes;
  const ids = (lanes: readonly ReturnType<typeof lane>[], of: readonly LaneSpec[]) =>
    raceVerdict(lanes, { ...quick, tuning: { points: [5, 5, 2], atEdge: [2] }, specs: of }).badges.map(
      ({ id }) => id,
    );
  const stopped = lane('C', [], {});

  it('warn of each thing that differs, beside the tuning', () => {
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200]), stopped];
    expect(ids(lanes, specs)).toEqual(['tuned', 'schedules', 'regularisation', 'paired']);
  });

  it('say nothing of a lane that was stopped, neither of its tuning, its edge nor its settings', () => {
    const [a, b] = specs;
    if (!a || !b) throw new Error('no lanes');
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200]), stopped];
    expect(ids(lanes, [a, { ...a, name: 'B' }, { ...b, name: 'C' }])).toEqual(['tuned', 'paired']);
    const raced = [lane('A', [100]), lane('B', [200]), lane('C', [300])];
    expect(ids(raced, [a, { ...a, name: 'B' }, { ...a, name: 'C' }])).toEqual(['unequal', 'edge']);
  });

  it('name a lane that was changed on the way, and call its schedule no other for a moved learning rate', () => {
    const [a, b] = specs;
    if (!a || !b) throw new Error('no lanes');
    const moved = { ...a, name: 'B', events: [{ step: 317, set: { 'optimizer.lr': 10 } }] };
    const lanes = [lane('A', [100, 100]), lane('B', [200, 200])];
    const { badges } = raceVerdict(lanes, { ...quick, specs: [a, moved] });
    expect(badges).toEqual([{ id: 'untuned' }, { id: 'edited', lanes: [1] }, { id: 'paired', seeds: 2 }]);
    const rescheduled = { ...moved, events: [{ step: 9, set: { lrSchedule: b.lrSchedule } }] };
    const other = raceVerdict(lanes, { ...quick, specs: [a, rescheduled] });
    expect(other.badges.map(({ id }) => id)).toEqual(['untuned', 'schedules', 'edited', 'paired']);
    const stopped = raceVerdict([...lanes, lane('C', [])], {
      ...quick,
      specs: [a, { ...a, name: 'B' }, moved],
    });
    expect(stopped.badges.map(({ id }) => id)).toEqual(['untuned', 'paired']);
  });
});

describe('the words of figures', () => {
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
    expect(plain(targetText(en, { metric: 'validationAccuracy', value: 0.885 }))).toBe('88.5 %');
    expect(targetText(en, { metric: 'validationLoss', value: 0.3 })).toBe('a validation loss of 0.3');
    expect(plain(stepsText(en, 12_500))).toBe('12 500');
    expect(plain(stepsText(en, 1024.5))).toBe('1 024.5');
  });
});
