import { expect, test } from 'vitest';
import { emptyLane } from '../../../src/store/app.ts';
import { frequentMistakes, total } from '../../../src/ui/results/confusion.ts';
import { announcement } from '../../../src/ui/shell/announcement.ts';
import { isFirstVisit, isIdle, trainAction } from '../../../src/ui/shell/trainAction.ts';
import { en } from '../../support/translator.ts';
import { loaded, pageState } from './run-state.ts';

test('the big button says what pressing it does', () => {
  expect(trainAction(pageState())).toBe('train');
  const evaluating = { state: 'running', step: 2000, evaluating: 'test' } as const;
  expect(trainAction(pageState({ run: evaluating }))).toBe('evaluating');
  expect(isIdle('evaluating')).toBe(true); // there is nothing left to pause
  expect(trainAction(pageState({ run: { ...evaluating, evaluating: 'validation' } }))).toBe('pause');
  const ending = { state: 'running', step: 137, endRequested: true } as const; // by Stop here
  expect(trainAction(pageState({ run: { ...ending, evaluating: 'validation' } }))).toBe('evaluating');
  expect(trainAction(pageState({ run: { ...ending, evaluating: 'test' } }))).toBe('evaluating');
  const waiting = { id: 'images', split: 'test' } as const;
  expect(trainAction(pageState({ run: { ...ending, waiting } }))).toBe('pause'); // they may never come
  expect(announcement(en, pageState({ run: evaluating }).run)).toBe('Evaluating on the test set.');
  expect(trainAction(pageState({ data: null }))).toBe('loading');
  expect(trainAction(pageState({ data: { ...loaded, ready: false } }))).toBe('loading');
  expect(trainAction(pageState({ data: { ...loaded, id: 'mnist-10k' } }))).toBe('loading');
  const failure = { code: 'data', message: 'x' } as const;
  expect(trainAction(pageState({ data: { ...loaded, ready: false, failures: [failure] } }))).toBe('blocked');
  expect(trainAction(pageState({ run: { state: 'running' } }))).toBe('pause');
  expect(trainAction(pageState({ run: { state: 'finished' } }))).toBe('again');
  expect(trainAction(pageState({ run: { state: 'failed' } }))).toBe('blocked');
});

test('a first visit ends with the first press, and does not come back with a restart', () => {
  expect(isFirstVisit(pageState())).toBe(true);
  expect(isFirstVisit(pageState({ run: { state: 'running' } }))).toBe(false);
  expect(isFirstVisit(pageState({ run: { step: 1 } }))).toBe(false);
  const { spec } = pageState();
  const previous = { label: 'same settings', spec, stepsPerEpoch: null } as never;
  expect(isFirstVisit(pageState({ previous }))).toBe(false);
});

test('a change of the run is told in words, and a mere step is not a change', () => {
  const test_ = { step: 2000, split: 'test', loss: 0.31, accuracy: 0.8891, confusion: [] } as const;
  const all = pageState().spec;
  const spec = { ...all, lanes: all.lanes.slice(0, 1) };
  const tested = [{ ...emptyLane, test: test_ }];
  expect(
    announcement(en, pageState({ run: { state: 'finished', displaySpec: spec, lanes: tested } }).run),
  ).toBe('Finished: test accuracy 88.9\u202f%.');
  expect(announcement(en, pageState({ run: { step: 1240 } }).run)).toBe('Paused at step 1\u202f240.');
  const divergence = { step: 704, reason: 'notFinite' } as const;
  const lanes = [{ ...emptyLane, state: 'diverged', divergence }] as const;
  expect(announcement(en, pageState({ run: { state: 'finished', displaySpec: spec, lanes } }).run)).toBe(
    'Diverged at step 704.',
  );
  const at = (step: number) => announcement(en, pageState({ run: { state: 'running', step } }).run);
  expect(at(3)).toBe(at(4));
});

test('mistakes come most frequent first, without what is right or never happened', () => {
  const confusion = [
    [5, 2, 0],
    [7, 9, 1],
    [0, 2, 4],
  ];
  expect(frequentMistakes(confusion, 3)).toEqual([
    { actual: 1, predicted: 0, count: 7 },
    { actual: 0, predicted: 1, count: 2 },
    { actual: 2, predicted: 1, count: 2 },
  ]);
  expect(total(confusion)).toBe(30);
});

test('figures of time and rate', () => {
  const { duration, rate, stepTime } = en.format;
  expect(rate(null)).toBe('–');
  expect(rate(9.94)).toBe('9.9');
  expect(rate(9.96)).toBe('10');
  expect(rate(6157.2)).toBe('6\u202f157');
  expect(duration(42_400)).toBe('42\u202fs');
  expect(duration(200_000)).toBe('3\u202fmin 20\u202fs');
  expect(duration(3_900_000)).toBe('1\u202fh 5\u202fmin');
  expect(stepTime(0.418)).toBe('0.418\u202fms');
  expect(stepTime(2310)).toBe('2.31\u202fs');
});
