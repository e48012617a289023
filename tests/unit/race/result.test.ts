import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../../src/core/errors.ts';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { maxResultBytes } from '../../../src/race/records.ts';
import type { ResultFile, RoundRecord, RunRecord } from '../../../src/race/result.ts';
import { parseResult } from '../../../src/race/result.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { Random } from '../../fuzz/random.ts';
import { soundResult } from '../../fuzz/sound-result.ts';
import { experiment } from '../../support/experiment.ts';
import { englishOf } from '../../support/rejection.ts';
import { runOf } from './runs.ts';

const spec = experiment({
  data: { id: 'fashion-mnist', classes: [0, 1] },
  training: { steps: 100, evalEvery: 2, target: { metric: 'validationAccuracy', value: 0.88 } },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.02 }, events: [{ step: 12, set: { 'optimizer.lr': 0.01 } }] }],
});
const [lane] = spec.lanes;
if (!lane) throw new Error('no lane');
const sha = 'ab'.repeat(32);

const run: RunRecord = {
  lane: 0,
  effectiveSpec: lane,
  state: 'target',
  divergence: null,
  targetStep: 2,
  loss: Float32Array.of(2.3, 0.1, 0.7),
  evaluations: [
    {
      step: 2,
      split: 'validation',
      loss: 0.5,
      accuracy: 0.9,
      confusion: [
        [2600, 100],
        [400, 1900],
      ],
    },
    { step: 3, split: 'validation', loss: 0.4, accuracy: 0.92, confusion: [] },
    { step: 3, split: 'test', loss: Number.NaN, accuracy: 0, confusion: [] },
  ],
};
const early = { step: 1, split: 'validation', loss: 0.6, accuracy: 0.89, confusion: [] } as const;
const round: RoundRecord = {
  phase: 'race',
  seed: 1,
  steps: 100,
  hashes: { init: sha, batches: sha },
  trainMs: 12.5,
  runs: [run],
};
const result: ResultFile = {
  kind: 'downhill-race',
  version: 4,
  spec,
  versions: { downhill: '0.1.0' },
  adapter: {
    backend: 'webgpu',
    vendor: 'apple',
    architecture: 'metal-3',
    description: '',
    software: false,
    fallback: null,
  },
  engine: 'webgpu',
  portable: false,
  rounds: [round],
  verdict: raceVerdict([{ runs: [run].map(() => runOf(1, 50)) }], {
    target: spec.training.target,
    evalEvery: spec.training.evalEvery,
    tuning: null,
    specs: spec.lanes,
  }),
};

/** The error a text is refused with, which must be one of ours. */
function rejection(text: string): ErrorReport {
  try {
    parseResult(text);
  } catch (error) {
    expect(error).toBeInstanceOf(DownhillError);
    expect((error as DownhillError).code).toBe('spec');
    return { ...toErrorReport(error), message: englishOf(error) };
  }
  throw new Error('was taken');
}

/** The sound result as plain JSON with the value at a path replaced. */
function broken(path: (string | number)[], value: unknown): string {
  return JSON.stringify(withAt(JSON.parse(printResult(result)), path, value));
}

/** A copy of plain JSON with the value at a path replaced. */
function withAt(json: unknown, path: (string | number)[], value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(json));
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key];
  at[path.at(-1) ?? ''] = value;
  return copy;
}

describe('a result file', () => {
  it('is read back as it was printed', () => {
    expect(parseResult(printResult(result))).toEqual(result);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        const any = soundResult(new Random(seed));
        expect(parseResult(printResult(any))).toEqual(any);
      }),
      { numRuns: 200 },
    );
  });

  it('of version 1 is still read, without its verdict, which was sentences', () => {
    const before = {
      ...JSON.parse(printResult(result)),
      version: 1,
      verdict: {
        kind: 'tie',
        text: 'No clear winner at n = 5: A took 1.00× the steps of B, 95 % CI 1.00–1.00',
        n: 5,
        leader: 0,
        pairs: [],
        leftOut: [],
        badges: [{ id: 'untuned', text: 'untuned', help: 'No learning rate was searched.', tone: 'warning' }],
      },
    };
    expect(parseResult(JSON.stringify(before))).toEqual({ ...result, verdict: null });
    expect(parseResult(JSON.stringify({ ...before, verdict: null }))).toEqual({ ...result, verdict: null });
    expect(rejection(JSON.stringify({ ...before, verdict: 5 })).message).toContain('result.verdict: must be');
  });

  it('keeps losses in 5.4 letters a step', () => {
    const long = { ...run, loss: new Float32Array(20_000).fill(0.1), evaluations: [] };
    const text = printResult({ ...result, rounds: [{ ...round, steps: 20_000, runs: [long] }] });
    const base = printResult({
      ...result,
      rounds: [{ ...round, runs: [{ ...long, loss: new Float32Array() }] }],
    });
    expect((text.length - base.length) / 20_000).toBeLessThan(5.4);
  });

  it.each<[(string | number)[], unknown, string, string]>([
    [['engine'], 'wasm', 'result.engine', 'must be webgpu, which follows from the adapter, got wasm'],
    [['portable'], true, 'result.portable', 'must be false, which follows from the adapter, got true'],
    [['engine'], 'abacus', 'result.engine', 'must be webgpu, wasm, webgl, cpu or tfjs-webgpu, got "abacus"'],
    [['kind'], 'other', 'result.kind', 'must be downhill-race, got "other"'],
    [
      ['version'],
      5,
      'result.version',
      'must be at most 4, got 5. Reload the page to get the latest Downhill.',
    ],
    [['version'], 0, 'result.version', 'must be a whole number from 1 to 4, got 0.'],
    [['spec', 'version'], 3, 'result.spec.version', 'must be at most 2, got 3'],
    [['extra'], 1, 'result', 'does not know "extra"'],
    [['spec', 'seed'], -1, 'result.spec.seed', 'must be a whole number'],
    [['rounds'], {}, 'result.rounds', 'must be a list'],
    [
      ['rounds', 0, 'seed'],
      2 ** 32,
      'result.rounds[0].seed',
      'must be a whole number from 0 to 4294967295, got 4294967296.',
    ],
    [['rounds', 0, 'hashes', 'init'], 'xyz', 'result.rounds[0].hashes.init', 'must be the sha256 of a file'],
    [
      ['rounds', 0, 'runs', 0, 'lane'],
      1,
      'result.rounds[0].runs[0].lane',
      'one of the 1 lane of the experiment, counted from 0, got 1.',
    ],
    [
      ['rounds', 0, 'runs', 0, 'loss'],
      '<b>',
      'result.rounds[0].runs[0].loss',
      'must be 32-bit floats in base64',
    ],
    [
      ['rounds', 0, 'runs', 0, 'loss'],
      'AAAA',
      'result.rounds[0].runs[0].loss',
      'must be 32-bit floats in base64',
    ],
    [
      ['rounds', 0, 'runs', 0, 'loss'],
      [1, 2],
      'result.rounds[0].runs[0].loss',
      'must be 32-bit floats in base64',
    ],
    [['rounds', 0, 'steps'], 2, 'result.rounds[0].runs[0].loss', 'at most the 2 steps of the round, got 3.'],
    [
      ['rounds', 0, 'runs', 0, 'targetStep'],
      9,
      'result.rounds[0].runs[0].targetStep',
      'must be 2, the first evaluation that meets the target, got 9',
    ],
    [
      ['rounds', 0, 'runs', 0, 'targetStep'],
      null,
      'result.rounds[0].runs[0].targetStep',
      'must be 2, the first evaluation that meets the target, got null',
    ],
    [
      ['rounds', 0, 'runs', 0, 'evaluations', 0, 'accuracy'],
      0.87,
      'result.rounds[0].runs[0].targetStep',
      'must be null, as no evaluation meets the target, got 2',
    ],
    [
      ['rounds', 0, 'runs', 0, 'evaluations', 0, 'step'],
      1, // within an interval
      'result.rounds[0].runs[0].targetStep',
      'must be null, as no evaluation meets the target, got 2',
    ],
    [
      ['rounds', 0, 'runs', 0, 'state'],
      'finished',
      'result.rounds[0].runs[0].state',
      'must be target, as the target was reached, got finished.',
    ],
    [
      ['rounds', 0, 'runs', 0, 'state'],
      'diverged',
      'result.rounds[0].runs[0].state',
      'must not be diverged without a divergence.',
    ],
    [
      ['rounds', 0, 'runs', 0, 'divergence'],
      { step: 2, reason: 'notFinite' },
      'result.rounds[0].runs[0].state',
      'must be diverged, as there is a divergence, got target',
    ],
    [
      ['rounds', 0, 'runs', 0, 'divergence'],
      { step: 500, reason: 'notFinite' },
      'result.rounds[0].runs[0].divergence.step',
      'must be 2, the last step of the run, got 500.',
    ],
    [
      ['rounds', 0, 'runs', 1],
      JSON.parse(printResult(result)).rounds[0].runs[0],
      'result.rounds[0].runs[1]',
      'must be the only run of lane 0 at seed 1 of the race, which result.rounds[0].runs[0] is too.',
    ],
    [
      ['rounds', 1],
      JSON.parse(printResult(result)).rounds[0],
      'result.rounds[1].runs[0]',
      'must be the only run of lane 0 at seed 1 of the race, which result.rounds[0].runs[0] is too.',
    ],
    [
      ['rounds', 0, 'runs', 0, 'evaluations', 0, 'confusion'],
      [[7]],
      'result.rounds[0].runs[0].evaluations[0].confusion',
      'must be empty or of the 2 classes of the data, got 1 row.',
    ],
    [
      ['rounds', 0, 'runs', 0, 'evaluations', 1, 'step'],
      1,
      'result.rounds[0].runs[0].evaluations[1].step',
      'must be from 2 to the 3 steps of the run, got 1.',
    ],
    [
      ['rounds', 0, 'runs', 0, 'evaluations', 0, 'loss'],
      'none',
      'result.rounds[0].runs[0].evaluations[0].loss',
      'must be a number, "NaN", "Infinity" or "-Infinity"',
    ],
    [
      ['rounds', 0, 'runs', 0, 'evaluations', 0, 'confusion'],
      [[1, 2]],
      'result.rounds[0].runs[0].evaluations[0].confusion',
      'must have as many columns as rows',
    ],
    [
      ['rounds', 0, 'runs', 0, 'effectiveSpec', 'optimizer', 'lr'],
      'abc',
      'result.rounds[0].runs[0].effectiveSpec.lanes[0].optimizer.lr',
      'must be a finite number above 0, got "abc"',
    ],
    [
      ['verdict', 'leader'],
      5,
      'result.verdict.leader',
      'one of the 1 lane of the experiment, counted from 0, got 5.',
    ],
    [['verdict', 'kind'], 'won', 'result.verdict.kind', 'must be winner, open'],
  ])('with a wrong value at %j is refused by name', (path, value, where, message) => {
    const error = rejection(broken(path, value));
    expect(error.path).toBe(where);
    expect(error.message).toContain(message);
    expect(error.message.startsWith('result')).toBe(true);
  });

  it.each<[(string | number)[], unknown, string]>([
    [['leader'], 2, 'must be one of the 2 lanes of the experiment, counted from 0, got 2.'],
    [['looks', 0, 'lane'], 7, 'must be one of the 2 lanes of the experiment, counted from 0, got 7.'],
    [['pairs', 0, 'lane', 'lane'], 2, 'must be one of the 2 lanes of the experiment, counted from 0, got 2.'],
    [
      ['pairs', 0, 'baseline', 'lane'],
      2,
      'must be one of the 2 lanes of the experiment, counted from 0, got 2.',
    ],
    [
      ['pairs', 0, 'tests', 0, 'ahead'],
      9,
      'must be one of the 2 lanes of the experiment, counted from 0, got 9.',
    ],
    [
      ['pairs', 0, 'claim', 'ahead'],
      9,
      'must be one of the 2 lanes of the experiment, counted from 0, got 9.',
    ],
    [['excluded', 0], 8, 'must be one of the 2 lanes of the experiment, counted from 0, got 8.'],
    [['badges', 0, 'lanes', 1], 8, 'must be one of the 2 lanes of the experiment, counted from 0, got 8.'],
    [['decidingPair'], 1, 'must be one of the 1 pair, counted from 0, got 1.'],
  ])('whose verdict names at %j what there is not is refused', (path, value, message) => {
    const two = [lane, { ...lane, name: 'B', styleIndex: 1 }];
    const raced = [100, 200].map((step) => ({
      runs: [1, 2, 3, 4, 5, 6, 7].map((seed) => runOf(seed, step)),
    }));
    const { compared, ...verdict } = raceVerdict(raced, {
      target: spec.training.target,
      evalEvery: 2,
      tuning: null,
      specs: spec.lanes,
    });
    const badges = [{ id: 'edge', lanes: [0, 1] }];
    const sound = { ...verdict, badges, excluded: [1] };
    const file = JSON.parse(printResult({ ...result, spec: { ...spec, lanes: two } }));
    expect(compared).toBe(2);
    // how many are compared is not written: it follows from the lanes and those left out
    expect(parseResult(JSON.stringify({ ...file, verdict: sound })).verdict).toEqual({
      ...sound,
      compared: 1,
    });
    const none = { ...sound, excluded: [] };
    expect(parseResult(JSON.stringify({ ...file, verdict: none })).verdict?.compared).toBe(compared);
    const text = JSON.stringify({ ...file, verdict: withAt(sound, path, value) });
    const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    expect(rejection(text).path).toBe(`result.verdict${where}`);
    expect(rejection(text).message).toContain(message);
  });

  const first = ['rounds', 0, 'runs', 0];
  it.each<[string, (string | number)[], unknown, string, string]>([
    ['no lane', ['rounds', 0, 'runs'], [], 'result.rounds[0].runs', 'must have at least 1 entry'],
    [
      'another seed',
      ['rounds', 0, 'seed'],
      2,
      'result.rounds[0].seed',
      'must be a seed of the race, 1, got 2.',
    ],
    [
      'tuning of a quick race',
      ['rounds', 0, 'phase'],
      'lr-search',
      'result.rounds[0].phase',
      'in quick mode it tunes nothing',
    ],
    ['timing of none', ['rounds', 0, 'phase'], 'timing', 'result.rounds[0].phase', 'times no lane alone'],
    [
      'another length',
      ['rounds', 0, 'steps'],
      99,
      'result.rounds[0].steps',
      'must be 100, the length of the race, got 99',
    ],
    [
      'a time of ages',
      ['rounds', 0, 'trainMs'],
      1e308,
      'result.rounds[0].trainMs',
      'must be at most an hour per step',
    ],
    [
      'another rate',
      [...first, 'effectiveSpec', 'optimizer', 'lr'],
      0.5,
      'result.rounds[0].runs[0].effectiveSpec.optimizer.lr',
      'must be 0.02, the learning rate of the lane, got 0.5.',
    ],
    [
      'another optimizer',
      [...first, 'effectiveSpec', 'optimizer'],
      { id: 'sgd', lr: 0.02 },
      'result.rounds[0].runs[0].effectiveSpec.optimizer',
      'as in lanes[0] of the experiment',
    ],
    [
      'no live edits',
      [...first, 'effectiveSpec', 'events'],
      [],
      'result.rounds[0].runs[0].effectiveSpec.events',
      'as in lanes[0] of the experiment',
    ],
    [
      'an accuracy of its own',
      [...first, 'evaluations', 0, 'accuracy'],
      0.91,
      'result.rounds[0].runs[0].evaluations[0].accuracy',
      'must be 0.9, as in the confusion matrix, got 0.91.',
    ],
    [
      'an accuracy of no images',
      [...first, 'evaluations', 1, 'accuracy'],
      0.92001,
      'result.rounds[0].runs[0].evaluations[1].accuracy',
      'must be a fraction of the 5\u202f000 images',
    ],
    [
      'images too few',
      [...first, 'evaluations', 0, 'confusion', 0, 0],
      1,
      'result.rounds[0].runs[0].evaluations[0].confusion',
      'must count the 5\u202f000 images, got 2\u202f401.',
    ],
    [
      'a loss below nothing',
      [...first, 'evaluations', 0, 'loss'],
      -1,
      'result.rounds[0].runs[0].evaluations[0].loss',
      'must not be below 0, got -1.',
    ],
    [
      'an evaluation twice',
      [...first, 'evaluations', 1, 'step'],
      2,
      'result.rounds[0].runs[0].evaluations[1].step',
      'must be evaluated once on validation',
    ],
    [
      'a look before the first step',
      [...first, 'evaluations'],
      [{ ...early, step: 0, accuracy: 0.5 }, ...run.evaluations.slice(0, 2)],
      'result.rounds[0].runs[0].evaluations[0].step',
      'must be after a step of the run, got 0.',
    ],
    [
      'the test set before the end',
      [...first, 'evaluations'],
      [{ ...early, split: 'test' }, ...run.evaluations.slice(0, 2)],
      'result.rounds[0].runs[0].evaluations[0].step',
      'must be the end of the run, step 3, got 1.',
    ],
    [
      'the test set early',
      [...first, 'evaluations', 1, 'split'],
      'test',
      'result.rounds[0].runs[0].evaluations[2].step',
      'must be evaluated once on the test set',
    ],
    [
      'a state before the end',
      [...first, 'state'],
      'running',
      'result.rounds[0].runs[0].state',
      'must be finished, ',
    ],
    [
      'lists without end',
      ['rounds'],
      Array.from({ length: 130_000 }, () => 1),
      'result.rounds',
      'must have at most 256 entries',
    ],
    [
      'evaluations without sense',
      [...first, 'evaluations'],
      Array.from({ length: 130_000 }, () => 1),
      'result.rounds[0].runs[0].evaluations[0]',
      'expected object',
    ],
  ])('that no race can have come to is refused: %s', (_, path, value, where, message) => {
    const error = rejection(broken(path, value));
    expect(error.message).toContain(message);
    expect(error.path).toBe(where);
    expect(error.fault).toEqual({ of: 'result', id: 'result' });
  });

  it('tells what it is, where it is no result, as a fact', () => {
    const idOf = (text: string) => rejection(text).fault;
    expect(idOf('{')).toEqual({ of: 'result', id: 'damaged' });
    expect(idOf('{"a":1}')).toEqual({ of: 'result', id: 'noResult' });
    expect(idOf('[]')).toEqual({ of: 'result', id: 'noResult' });
    expect(idOf('['.repeat(600_000))).toEqual({ of: 'result', id: 'noResult' });
    expect(idOf(JSON.stringify(spec))).toEqual({ of: 'result', id: 'experiment' });
    expect(idOf(broken(['version'], 5))).toEqual({ of: 'result', id: 'newer' });
    expect(idOf(broken(['spec', 'version'], 3))).toEqual({ of: 'result', id: 'newer' });
    expect(idOf(' '.repeat(maxResultBytes + 1))).toEqual({ of: 'result', id: 'large' });
  });

  it.each(['', 'null', '[]', '{', '"text"', '[[[[', '{"__proto__":{"kind":"downhill-race"}}', '1e999'])(
    'that is %j is refused',
    (text) => {
      expect(rejection(text).message).toMatch(/^result/);
    },
  );

  it('may have an evaluation on validation within an interval, where it was to be stopped, and went on', () => {
    const went = {
      ...result,
      rounds: [{ ...round, runs: [{ ...run, evaluations: [early, ...run.evaluations] }] }],
    };
    expect(parseResult(printResult(went))).toEqual(went);
  });

  it('of a run that was stopped short is not taken for one that came to its end', () => {
    const short: RunRecord = {
      ...run,
      loss: run.loss.slice(0, 1),
      evaluations: [],
      targetStep: null,
      state: 'stopped',
    };
    const printed = (state: RunRecord['state']) =>
      printResult({ ...result, rounds: [{ ...round, runs: [{ ...short, state }] }] });
    expect(parseResult(printed('stopped')).rounds[0]?.runs[0]?.state).toBe('stopped');
    expect(rejection(printed('target')).message).toContain(
      'must not be target, as the target was not reached.',
    );
    expect(rejection(printed('finished')).message).toContain(
      'must be stopped after 1 of 100 steps, got finished',
    );
  });

  it('of a run until stopped has no end of its length that could meet the target', () => {
    const open = { ...spec, training: { ...spec.training, steps: null, evalEvery: 50 } };
    const printed = (targetStep: number | null, state: RunRecord['state']) =>
      printResult({
        ...result,
        spec: open,
        rounds: [
          {
            ...round,
            steps: 2,
            runs: [
              {
                ...run,
                state,
                targetStep,
                loss: Float32Array.of(1, 1),
                evaluations: run.evaluations.slice(0, 1),
              },
            ],
          },
        ],
      });
    expect(parseResult(printed(null, 'stopped')).rounds).toHaveLength(1);
    expect(rejection(printed(2, 'target')).path).toBe('result.rounds[0].runs[0].targetStep');
  });

  it('above 64 MiB is refused before it is read', () => {
    expect(rejection(' '.repeat(maxResultBytes + 1)).message).toBe(
      'result: must be at most 64\u202fMiB. Choose another file.',
    );
  });

  it('that anything stands in for is refused, or is sound', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(rejection(text).code).toBe('spec'); // of a DownhillError
      }),
    );
  });
});
