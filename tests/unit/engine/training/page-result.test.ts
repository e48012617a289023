import { beforeEach, expect, it } from 'vitest';
import type { MetricsFrame } from '../../../../src/protocol/messages.ts';
import { choicesOf } from '../../../../src/race/race-plan.ts';
import { emptyLane, emptyRun, useApp } from '../../../../src/store/app.ts';
import { listenersOf } from '../../../../src/store/events.ts';
import { moveLane } from '../../../../src/store/lanes.ts';
import { editedRun } from '../../../../src/store/patch.ts';
import { resultOf } from '../../../../src/store/result-of-run.ts';
import { choicesNow } from '../../../../src/store/tuning.ts';
import { gpu } from '../../shell/run-state.ts';
import type { Heard } from './fake-runner.ts';
import { openRace } from './fake-runner.ts';

beforeEach(() => useApp.setState(useApp.getInitialState(), true));

const listeners = listenersOf(() => undefined) as Readonly<Record<string, (payload: unknown) => void>>;
const runNow = () => useApp.getState().run;

/** A race of the fake executors, and what the page has heard of it, for it to be told later. */
async function heardRace(training: object, setting: Parameters<typeof openRace>[1]) {
  const heard: (Heard | { readonly kind: 'metrics'; readonly payload: readonly MetricsFrame[] })[] = [];
  const opened = await openRace(training, {
    ...setting,
    onEvent: (event) => heard.push(event),
    onSteps: (numbers) => heard.push({ kind: 'metrics', payload: numbers.drainMetrics() }),
  });
  const { spec } = opened;
  const lanes = spec.lanes.map(() => emptyLane);
  useApp.setState({ spec, run: { ...emptyRun, ...editedRun(spec, []), lanes } });
  const deliver = () => {
    for (const { kind, payload } of heard.splice(0)) listeners[kind]?.(payload);
  };
  return { ...opened, deliver };
}

const lanes = [
  { optimizer: { id: 'sgd', lr: 0.1 } },
  { optimizer: { id: 'nesterov', lr: 0.2 } },
  { optimizer: { id: 'adam', lr: 0.3 } },
];
const target = { metric: 'validationAccuracy', value: 0.6 };

it('the page makes the same of a race with live edits, a divergence and a lane that is stopped as the worker', async () => {
  const { race, until, untilStep, deliver } = await heardRace(
    { steps: 40, evalEvery: 5, target },
    {
      spec: { lanes, seeds: 3, seed: 5, race: { timing: { warmup: 1, steps: 2 } } },
      lossAt: (step, lr) => (lr === 0.3 && step === 17 ? Number.NaN : 1 / (1 + step * lr)),
      accuracyAt: (step, lr) => Math.min(1, step * lr * 0.1),
    },
  );
  await race.stepOnce();
  const set = { 'optimizer.lr': 0.4 } as const;
  const step = await race.change('b', set);
  const edits = [{ laneId: 'b', event: { step, set }, atMs: 0 }];
  race.play();
  await untilStep(10);
  await race.stopLane('a');
  await until('finished');
  useApp.setState({ run: { ...runNow(), ...editedRun(runNow().openedSpec, edits) } });
  deliver();
  const { rounds, spec } = race.result();
  expect(rounds.map(({ runs }) => runs.map(({ state }) => state))).toEqual([
    ['stopped', 'target', 'diverged'],
    ['target', 'diverged'],
    ['target', 'diverged'],
    ['finished'],
    ['finished'],
  ]);
  expect(resultOf(runNow(), gpu)).toMatchObject({ spec, rounds });
  expect(resultOf(runNow(), gpu)?.rounds).toEqual(rounds);
});

it('the page makes the same of a fair race as the worker, its choices among them, wherever its lanes were moved', async () => {
  const grid = { points: 5, decades: 2 };
  const { race, until, deliver } = await heardRace(
    { steps: 4, evalEvery: 2 },
    {
      spec: { lanes, seeds: 2, seed: 5, race: { mode: 'fair', grid, tuningSeed: 6 } },
      lossAt: (step, lr) => (lr >= 3 || (step > 2 && lr < 0.011) ? Number.NaN : lr),
      accuracyAt: (_, lr) => 1 - Math.abs(Math.log10(lr / 0.3)) / 4,
    },
  );
  race.play();
  await until('finished');
  deliver();
  const { rounds, spec } = race.result();
  expect(resultOf(runNow(), gpu)?.rounds).toEqual(rounds);
  expect(choicesNow(runNow())).toEqual(choicesOf(spec, rounds));
  expect(choicesNow(runNow()).map(({ lr }) => lr)).toEqual([0.32, 0.2, 0.3]);
  moveLane(0, 1);
  const moved = resultOf(runNow(), gpu)?.rounds ?? [];
  expect(moved.at(-1)?.runs.map(({ lane }) => lane)).toEqual([1, 0, 2]);
  expect(choicesNow(runNow()).map(({ lr }) => lr)).toEqual([0.2, 0.32, 0.3]);
});

it('a lane whose tries all diverged has no learning rate of its search, though it raced at one of them', async () => {
  const grid = { points: 5, decades: 2 };
  const { race, until, deliver } = await heardRace(
    { steps: 4, evalEvery: 2 },
    {
      spec: { lanes: lanes.slice(0, 2), race: { mode: 'fair', grid, tuningSeed: 6 } },
      lossAt: (_, lr) => ([0.01, 0.032, 0.1, 0.32, 1].includes(lr) ? Number.NaN : lr),
    },
  );
  race.play();
  await until('finished');
  deliver();
  const { rounds, spec } = race.result();
  expect(choicesOf(spec, rounds)[0]).toMatchObject({ lr: null, warning: null });
  expect(choicesNow(runNow())).toEqual(choicesOf(spec, rounds));
});
