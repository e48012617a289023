import { describe, expect, it } from 'vitest';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { badgeText } from '../../../src/messages/badges.ts';
import { pairSentence, pairText } from '../../../src/messages/pairs.ts';
import { plainText } from '../../../src/messages/phrase.ts';
import {
  limitText,
  pointsText,
  pText,
  ratioRangeText,
  spanText,
} from '../../../src/messages/race-figures.ts';
import {
  headlineText,
  lookText,
  precisionText,
  reasonsPhrase,
  testText,
} from '../../../src/messages/verdict.ts';
import { badgeFacts } from '../../../src/race/badge-facts.ts';
import type { Badge } from '../../../src/race/badges.ts';
import type { RaceStatus } from '../../../src/race/conclusion.ts';
import { headlineOf, reasonsOf } from '../../../src/race/conclusion.ts';
import type { LaneState, Target } from '../../../src/race/outcome.ts';
import { lookProgress, pairResult, precisionOf, testResult } from '../../../src/race/test-result.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';
import { runOf } from '../race/runs.ts';

type Lane =
  | readonly (number | null)[]
  | { readonly steps: readonly (number | null)[]; readonly state: LaneState };

const target: Target = { metric: 'validationAccuracy', value: 0.85 };
const times = (count: number, step: number | null) => Array.from({ length: count }, () => step);
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ');

/** Steps that go up and down a little from seed to seed. */
const about = (count: number, step: number, every = 10) =>
  Array.from({ length: count }, (_, i) => step + (((i * 3) % 5) - 2) * every);

interface Words extends RaceStatus {
  readonly target: Target | null;
  readonly evalEvery: number;
}

/** All that is said of a race of lanes by name, each with its steps by seed. */
function said(lanes: Readonly<Record<string, Lane>>, more: Partial<Words> = {}, t = en) {
  const words = { names: Object.keys(lanes), target, evalEvery: 10, planned: 25, isOver: true, ...more };
  const runs = Object.values(lanes).map((lane) => {
    const [steps, state] = 'steps' in lane ? [lane.steps, lane.state] : [lane, undefined];
    return { runs: steps.map((step, i) => runOf(i + 1, step, step === null ? state : undefined)) };
  });
  const verdict = raceVerdict(runs, {
    target: words.target,
    evalEvery: words.evalEvery,
    tuning: null,
    specs: [],
  });
  return verdictTexts(verdict, words, t);
}

function verdictTexts(
  verdict: ReturnType<typeof raceVerdict>,
  words: Words & { readonly names: readonly string[] },
  t = en,
) {
  const { names } = words;
  const race = { lanes: names, target: words.target };
  const test = testResult(verdict);
  const pairs = verdict.pairs.map((pair) => ({
    pair,
    ...pairText(t, pair, pairResult(pair, verdict), verdict, names),
  }));
  return {
    title: plain(headlineText(t, headlineOf(verdict, words), race)),
    why: plain(plainText(reasonsPhrase(t, reasonsOf(verdict, words, names.length), race))),
    result: test && testText(t, test, race),
    precision: plain(precisionText(t, precisionOf(verdict, words.evalEvery))),
    look: lookText(t, lookProgress(verdict)),
    pairs,
    sentences: pairs.map((text) => plain(pairSentence(t, text, text.pair, names))),
  };
}

describe('a verdict in words', () => {
  it('says who won, by how much as closely as that is known, and how it was decided', () => {
    const sentences = said({ SGD: about(10, 1220), Adam: about(10, 530), Nesterov: about(10, 440) });
    expect(sentences.title).toBe('Nesterov reaches 85 % first');
    expect(sentences.why).toBe(
      'Over 10 seeds it needed 0.81–0.85× the steps of Adam and 0.35–0.37× the steps of SGD. Median: step 440, against 530 and 1 220.',
    );
    expect(sentences.result).toEqual({
      result: 'p = 0.0156 against Adam and p = 0.0156 against SGD after 7 seeds.',
      needed: 'Needed: p\u00a0≤\u00a00.0156, since 5 looks are allowed.',
    });
    expect(sentences.precision).toBe(
      'Evaluated every 10 steps: “step 440” means between steps 430 and 440. A claim about one pair alone needs p\u00a0≤\u00a00.0052.',
    );
    expect(sentences.look).toBe('Decided at look 1 of 5');
    expect(sentences.pairs[0]?.finding).toBe('Nesterov ahead');
    expect(sentences.pairs[0]?.detail).toBe('p = 0.0020'); // of the look at ten seeds, where the pair alone claims
  });

  it('says of a winner’s pair that cannot claim alone that it counts, and never that nothing is shown', () => {
    const { pairs, title } = said({ A: times(7, 100), B: times(7, 200), C: times(7, 400) });
    expect(title).toBe('A reaches 85 % first');
    expect(pairs.map(({ finding }) => finding)).toEqual([
      'counts towards the verdict',
      'counts towards the verdict',
      'no difference shown',
    ]);
  });

  it('shows a ratio from end to end of what the interval of evaluation leaves open', () => {
    const coarse = said({ A: times(7, 150), B: times(7, 200) }, { evalEvery: 50 });
    expect(coarse.why).toContain('it needed 0.50–1.00× the steps of B');
    expect(coarse.pairs[0]).toMatchObject({ figure: '0.50–1.00×', interval: '0.50–1.00' });
    expect(coarse.precision).toBe('Evaluated every 50 steps: “step 150” means between steps 100 and 150.');
    const exact = said({ A: times(7, 150), B: times(7, 200) }, { evalEvery: 1 });
    expect(exact.pairs[0]).toMatchObject({ figure: '0.75×', interval: '0.75' });
    expect(exact.precision).toBe('');
  });

  it('says that a race is open, by whom, and how many looks are left', () => {
    const nesterov = [300, 310, 320, 330, 340, 350, 360, 370, 380, 390];
    const nmgd = [310, 300, 330, 320, 350, 340, 370, 360, 390, 380];
    const sentences = said({ NMGD: nmgd, Nesterov: nesterov });
    expect(sentences.title).toBe('Open after 10 seeds');
    expect(sentences.why).toMatch(
      /^NMGD needed 0\.9\d–1\.0\d× the steps of Nesterov \(p = .+\): no winner shown\. 3 looks are left\.$/,
    );
    expect(sentences.pairs[0]?.finding).toBe('no difference shown');
    const last = said({
      NMGD: [...nmgd, ...nmgd, ...nmgd],
      Nesterov: [...nesterov, ...nesterov, ...nesterov],
    });
    expect(last.why).toContain('That was the last look.');
    expect(last.look).toBe('Open at look 5 of 5');
  });

  it('says that the faster lane misses the target more often', () => {
    const missing = [null, 190, 190, null, 190, 190, null, ...times(11, 190), null, null];
    const sentences = said({ Nesterov: times(20, 200), Adam: missing });
    expect(sentences.title).toBe('Open: faster, but misses more often');
    expect(sentences.why).toBe(
      'Adam was faster where it reached 85 %, but missed it in 5 of 20 seeds. Nesterov missed none.',
    );
    expect(sentences.look).toBe('Open at look 4 of 5');
    expect(sentences.pairs[0]?.detail).toMatch(/^p = 0\.\d+ · Adam missed 5$/);
  });

  it('says how often the target was missed where there is no median to compare', () => {
    const sentences = said({ A: times(7, 300), B: [500, null, null, null, null, null, null] });
    expect(sentences.why).toBe('It reached 85 % in 7 of 7 seeds, B in 1.');
    expect(sentences.sentences).toEqual(['A and B: A ahead, p = 0.0156 · B missed 6.']);
  });

  it('says that seeds after the look turned it round', () => {
    const sentences = said({ A: [...times(7, 100), ...times(8, 300)], B: times(15, 200) });
    expect(sentences.title).toBe('A reaches 85 % first');
    expect(sentences.why).toContain('Over all 15 seeds its median is not the best.');
  });

  it('names the nearest of many rivals, and the largest p', () => {
    const lanes = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`L${i}`, about(15, 300 + 100 * i)]),
    );
    const sentences = said(lanes);
    expect(sentences.why).toMatch(
      /^Over 15 seeds it needed 0\.7\d–0\.7\d× the steps of L1, the nearest of 7 rivals\. Median: step 300, against 400\.$/,
    );
    expect(sentences.result?.result).toBe('p = 0.0156 or less against each of 7 lanes after 7 seeds.');
    expect(sentences.pairs).toHaveLength(28);
  });

  it('names no leader before the first look', () => {
    const running = said({ A: [100, 100, 100], B: [200, 200, 200] }, { isOver: false });
    expect(running.title).toBe('The first look is after 7 seeds');
    expect(running.why).toBe('3 seeds have finished. At least 7 seeds are needed to name a winner.');
    expect(running.look).toBe('First look after 7 seeds');
    expect(running.result).toBeNull();
    expect(running.pairs[0]).toMatchObject({ finding: null, detail: '' });
    const over = said({ A: [100, 100, 100], B: [200, 200, 200] });
    expect(over.title).toBe('3 seeds are not enough');
    expect(over.why).toBe('At least 7 seeds are needed to name a winner.');
  });

  it('says of one seed who was ahead, and that it is not enough', () => {
    const sentences = said({ A: [440], B: [530] }, { planned: 1 });
    expect(sentences.title).toBe('One seed is not enough');
    expect(sentences.why).toBe('A was ahead this time: step 440, B 530. Another seed may reverse this.');
    expect(said({ A: [null], B: [null] }, { planned: 1 }).why).toBe(
      'No lane reached 85 %. Another seed may reverse this.',
    );
    expect(said({ A: [50], B: [50] }, { planned: 1 }).why).toContain(
      'A and B were level this time, at step 50.',
    );
  });

  it('says that nobody reached the target, and that stopped lanes left nothing to compare', () => {
    expect(said({ A: times(7, null), B: times(7, null) })).toMatchObject({
      title: 'No lane reached 85 %',
      why: 'In 7 seeds. A lower target or a longer race may show a difference.',
    });
    const stopped = said({ A: times(7, 100), B: { steps: [null], state: 'stopped' } });
    expect(stopped).toMatchObject({
      title: 'Nothing to compare',
      why: 'Every lane but A was stopped by hand.',
    });
    const oneStopped = said({ A: times(7, 100), B: times(7, 200), C: { steps: [null], state: 'stopped' } });
    expect(oneStopped.why).toContain('Stopped by hand and not compared: C.');
  });

  it('without a target goes by accuracy', () => {
    const lanes = [0.9, 0.8].map((final) => ({
      runs: times(7, null).map((_, i) => runOf(i + 1, null, 'finished', [final + i / 1000])),
    }));
    const verdict = raceVerdict(lanes, { target: null, evalEvery: 50, tuning: null, specs: [] });
    const words = { names: ['A', 'B'], target: null, evalEvery: 50, planned: 7, isOver: true };
    expect(verdictTexts(verdict, words).title).toBe('A ends with the higher accuracy');
    expect(verdictTexts(verdict, words).why).toBe('Over 7 seeds its median was 90.3 %, against 80.3 % (B).');
    expect(plain(verdictTexts(verdict, words).pairs[0]?.figure ?? '')).toBe('+10.0 pt');
  });

  it('is told in Chinese too', () => {
    const sentences = said({ SGD: about(10, 1220), Adam: about(10, 530) }, {}, zh);
    expect(sentences.title).toBe('Adam 最先达到85%');
    expect(sentences.why).toMatch(/^10 个种子中，所需步数是 SGD 的 .+×。中位数为第 530 步，对方为 1 220。$/);
    expect(sentences.result?.result).toBe('7 个种子后，对 SGD 为 p = 0.0156。');
    expect(sentences.sentences[0]).toMatch(/^Adam 和 SGD：/);
  });
});

describe('the figures of a verdict', () => {
  it.each([
    [0.002, 0.015, '0.0020'],
    [0.56, 0.015, '0.56'],
    [0.01502, 0.015, '0.01502'], // not the 0.015 that would decide
    [1 / 64, 1 / 64, '0.0156'],
    [0.00001, 0.015, '< 0.0001'],
    [1, 0.015, '1.0'],
  ])('print p = %d beside the limit %d as %s', (p, limit, text) => {
    expect(pText(p, limit)).toBe(text.startsWith('<') ? `p ${text}` : `p = ${text}`);
  });

  it('print a limit no larger than it is', () => {
    expect([1 / 64, 0.015, 0.005, 0.015 / 28].map(limitText)).toEqual([
      '0.0156',
      '0.015',
      '0.005',
      '0.000535',
    ]);
  });

  it('round the ends of a range outwards', () => {
    expect(ratioRangeText({ low: 0.8113, high: 0.8462 })).toBe('0.81–0.85×');
    expect(spanText({ low: 101 / 200, high: 150 / 151 })).toBe('0.50–1.00');
    expect(ratioRangeText({ low: 0.75, high: 0.75 })).toBe('0.75×');
    expect(ratioRangeText({ low: 0.7512, high: 0.7533 })).toBe('0.75×');
    expect(spanText({ low: 11.04, high: 12.91 })).toBe('11.0–13.0');
    expect(spanText({ low: 0.0123, high: 0.0191 })).toBe('0.012–0.020');
  });

  it('print points of accuracy with their sign', () => {
    expect([0.0123, -0.0049, 0].map((points) => pointsText(en, points))).toEqual([
      '+1.2\u202fpt',
      '−0.5\u202fpt',
      '0.0\u202fpt',
    ]);
  });
});

describe('badges in words', () => {
  const lanes = experiment({
    data: { id: 'mnist-10k' },
    lanes: [
      { name: 'A', optimizer: { id: 'sgd' } },
      {
        name: 'B',
        optimizer: { id: 'nesterov' },
        events: [
          { step: 317, set: { 'optimizer.lr': 10 } },
          { step: 320, set: { 'optimizer.lr': 9 } },
          { step: 400, set: { 'optimizer.momentum': 0.5 } },
        ],
      },
    ],
  }).lanes;
  const text = (badge: Badge, specs: readonly LaneSpec[] = lanes, t = en) => {
    const [fact] = badgeFacts({ badges: [badge], excluded: [] }, specs);
    if (!fact) throw new Error('no badge');
    return badgeText(
      t,
      fact,
      specs.map(({ name }) => name),
    );
  };

  it('say which lane was changed during the race, what of it and when', () => {
    expect(text({ id: 'edited', lanes: [1] })).toEqual({
      text: 'Changed during the race',
      help: 'Settings were changed while the lanes trained. B: learning rate 2 times between steps 317 and 320 and momentum at step 400.',
      tone: 'warning',
    });
  });

  it('say what was searched, and what differs', () => {
    expect(text({ id: 'untuned' }).text).toBe('Learning rates not tuned');
    expect(text({ id: 'tuned', points: 7 }).help).toContain('Each lane tried 7 learning rates');
    expect(text({ id: 'unequal', points: [7, 5] }).help).toContain(
      'The lanes tried 7 and 5 learning rates. Earlier searches count.',
    );
    expect(text({ id: 'edge', lanes: [1] }).help).toContain('The best learning rate of B');
    expect(text({ id: 'paired', seeds: 7 }).tone).toBe('good');
    const [a, b] = lanes;
    if (!a || !b) throw new Error('no lanes');
    const differ = text({ id: 'schedules' }, [a, { ...b, lrSchedule: { ...b.lrSchedule, id: 'cosine' } }]);
    expect(differ.help).toContain('A: constant; B: cosine');
  });
});
