import { expect, test } from 'vitest';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import { emptyRun } from '../../../src/store/app.ts';
import { sharedNow } from '../../../src/store/link.ts';
import { editedRun } from '../../../src/store/patch.ts';
import { experiment } from '../../support/experiment.ts';

const specOf = (lr: number, events: readonly object[] = []): ExperimentSpec =>
  experiment({
    data: { id: 'mnist-10k', batchSize: 8 },
    lanes: [{ optimizer: { id: 'nesterov', lr }, events }, { optimizer: { id: 'sgd' } }],
  });
const edits = [{ step: 1, set: { 'optimizer.lr': 0.7 } }];
const runOf = (spec: ExperimentSpec, replaySpec = spec, step = 3) => ({
  ...emptyRun,
  displaySpec: spec,
  replaySpec,
  step,
});

test('the link has the live edits of the current run, as the run has them', () => {
  const replaySpec = specOf(0.02, edits);
  const liveEdits = edits.map((event) => ({ laneId: 'a', event, atMs: 0 }));
  const state = { spec: specOf(0.7), run: { ...emptyRun, ...editedRun(specOf(0.02), liveEdits), step: 3 } };
  expect(sharedNow(state, false)).toEqual({ spec: replaySpec, hasEdits: true });
  expect(sharedNow(state, true)).toEqual({ spec: replaySpec, hasEdits: true });
});

test('without live edits it is the experiment; events of its own are none', () => {
  const spec = specOf(0.02, edits);
  expect(sharedNow({ spec, run: runOf(spec) }, false)).toEqual({ spec, hasEdits: false });
  const untouched = specOf(0.02);
  const opened = { spec: specOf(0.7), run: runOf(specOf(0.7), untouched, 0) };
  expect(sharedNow(opened, false)).toEqual({ spec: specOf(0.7), hasEdits: false });
});

test('that of a verdict is of its race, whatever has been set for the next', () => {
  const raced = specOf(0.02);
  const state = { spec: specOf(0.05), run: runOf(raced) };
  expect(sharedNow(state, false).spec).toEqual(specOf(0.05));
  expect(sharedNow(state, true)).toEqual({ spec: raced, hasEdits: false });
});
