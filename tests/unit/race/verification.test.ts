import { describe, expect, it } from 'vitest';
import { reproducibleText, verificationText } from '../../../src/messages/verification.ts';
import type { AdapterReport, Backend } from '../../../src/protocol/training-facts.ts';
import type { Phase, Round } from '../../../src/race/plan.ts';
import type { EvaluationRecord, ResultFile, RunRecord } from '../../../src/race/records.ts';
import type { Difference, Verification } from '../../../src/race/verification.ts';
import { ResultCheck } from '../../../src/race/verification.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const spec = experiment({
  seeds: 2,
  training: { steps: 4, evalEvery: 2 },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.02 } }, { optimizer: { id: 'adam', lr: 0.02 } }],
});
const [first, second] = spec.lanes;
const ids = spec.lanes.map(({ id }) => id);
const losses = [2.5, 2.25, 2.125, 2];
const evaluationAt = (step: number, split: 'validation' | 'test' = 'validation'): EvaluationRecord => ({
  step,
  split,
  loss: 2.1,
  accuracy: 0.3,
  confusion: [],
});
const evaluations = [evaluationAt(2), evaluationAt(4), evaluationAt(4, 'test')];

const runOf = (lane: number, parts: Partial<RunRecord> = {}): RunRecord => ({
  lane,
  effectiveSpec: (lane === 0 ? first : second) as RunRecord['effectiveSpec'],
  state: 'finished',
  divergence: null,
  targetStep: null,
  loss: Float32Array.from(losses),
  evaluations,
  ...parts,
});
const recordOf = (seed: number, runs: readonly RunRecord[], phase: Phase = 'race') => ({
  phase,
  seed,
  steps: 4,
  hashes: { init: '', batches: '' },
  trainMs: 1,
  runs,
});
const resultOf = (rounds: ResultFile['rounds']) => ({ spec, rounds }) as ResultFile;
const race = (parts?: Partial<RunRecord>) =>
  resultOf([recordOf(1, [runOf(0), runOf(1)]), recordOf(2, [runOf(0), runOf(1, parts)])]);

const roundOf = (seed: number, lanes: Round['lanes'] = ids.map((laneId) => ({ laneId }))): Round => ({
  phase: 'race',
  seed,
  steps: 4,
  lanes,
});

/** Trains a round as it is on file, but for the losses that are given by lane. */
function train(
  check: ResultCheck,
  round: Round,
  other: Readonly<Record<number, readonly number[]>> = {},
): void {
  check.beginRound(round);
  for (const step of [0, 2]) {
    round.lanes.forEach((_, lane) => {
      check.addLosses(lane, step, Float32Array.from((other[lane] ?? losses).slice(step, step + 2)));
    });
    round.lanes.forEach((_, lane) => {
      check.addEvaluation(lane, evaluationAt(step + 2));
    });
  }
  round.lanes.forEach((_, lane) => {
    check.addEvaluation(lane, evaluationAt(4, 'test'));
  });
}

const differenceOf = (verification: Verification | null): Difference => {
  if (verification?.id !== 'differs') throw new Error('no difference');
  return verification.at;
};

describe('a result that is trained again', () => {
  it('is the same once the last of its losses and evaluations has come', () => {
    const check = new ResultCheck(race());
    train(check, roundOf(1));
    expect(check.progress).toEqual({
      phase: 'race',
      seed: 1,
      lanes: 2,
      step: 4,
      steps: 4,
      losses: 8,
      total: 16,
    });
    expect(check.verification).toBeNull();
    train(check, roundOf(2));
    expect(check.verification).toEqual({ id: 'same', losses: 16, evaluations: 12 });
  });

  it('differs by the last bit of one loss, and says where', () => {
    const bits = new Uint32Array(new Float32Array(losses).buffer);
    bits[2] = (bits[2] as number) ^ 1;
    const check = new ResultCheck(race({ loss: new Float32Array(bits.buffer) }));
    train(check, roundOf(1));
    train(check, roundOf(2));
    const difference = differenceOf(check.verification);
    expect(difference).toMatchObject({
      phase: 'race',
      seed: 2,
      lane: 1,
      lr: null,
      measure: 'loss',
      step: 2,
      got: 2.125,
    });
    expect(difference.expected).not.toBe(2.125);
    expect(difference.expected).toBeCloseTo(2.125, 6);
  });

  it('differs first at the earlier step, whichever lane tells its losses first', () => {
    const check = new ResultCheck(race());
    check.beginRound(roundOf(1));
    check.addLosses(0, 0, Float32Array.of(2.5, 2.25, 2.125, 1));
    expect(check.verification).toBeNull();
    check.addLosses(1, 0, Float32Array.of(2.5, 2.25));
    expect(check.verification).toBeNull();
    check.addLosses(1, 2, Float32Array.of(1, 1));
    expect(differenceOf(check.verification)).toMatchObject({ lane: 1, step: 2, expected: 2.125, got: 1 });
  });

  it('compares an evaluation with all its digits, before the loss of the step after', () => {
    const check = new ResultCheck(race());
    check.beginRound(roundOf(1));
    check.addLosses(0, 0, Float32Array.of(2.5, 2.25));
    check.addLosses(1, 0, Float32Array.of(2.5, 2.25));
    check.addEvaluation(0, { ...evaluationAt(2), accuracy: 0.3 + 2 ** -53 });
    expect(differenceOf(check.verification)).toMatchObject({
      measure: 'validationAccuracy',
      step: 2,
      lane: 0,
    });
  });

  it('takes a loss that is no number for the same as another', () => {
    const divergence = { step: 1, reason: 'notFinite' } as const;
    const loss = Float32Array.of(2.5, Number.NaN);
    const diverged = runOf(0, { state: 'diverged', divergence, loss, evaluations: [] });
    const check = new ResultCheck(resultOf([recordOf(1, [diverged])]));
    check.beginRound(roundOf(1));
    check.addLosses(0, 0, Float32Array.of(2.5, Number.NaN));
    expect(check.verification).toEqual({ id: 'same', losses: 2, evaluations: 0 });
  });

  it('compares what was ended by hand as far as it went, in whichever company', () => {
    const loss = Float32Array.of(2.5, 2.25, 2.125);
    const stopped = runOf(1, {
      state: 'stopped',
      loss,
      evaluations: [evaluationAt(2), evaluationAt(3, 'test')],
    });
    const check = new ResultCheck(resultOf([recordOf(1, [runOf(0), stopped]), recordOf(2, [runOf(0)])]));
    train(check, roundOf(1));
    expect(check.verification).toBeNull();
    train(check, roundOf(2));
    expect(check.verification).toEqual({ id: 'same', losses: 11, evaluations: 7 });
  });

  it('tells tries of a learning rate apart by the rate', () => {
    const tried = (lr: number) =>
      runOf(0, {
        effectiveSpec: { ...first, optimizer: { ...first?.optimizer, lr } } as RunRecord['effectiveSpec'],
        evaluations: [],
      });
    const check = new ResultCheck(resultOf([recordOf(9, [tried(0.1), tried(0.2)], 'lr-search')]));
    const lanes = [0.2, 0.1].map((lr) => ({ laneId: ids[0] as string, lr }));
    check.beginRound({ ...roundOf(9, lanes), phase: 'lr-search' });
    check.addLosses(1, 0, Float32Array.from(losses));
    check.addLosses(0, 0, Float32Array.of(2.5, 1));
    expect(differenceOf(check.verification)).toMatchObject({ phase: 'lr-search', lr: 0.2, step: 1, got: 1 });
  });

  it('differs where training ended before, and where a round never came', () => {
    const check = new ResultCheck(race());
    train(check, roundOf(1), { 1: [2.5, 2.25, 2.125] });
    check.endRound();
    expect(differenceOf(check.verification)).toMatchObject({ lane: 1, step: 3, expected: 2, got: null });
    const other = new ResultCheck(race());
    train(other, roundOf(1));
    expect(differenceOf(other.finish())).toMatchObject({ seed: 2, lane: 0, step: 0, got: null });
  });
});

it('what came of it is said in both languages', () => {
  const names = ['Nesterov', 'Adam'];
  const texts = (verification: Verification) =>
    [en, zh].map((t) => Object.values(verificationText(t, verification, names)).join(' | '));
  expect(texts({ id: 'same', losses: 600, evaluations: 12 })).toEqual([
    'All 600 losses are the same, to the bit. | So are all 12 evaluations on held-out images.',
    '600 个损失全部逐位相同。 | 对留出图像的 12 次评估也全部相同。',
  ]);
  const at: Difference = {
    phase: 'race',
    seed: 2,
    lane: 1,
    lr: null,
    measure: 'loss',
    step: 17,
    expected: Math.fround(0.1),
    got: Math.fround(0.1) + 2 ** -27,
  };
  expect(texts({ id: 'differs', losses: 1, at })).toEqual([
    'Not the same. The first difference: Adam, seed 2, step 17. | Loss: 0.100000001 in the result, 0.100000009 here. 1 loss was the same in all. Another version of Downhill may give other losses.',
    '不相同。第一处差异：Adam，种子 2，第 17 步。 | 损失：结果中为 0.100000001，此处为 0.100000009。共有 1 个损失相同。其他版本的 Downhill 可能给出不同的损失。',
  ]);
  const [ended] = texts({ id: 'differs', losses: 5, at: { ...at, phase: 'lr-search', lr: 0.02, got: null } });
  expect(ended).toContain('Adam, search at learning rate 0.02, seed 2, step 17.');
  expect(ended).toContain('none here, where training had ended.');
});

it('which losses come again is said of our own kernels, and of no engine of TensorFlow.js', () => {
  const chip = { vendor: 'nvidia', architecture: 'hopper', description: '', software: false };
  const said = (backend: Backend, fallback: AdapterReport['fallback'] = null) =>
    [en, zh].map((t) => reproducibleText(t, { ...chip, backend, fallback }));
  expect(said('wasm')).toEqual(['to the bit on every machine', '在任何机器上逐位相同']);
  expect(said('webgpu')).toEqual(['to the bit on the same adapter', '在相同的适配器上逐位相同']);
  const byTfjs = said('webgpu', { cause: 'chosen', detail: 'asksTfjs' });
  expect([byTfjs, said('webgl'), said('cpu')]).toEqual(Array(3).fill(['not promised', '不保证相同']));
});
