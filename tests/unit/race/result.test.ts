import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';

import type { HeatRecord, RaceResult, RunRecord } from '../../../src/race/result.ts';
import { maxResultBytes, parseResult, printResult } from '../../../src/race/result.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { parseSpec } from '../../../src/spec/schema.ts';
import { runOf } from './runs.ts';

const spec = parseSpec({
  version: 1,
  data: { id: 'fashion-mnist', classes: [0, 1] },
  model: { id: 'cnn' },
  training: { steps: 100, evalEvery: 2, target: { metric: 'validationAccuracy', value: 0.88 } },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.02 }, events: [{ step: 12, set: { 'optimizer.lr': 0.01 } }] }],
});
const [lane] = spec.lanes;
if (!lane) throw new Error('no lane');
const sha = 'ab'.repeat(32);

const run: RunRecord = {
  lane: 0,
  ran: lane,
  state: 'target',
  divergence: null,
  targetStep: 2,
  loss: Float32Array.of(2.3, Number.NaN, Number.POSITIVE_INFINITY),
  evaluations: [
    {
      step: 2,
      split: 'validation',
      loss: 0.5,
      accuracy: 0.9,
      confusion: [
        [3, 1],
        [0, 4],
      ],
    },
    { step: 3, split: 'test', loss: Number.NaN, accuracy: 0, confusion: [] },
  ],
};
const heat: HeatRecord = {
  phase: 'race',
  seed: 1,
  steps: 100,
  hashes: { init: sha, batches: sha },
  trainMs: 12.5,
  runs: [run],
};
const result: RaceResult = {
  kind: 'downhill-race',
  version: 2,
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
  heats: [heat],
  verdict: raceVerdict([{ runs: [run].map(() => runOf(1, 50)) }], {
    target: spec.training.target,
    evalEvery: spec.training.evalEvery,
    tuning: null,
    specs: spec.lanes,
  }),
};

/** The error a text is refused with, which must be one of ours. */
function refusal(text: string): DownhillError {
  try {
    parseResult(text);
  } catch (error) {
    expect(error).toBeInstanceOf(DownhillError);
    expect((error as DownhillError).code).toBe('spec');
    return error as DownhillError;
  }
  throw new Error('was taken');
}

/** The sound result as plain JSON with the value at a path replaced. */
function broken(path: (string | number)[], value: unknown): string {
  const json = JSON.parse(printResult(result));
  let at = json;
  for (const key of path.slice(0, -1)) at = at[key];
  at[path.at(-1) ?? ''] = value;
  return JSON.stringify(json);
}

const plainNumber = fc.double({ noDefaultInfinity: true, noNaN: true }).map((x) => x + 0); // JSON has no −0

/** A run before it is known how long its heat is. */
const anyRun = fc.record({
  divergence: fc.option(
    fc.record({ reason: fc.constantFrom('not finite' as const, 'at chance' as const), message: fc.string() }),
  ),
  loss: fc.float32Array({ minLength: 20, maxLength: 60 }),
  evaluations: fc.array(
    fc.record({
      step: fc.integer({ min: 1, max: 20 }),
      split: fc.constantFrom('validation' as const, 'test' as const),
      loss: fc.oneof(
        plainNumber,
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      ),
      accuracy: fc.integer({ min: 0, max: 100 }).map((x) => x / 100),
      confusion: fc.constantFrom(
        [],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    }),
  ),
  lr: fc.integer({ min: 1, max: 1000 }).map((x) => x / 1000),
});
type AnyRun = typeof anyRun extends fc.Arbitrary<infer Run> ? Run : never;

/** The run as the engine would have told of it: on the beat of 2 steps, the target at 88 %. */
function toldRun({ lr, divergence, loss, evaluations: given }: AnyRun, steps: number): RunRecord {
  const evaluations = given.toSorted((a, b) => a.step - b.step);
  const met = evaluations.find(
    ({ step, split, accuracy }) =>
      split === 'validation' && accuracy >= 0.88 && (step % 2 === 0 || step === steps),
  );
  const ended = met ? 'target' : loss.length < steps ? 'stopped' : 'finished';
  return {
    lane: 0,
    ran: { ...run.ran, optimizer: { ...run.ran.optimizer, lr } },
    state: divergence ? 'diverged' : ended,
    divergence: divergence && { ...divergence, step: loss.length - 1 },
    targetStep: met?.step ?? null,
    loss,
    evaluations,
  };
}

const anyHeat: fc.Arbitrary<HeatRecord> = fc
  .record({
    phase: fc.constantFrom('tuning' as const, 'race' as const, 'timing' as const),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    hashes: fc.constant({ init: sha, batches: sha }),
    trainMs: fc.nat(),
    runs: fc.uniqueArray(anyRun, { maxLength: 8, selector: ({ lr }) => lr }),
  })
  .map(({ runs, ...heat }) => {
    // a lane is raced once at a seed, and tried at several learning rates
    const own = heat.phase === 'tuning' ? runs : runs.slice(0, 1);
    const steps = Math.max(1, ...own.map(({ loss }) => loss.length));
    return { ...heat, steps, runs: own.map((one) => toldRun(one, steps)) };
  });

const anyResult: fc.Arbitrary<RaceResult> = fc
  .record({
    versions: fc.dictionary(
      fc.string({ maxLength: 20 }).filter((key) => key !== '__proto__'),
      fc.string(),
      {
        noNullPrototype: true,
      },
    ),
    heats: fc.uniqueArray(anyHeat, { maxLength: 4, selector: ({ seed }) => seed }),
    steps: fc.array(fc.option(fc.integer({ min: 1, max: 20 })), { maxLength: 6 }),
  })
  .map(({ steps, ...rest }) => {
    const lanes = [0, 1].map((shift) => ({
      runs: steps.map((s, i) => runOf(i, s === null ? null : s + shift)),
    }));
    const { target, evalEvery } = spec.training;
    const verdict = raceVerdict(lanes, { target, evalEvery, tuning: null, specs: [] });
    // the spec has one lane, so the verdict may point at no other
    const pairs = verdict.pairs.map((pair) => ({
      ...pair,
      lane: { ...pair.lane, lane: 0 },
      reference: { ...pair.reference, lane: 0 },
    }));
    const leader = verdict.leader === null ? null : 0;
    return { ...result, ...rest, verdict: { ...verdict, leader, pairs } };
  });

describe('a result file', () => {
  it('is read back as it was printed', () => {
    expect(parseResult(printResult(result))).toEqual(result);
    fc.assert(
      fc.property(anyResult, (any) => {
        expect(parseResult(printResult(any))).toEqual(any);
      }),
      { numRuns: 60 },
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
    expect(refusal(JSON.stringify({ ...before, verdict: 5 })).message).toContain('result.verdict: must be');
  });

  it('keeps losses in 5.4 letters a step', () => {
    const long = { ...run, loss: new Float32Array(20_000).fill(0.1), evaluations: [] };
    const text = printResult({ ...result, heats: [{ ...heat, steps: 20_000, runs: [long] }] });
    const base = printResult({
      ...result,
      heats: [{ ...heat, runs: [{ ...long, loss: new Float32Array() }] }],
    });
    expect((text.length - base.length) / 20_000).toBeLessThan(5.4);
  });

  it.each<[(string | number)[], unknown, string, string]>([
    [['kind'], 'other', 'result.kind', 'must be downhill-race, got "other"'],
    [['version'], 3, 'result.version', 'must be 1 or 2, the versions this page reads, got 3'],
    [['extra'], 1, 'result', 'does not know "extra"'],
    [['spec', 'seed'], -1, 'result.spec.seed', 'must be a whole number'],
    [['heats'], {}, 'result.heats', 'must be a list'],
    [['heats', 0, 'seed'], 2 ** 32, 'result.heats[0].seed', 'must be below 2³², got 4294967296'],
    [['heats', 0, 'hashes', 'init'], 'xyz', 'result.heats[0].hashes.init', 'must be 64 hexadecimal digits'],
    [['heats', 0, 'runs', 0, 'lane'], 1, 'result.heats[0].runs[0].lane', 'one of the spec’s 1 lanes, got 1'],
    [
      ['heats', 0, 'runs', 0, 'loss'],
      '<b>',
      'result.heats[0].runs[0].loss',
      'must be base64 of 32-bit floats',
    ],
    [
      ['heats', 0, 'runs', 0, 'loss'],
      'AAAA',
      'result.heats[0].runs[0].loss',
      'must be base64 of 32-bit floats',
    ],
    [
      ['heats', 0, 'runs', 0, 'loss'],
      [1, 2],
      'result.heats[0].runs[0].loss',
      'must be base64 of 32-bit floats',
    ],
    [['heats', 0, 'steps'], 2, 'result.heats[0].runs[0].loss', 'at most the heat’s 2 steps, got 3'],
    [
      ['heats', 0, 'runs', 0, 'targetStep'],
      9,
      'result.heats[0].runs[0].targetStep',
      'must be 2, the first evaluation that meets the target, got 9',
    ],
    [
      ['heats', 0, 'runs', 0, 'targetStep'],
      null,
      'result.heats[0].runs[0].targetStep',
      'must be 2, the first evaluation that meets the target, got null',
    ],
    [
      ['heats', 0, 'runs', 0, 'evaluations', 0, 'accuracy'],
      0.87,
      'result.heats[0].runs[0].targetStep',
      'must be null, as no evaluation meets the target, got 2',
    ],
    [
      ['heats', 0, 'runs', 0, 'evaluations', 0, 'step'],
      1, // off the beat
      'result.heats[0].runs[0].targetStep',
      'must be null, as no evaluation meets the target, got 2',
    ],
    [
      ['heats', 0, 'runs', 0, 'state'],
      'finished',
      'result.heats[0].runs[0].state',
      'must be target, as it was reached, got finished',
    ],
    [
      ['heats', 0, 'runs', 0, 'state'],
      'diverged',
      'result.heats[0].runs[0].state',
      'must not be diverged without a divergence, got diverged',
    ],
    [
      ['heats', 0, 'runs', 0, 'divergence'],
      { step: 2, reason: 'not finite', message: '' },
      'result.heats[0].runs[0].state',
      'must be diverged, as there is a divergence, got target',
    ],
    [
      ['heats', 0, 'runs', 0, 'divergence'],
      { step: 500, reason: 'not finite', message: '' },
      'result.heats[0].runs[0].divergence.step',
      'must be 2, the last step taken, got 500',
    ],
    [
      ['heats', 0, 'runs', 1],
      JSON.parse(printResult(result)).heats[0].runs[0],
      'result.heats[0].runs[1]',
      'must be the only run of its kind, got lane 0 in the phase race at seed 1, which result.heats[0].runs[0] is',
    ],
    [
      ['heats', 1],
      JSON.parse(printResult(result)).heats[0],
      'result.heats[1].runs[0]',
      'must be the only run of its kind, got lane 0 in the phase race at seed 1, which result.heats[0].runs[0] is',
    ],
    [
      ['heats', 0, 'runs', 0, 'evaluations', 0, 'confusion'],
      [[7]],
      'result.heats[0].runs[0].evaluations[0].confusion',
      'must be empty or of the 2 classes of the data, got 1',
    ],
    [
      ['heats', 0, 'runs', 0, 'evaluations', 1, 'step'],
      1,
      'result.heats[0].runs[0].evaluations[1].step',
      'must be from 2 to the 3 steps taken, got 1',
    ],
    [
      ['heats', 0, 'runs', 0, 'evaluations', 0, 'loss'],
      'none',
      'result.heats[0].runs[0].evaluations[0].loss',
      'must be a number, "NaN", "Infinity" or "-Infinity"',
    ],
    [
      ['heats', 0, 'runs', 0, 'evaluations', 0, 'confusion'],
      [[1, 2]],
      'result.heats[0].runs[0].evaluations[0].confusion',
      'must be square',
    ],
    [
      ['heats', 0, 'runs', 0, 'ran', 'optimizer', 'lr'],
      'abc',
      'result.heats[0].runs[0].ran.lanes[0].optimizer.lr',
      'must be a finite number above 0, got "abc"',
    ],
    [['verdict', 'leader'], 5, 'result.verdict.leader', 'one of the spec’s 1 lanes, got 5'],
    [['verdict', 'kind'], 'won', 'result.verdict.kind', 'must be one of winner, open'],
  ])('with a wrong value at %j is refused by name', (path, value, where, message) => {
    const error = refusal(broken(path, value));
    expect(error.path).toBe(where);
    expect(error.message).toContain(message);
    expect(error.message.startsWith('result')).toBe(true);
  });

  it.each(['', 'null', '[]', '{', '"text"', '[[[[', '{"__proto__":{"kind":"downhill-race"}}', '1e999'])(
    'that is %j is refused',
    (text) => {
      expect(refusal(text).message).toMatch(/^result/);
    },
  );

  it('of a run that was stopped short is not taken for one that came to its end', () => {
    const short: RunRecord = { ...run, evaluations: [], targetStep: null, state: 'stopped' };
    const printed = (state: RunRecord['state']) =>
      printResult({ ...result, heats: [{ ...heat, runs: [{ ...short, state }] }] });
    expect(parseResult(printed('stopped')).heats[0]?.runs[0]?.state).toBe('stopped');
    expect(refusal(printed('target')).message).toContain(
      'must not be target, as none was reached, got target',
    );
    expect(refusal(printed('finished')).message).toContain(
      'must be stopped after 3 of 100 steps, got finished',
    );
  });

  it('of a run until stopped has no end of its length that could meet the target', () => {
    const open = { ...spec, training: { ...spec.training, steps: null, evalEvery: 50 } };
    const printed = (targetStep: number | null, state: RunRecord['state']) =>
      printResult({
        ...result,
        spec: open,
        heats: [
          {
            ...heat,
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
    expect(parseResult(printed(null, 'stopped')).heats).toHaveLength(1);
    expect(refusal(printed(2, 'target')).path).toBe('result.heats[0].runs[0].targetStep');
  });

  it('above 64 MiB is refused before it is read', () => {
    expect(refusal(' '.repeat(maxResultBytes + 1)).message).toBe(
      'result: must be at most 64 MiB; choose another file',
    );
  });

  it('that anything stands in for is refused, or is sound', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(refusal(text)).toBeInstanceOf(DownhillError);
      }),
    );
  });
});
