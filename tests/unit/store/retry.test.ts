import { beforeEach, expect, test } from 'vitest';
import type { LaneEvent } from '../../../src/experiment/schema.ts';
import { laneIssueText } from '../../../src/messages/lane-issue.ts';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { laneIssue } from '../../../src/store/lane-issue.ts';
import { laneRetry } from '../../../src/store/retry.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import type { LaneRun, RunSlice } from '../../../src/store/state.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';

/** What is said of the first lane of a run. */
function reported(run: Parameters<typeof laneIssue>[0]): string | null {
  const issue = laneIssue(run, 0);
  return issue && laneIssueText(en, issue, { patience: 100, classes: 10 });
}

const specOf = (events: readonly LaneEvent[]) =>
  experiment({
    data: { id: 'mnist-10k', batchSize: 8, validation: 1000 },
    training: { steps: 400, evalEvery: 50 },
    lanes: [{ optimizer: { id: 'nesterov', lr: 0.02 }, events }, { optimizer: { id: 'sgd' } }],
  });

/** A race under way; `chosen`: the learning rate that a search came to for its first lane. */
function raced(events: readonly LaneEvent[], lane: Partial<LaneRun>, chosen?: number): RunSlice {
  const spec = specOf(events);
  const first = { laneId: 'a', ...(chosen !== undefined && { lr: chosen }) };
  return {
    ...emptyRun,
    displaySpec: spec,
    replaySpec: spec,
    round: { index: 0, round: { phase: 'race', seed: 1, steps: 400, lanes: [first, { laneId: 'b' }] } },
    lanes: [{ ...emptyLane, ...lane }, emptyLane],
  };
}
const divergedAt = (step: number): Partial<LaneRun> => ({
  state: 'diverged',
  divergence: { step, reason: 'notFinite' },
});
const raisedAt = (step: number, lr: number): LaneEvent => ({ step, set: { 'optimizer.lr': lr } });

/** The first lane with these losses, and an evaluation of that accuracy at each of the steps. */
function measured(losses: readonly number[], accuracies: Readonly<Record<number, number>>, lr = 0.02) {
  const series = new LaneSeries();
  const column = new Float64Array(losses.length);
  series.append({
    loss: Float32Array.from(losses),
    lr: column.map(() => lr),
    momentum: column,
    elapsedMs: column,
  });
  for (const [step, accuracy] of Object.entries(accuracies)) {
    const loss = accuracy > 0.2 ? 0.8 : 2.4;
    series.evaluations.push({ step: Number(step), split: 'validation', accuracy, loss, confusion: [] });
  }
  seriesStore.show([series, new LaneSeries()]);
  return series;
}
beforeEach(() => seriesStore.show([new LaneSeries(), new LaneSeries()]));

test('what is tried next goes by what is to blame for a divergence', () => {
  expect(laneRetry(raced([], divergedAt(61)), 0)).toEqual({ path: 'optimizer.lr', value: 0.0067 });
  expect(laneRetry(raced([raisedAt(20, 1), raisedAt(60, 5)], divergedAt(61)), 0)?.value).toBe(0.5);
  const tooLate = [raisedAt(60, 5), raisedAt(61, 9)]; // to have had a part
  expect(laneRetry(raced(tooLate, divergedAt(61)), 0)?.value).toBe(0.02);
});

test('in a fair race the learning rate is the one chosen for the lane', () => {
  expect(laneRetry(raced([], divergedAt(61), 0.6), 0)?.value).toBe(0.2);
});

test('a lane without an issue is not tried again', () => {
  expect(laneRetry(raced([], divergedAt(61)), 1)).toBeNull();
});

test('a first update measured too large takes the retry down at once', () => {
  const series = measured([2.3, 900, Number.NaN], {});
  const row = (value: number) => Float64Array.of(value);
  series.layerStatistics.append({
    steps: Uint32Array.of(0),
    gradient: row(1),
    weight: row(5),
    updateRatio: row(2),
  });
  expect(laneRetry(raced([], divergedAt(2)), 0)?.value).toBe(0.000087); // 0.02 · 0.02 / 2 · √(1 − 0.9²)
});

test('a lane that does not learn is judged by its series as the numbers come, and again once it does', () => {
  const dead = measured(new Array<number>(150).fill(2.31), { 50: 0.1, 100: 0.115 }, 3);
  const run = raced([], { state: 'running' });
  const issue = laneIssue(run, 0);
  expect(issue).toMatchObject({ id: 'notLearning', step: 100, cause: { id: 'rate' } });
  expect(laneIssue({ ...run }, 0)).toBe(issue); // the same object, so that nothing is drawn anew
  expect(reported(run)?.replaceAll('\u202f', ' ')).toBe(
    'Not learning: no better than guessing (11.5 %) since the start. Likely cause: learning rate 0.02.',
  );
  dead.evaluations.push({ step: 200, split: 'validation', accuracy: 0.6, loss: 0.9, confusion: [] });
  expect(laneIssue(run, 0)).toBe(issue); // an evaluation may come before the losses of its steps
  const column = new Float64Array(50);
  dead.append({ loss: new Float32Array(50).fill(1), lr: column, momentum: column, elapsedMs: column });
  expect(laneIssue(run, 0)).toBeNull();
});

test('a lane ruined in its last steps is told once it has ended', () => {
  const losses = [...new Array<number>(397).fill(0.7), ...new Array<number>(3).fill(9)];
  measured(losses, { 350: 0.752, 400: 0.094 });
  const events = [raisedAt(394, 10)];
  expect(laneIssue(raced(events, { state: 'running' }), 0)).toBeNull();
  const ended = raced(events, { state: 'finished' });
  expect(reported(ended)?.replaceAll('\u202f', ' ')).toBe(
    'Collapsed: no better than guessing (9.4 %) at step 400. Likely cause: learning rate changed from 0.02 to 10 at step 394. Best 75.2 % at step 350.',
  );
  expect(laneRetry(ended, 0)).toEqual({ path: 'optimizer.lr', value: 0.02 });
});
