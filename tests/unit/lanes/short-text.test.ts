import { beforeEach, expect, test } from 'vitest';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import type { LaneRun, RoundState, RunSlice } from '../../../src/store/state.ts';
import { shortText } from '../../../src/ui/lanes/shortText.ts';
import { experiment } from '../../support/experiment.ts';
import { roundState } from '../../support/round-state.ts';
import { en, zh } from '../../support/translator.ts';

const accuracy = { metric: 'validationAccuracy', value: 0.88 };
const lanes = [{ laneId: 'a' }, { laneId: 'b' }];
const round = (seed: number) => ({ phase: 'race', seed, lanes, steps: 2000 }) as const;

/** A race that is over, whose lanes ended so. */
function over(target: object | null, ...states: readonly Partial<LaneRun>[]): RunSlice {
  const spec = experiment({
    data: { id: 'mnist-10k', batchSize: 8 },
    training: { steps: 2000, target },
    lanes: [{ optimizer: { id: 'nesterov' } }, { optimizer: { id: 'sgd' } }],
  });
  const ended = states.map((state): LaneRun => ({ ...emptyLane, state: 'finished', ...state }));
  return {
    ...emptyRun,
    state: 'finished',
    displaySpec: spec,
    replaySpec: spec,
    round: { index: 0, round: round(1) },
    lanes: ended,
  };
}

function measured(atEnd = 0.84): LaneSeries {
  const series = new LaneSeries();
  series.loss.append(new Float32Array(2000));
  const made = { split: 'validation', confusion: [] } as const;
  series.evaluations.push(
    { ...made, step: 1000, accuracy: 0.848, loss: 0.412 },
    { ...made, step: 2000, accuracy: atEnd, loss: 0.44 },
  );
  return series;
}
beforeEach(() => seriesStore.show([measured(), measured()]));

test('a lane that did not finish says how far it came, where it stands, and how far it was to come', () => {
  expect(shortText(en, over(accuracy, {}, {}), 1)).toBe(
    'Ended at 84.0\u202f%, best 84.8\u202f% at step 1\u202f000, in 2\u202f000 steps; the target was 88\u202f%.',
  );
  const loss = { metric: 'validationLoss', value: 0.3 };
  expect(shortText(en, over(loss, {}, {}), 1)).toBe(
    'Ended at a validation loss of 0.440, best 0.412 at step 1\u202f000, in 2\u202f000 steps; the target was 0.3.',
  );
  expect(shortText(zh, over(accuracy, {}, {}), 1)).toBe(
    '2\u202f000 步后的准确率为 84.0%，最好为第 1\u202f000 步的 84.8%；目标是 88%。',
  );
  expect(shortText(zh, over(loss, {}, {}), 1)).toBe(
    '2\u202f000 步后的验证损失为 0.440，最好为第 1\u202f000 步的 0.412；目标是 0.3。',
  );
});

test('a lane that stands at its best says so once', () => {
  seriesStore.show([measured(), measured(0.848)]);
  expect(shortText(en, over(accuracy, {}, {}), 1)).toBe(
    'Best 84.8\u202f% in 2\u202f000 steps; the target was 88\u202f%.',
  );
});

test('of several seeds it is the median best, where most did not reach the target', () => {
  const run = over(accuracy, {}, {});
  const beside = (best: number): LaneSeries => {
    const series = new LaneSeries();
    series.loss.append(new Float32Array(2000));
    const made = { split: 'validation', confusion: [], loss: 1 } as const;
    series.evaluations.push({ ...made, step: 1000, accuracy: best });
    return series;
  };
  const roundsOf = (runs: readonly LaneRun[]): RoundState[] =>
    [
      { seed: 4, best: 0.8 },
      { seed: 6, best: 0.83 },
    ].map(({ seed, best }) =>
      roundState(0, round(seed), {
        specs: run.displaySpec.lanes,
        runs,
        series: [beside(best), beside(best)],
      }),
    );
  const rounds = roundsOf(run.lanes);
  const seeds = { ...run, rounds, round: { index: 2, round: round(5) } };
  expect(shortText(en, seeds, 0)).toBe(
    'Median best 83.0\u202f% in 2\u202f000 steps; the target was 88\u202f%.', // the last seed alone has 84.8
  );
  const reached = run.lanes.map((lane): LaneRun => ({ ...lane, state: 'target', targetStep: 1000 }));
  expect(shortText(en, { ...seeds, rounds: roundsOf(reached) }, 0)).toBeNull();
});

test('nothing is said while the race goes on, of a lane that ended otherwise, and without a target', () => {
  expect(shortText(en, { ...over(accuracy, {}, {}), state: 'running' }, 0)).toBeNull();
  expect(shortText(en, over(accuracy, { state: 'target', targetStep: 900 }, {}), 0)).toBeNull();
  expect(shortText(en, over(accuracy, { state: 'diverged' }, {}), 0)).toBeNull();
  expect(shortText(en, over(accuracy, { state: 'stopped' }, {}), 0)).toBeNull();
  expect(shortText(en, over(null, {}, {}), 0)).toBeNull();
});
