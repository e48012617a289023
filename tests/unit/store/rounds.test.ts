import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { datasetOf } from '../../../src/data/catalog/index.ts';
import { totalStepsOf } from '../../../src/experiment/length.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { Evaluation } from '../../../src/protocol/training-facts.ts';
import type { Round } from '../../../src/race/plan.ts';
import { parseResult } from '../../../src/race/result.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { effectiveLanes } from '../../../src/race/round-lanes.ts';
import { emptyLane, emptyRun, useApp } from '../../../src/store/app.ts';
import { listenersOf, resetStepTime } from '../../../src/store/events.ts';
import { isLocked, lockReason } from '../../../src/store/lock.ts';
import {
  elapsedMs,
  isLastEvaluation,
  leftMs,
  raceProgress,
  wallMs,
} from '../../../src/store/race-progress.ts';
import { resultOf } from '../../../src/store/result-of-run.ts';
import { hasResult, laneRun, racesOver, roundsOf, stepsShown } from '../../../src/store/rounds.ts';
import { runOfResult } from '../../../src/store/run-of-result.ts';
import { seriesStore } from '../../../src/store/series.ts';
import { standingsNow } from '../../../src/store/standings.ts';
import { timingsOf } from '../../../src/store/timing.ts';
import { choicesNow, chosenRate, triesOf } from '../../../src/store/tuning.ts';
import { verdictNow } from '../../../src/store/verdict.ts';
import { listedRuns } from '../../../src/ui/charts/engine/tableRows.ts';
import { roundText } from '../../../src/ui/shell/roundText.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';
import { gpu } from '../shell/run-state.ts';

const spec = experiment({
  name: 'Two lanes',
  seed: 4,
  seeds: 2,
  data: { id: 'mnist-10k', batchSize: 8, validation: 100, classes: [0, 1] },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 4, evalEvery: 2, target: { metric: 'validationAccuracy', value: 0.5 } },
  race: { mode: 'fair', grid: { points: 5, decades: 2 }, timing: { warmup: 1, steps: 2 } },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.1 } }, { optimizer: { id: 'sgd', lr: 0.1 } }],
});
const listeners = listenersOf(() => undefined);
const sha = (digit: string): string => digit.repeat(64);

/** Of as many images as the split has. */
const evaluation = (step: number, share: number, split: Evaluation['split'] = 'validation') => {
  const images = split === 'validation' ? spec.data.validation : (datasetOf(spec.data)?.testCount ?? 0);
  const correct = Math.round(share * images);
  const confusion = [
    [correct, images - correct],
    [0, 0],
  ];
  return { step, split, loss: 1 - share, accuracy: correct / images, confusion };
};

/** A round from its first event to its last: each lane's loss is `losses[position]`, its accuracy at step 2 and 4. */
function round(index: number, of: Round, accuracies: readonly (readonly [number, number])[]): void {
  listeners.round?.({ index, round: of });
  listeners.state?.({ state: 'running', step: 0, error: null });
  const { lanes, steps, phase } = of;
  listeners.metrics?.(
    lanes.map(({ lr = 0.1 }, lane) => ({
      lane,
      firstStep: 0,
      loss: Float32Array.from({ length: steps }, (_, i) => index + lane / 10 + i / 100),
      lr: new Float64Array(steps).fill(lr),
      momentum: new Float64Array(steps),
      elapsedMs: Float64Array.from({ length: steps }, (_, i) => (i + 1) * 10),
      skipped: 0,
    })),
  );
  accuracies.forEach(([first, last], lane) => {
    listeners.evaluation?.({ lane, evaluation: evaluation(2, first) });
    listeners.evaluation?.({ lane, evaluation: evaluation(4, last) });
    if (phase === 'race') listeners.evaluation?.({ lane, evaluation: evaluation(4, last, 'test') });
    const targetStep = first >= 0.5 ? 2 : last >= 0.5 ? 4 : null;
    const state = targetStep === null ? 'finished' : 'target';
    listeners.lane?.({ lane, state, divergence: null, targetStep });
  });
  if (phase === 'timing')
    listeners.lane?.({ lane: 0, state: 'finished', divergence: null, targetStep: null });
  listeners.roundEnd?.({
    index,
    hashes: { init: sha('a'), batches: sha(String(index)) },
    trainMs: steps * 10,
  });
}

const both = (rates: readonly [number, number], seed: number): Round => ({
  phase: 'race',
  seed,
  steps: 4,
  lanes: rates.map((lr, lane) => ({ laneId: spec.lanes[lane]?.id ?? '', lr })),
});
const tries = [0.1, 0.032, 0.32, 0.01, 1].flatMap((lr) => [
  { laneId: 'a', lr },
  { laneId: 'b', lr },
]);
const tuning = (from: number, to: number): Round => ({
  phase: 'lr-search',
  seed: 0,
  steps: 4,
  lanes: tries.slice(from, to),
});
const bad = [0.1, 0.2] as const;

function wholeRace(): void {
  round(0, tuning(0, 8), [bad, bad, bad, bad, [0.1, 0.9], bad, bad, bad]);
  round(1, tuning(8, 10), [bad, [0.1, 0.8]]);
  round(2, both([0.32, 1], 4), [
    [0.6, 0.7],
    [0.3, 0.5],
  ]);
  round(3, both([0.32, 1], 5), [
    [0.5, 0.8],
    [0.3, 0.4],
  ]);
  round(4, { phase: 'timing', seed: 4, steps: 3, lanes: [{ laneId: 'a', lr: 0.32 }] }, []);
  round(5, { phase: 'timing', seed: 4, steps: 3, lanes: [{ laneId: 'b', lr: 1 }] }, []);
  listeners.state?.({ state: 'finished', step: 3, error: null });
}

const runNow = () => useApp.getState().run;

beforeEach(() => {
  useApp.setState(useApp.getInitialState(), true);
  seriesStore.reset(2);
  const run = {
    ...emptyRun,
    displaySpec: spec,
    replaySpec: spec,
    totalSteps: 4,
    lanes: [emptyLane, emptyLane],
  };
  useApp.setState({ spec, run: { ...run, state: 'paused' } });
});

describe('the rounds of a race', () => {
  it('give the same lane at the same rate each time, for what the charts keep of it', () => {
    const round: Round = both([0.32, 1], 4);
    const [first, second] = effectiveLanes(spec, round);
    expect([first?.optimizer.lr, second?.optimizer.lr]).toEqual([0.32, 1]);
    const again = effectiveLanes(spec, round);
    expect(again[0]).toBe(first);
    expect(again[1]).toBe(second);
    expect(effectiveLanes(spec, both([0.1, 1], 4))[0]?.optimizer.lr).toBe(0.1);
  });

  it('are kept as they end, each with its lanes, its losses and its hashes', () => {
    wholeRace();
    const run = runNow();
    expect(run.rounds.map(({ index, phase }) => [index, phase])).toEqual([
      [0, 'lr-search'],
      [1, 'lr-search'],
      [2, 'race'],
      [3, 'race'],
      [4, 'timing'],
    ]);
    const [, , first] = run.rounds;
    expect(first?.entries[1]?.series.loss.values).toEqual(Float32Array.of(2.1, 2.11, 2.12, 2.13));
    expect(first?.entries.map(({ effectiveSpec }) => effectiveSpec.optimizer.lr)).toEqual([0.32, 1]);
    expect(first?.end?.hashes.batches).toBe(sha('2'));
    // of what was taken for what, only the last on each split stays
    expect(first?.entries[0]?.series.evaluations.map(({ confusion }) => confusion.length)).toEqual([0, 2, 2]);
  });

  it('rank lanes over their seeds, and a lane stands as in its last race', () => {
    wholeRace();
    const standings = standingsNow(runNow(), 0);
    expect(standings.map(({ name, stepsToTarget, seeds }) => [name, stepsToTarget, seeds.decided])).toEqual([
      ['Nesterov', 2, 2],
      ['SGD', null, 2],
    ]);
    expect(laneRun(runNow(), 1)).toMatchObject({ state: 'finished', targetStep: null });
    expect(verdictNow(runNow())).toMatchObject({ kind: 'fewSeeds', n: 2, leader: null });
    expect(verdictNow(runNow())).toBe(verdictNow({ ...runNow() })); // the same facts, the same object
    expect(verdictNow(runNow()).badges.map(({ id }) => id)).toEqual(['tuned', 'edge', 'paired']);
  });

  it('tell what was searched, chosen and timed', () => {
    round(0, tuning(0, 8), [bad, bad, bad, bad, [0.1, 0.9], bad, bad, bad]);
    expect(triesOf(runNow(), 0)).toEqual({ begun: 4, all: 5 });
    expect(chosenRate(runNow(), 0)).toBeNull();
    expect(isLocked(runNow())).toBe(true);
    wholeRace();
    expect(choicesNow(runNow()).map(({ lr, warning }) => [lr, warning?.edge ?? null])).toEqual([
      [0.32, null],
      [1, 'highest'],
    ]);
    expect(chosenRate(runNow(), 1)).toBe(1);
    expect(timingsOf(runNow())).toEqual([
      { lane: 0, steps: 2, msPerStep: 15 },
      { lane: 1, steps: 2, msPerStep: 15 },
    ]);
    expect(isLocked(runNow())).toBe(false);
  });

  it('say that lanes were tuned unequally where one was searched before', () => {
    const badges = (race: object, tried: readonly number[]) => {
      const lanes = spec.lanes.map((lane, i) => ({ ...lane, tried: tried[i] ?? 0 }));
      const again = parseSpec({ ...spec, race, lanes });
      const run = {
        ...emptyRun,
        displaySpec: again,
        replaySpec: again,
        totalSteps: 4,
        lanes: [emptyLane, emptyLane],
      };
      useApp.setState({ spec: again, run: { ...run, state: 'paused' } });
      wholeRace();
      return verdictNow(runNow()).badges.map(({ id }) => id);
    };
    expect(badges(spec.race, [5, 0])).toContain('unequal');
    expect(badges(spec.race, [5, 5])).toContain('tuned');
    expect(badges({}, [5, 0])).toContain('unequal');
    expect(badges({}, [5, 5])).toContain('untuned');
  });

  it('lock the sliders once the first seed is over, where more follow', () => {
    const open = (patch: object): void => {
      const quick = parseSpec({ ...spec, race: { mode: 'quick' }, ...patch });
      const run = {
        ...emptyRun,
        displaySpec: quick,
        replaySpec: quick,
        totalSteps: 4,
        lanes: [emptyLane, emptyLane],
      };
      useApp.setState({ spec: quick, run: { ...run, state: 'paused' } });
    };
    const at = (seed: number): Round => ({
      phase: 'race',
      seed,
      steps: 4,
      lanes: [{ laneId: 'a' }, { laneId: 'b' }],
    });
    open({});
    listeners.round?.({ index: 0, round: at(4) });
    listeners.state?.({ state: 'running', step: 0, error: null });
    expect(lockReason(runNow())).toBeNull();
    round(0, at(4), [bad, bad]);
    const reason = 'seeds';
    expect(lockReason(runNow())).toBe(reason); // between the two
    listeners.round?.({ index: 1, round: at(5) });
    expect([lockReason(runNow()), isLocked(runNow())]).toEqual([reason, true]);
    listeners.state?.({ state: 'finished', step: 4, error: null });
    expect(lockReason(runNow())).toBeNull();
    open({ seeds: 1 });
    round(0, at(4), [bad, bad]);
    expect(isLocked(runNow())).toBe(false);
  });

  it('leave the steps of the race on show while lanes are timed, and after', () => {
    round(0, both([0.32, 1], 4), []);
    expect(stepsShown(runNow())).toBe(4);
    round(1, { phase: 'timing', seed: 4, steps: 3, lanes: [{ laneId: 'a', lr: 0.32 }] }, []);
    expect(runNow().step).toBe(3);
    expect(stepsShown(runNow())).toBe(4);
    listeners.state?.({ state: 'finished', step: 3, error: null });
    expect(stepsShown(runNow())).toBe(4);
  });

  it('say how far the race is, before it has begun too', () => {
    expect(roundText(en, runNow())).toEqual({ what: 'Tuning 1 to 8 of 10', detail: 'seed 0' });
    expect(raceProgress(runNow())).toMatchObject({
      doneLaneSteps: 0,
      totalLaneSteps: 10 * 4 + 2 * 2 * 4 + 2 * 3,
    });
    round(0, tuning(0, 8), []);
    expect(raceProgress(runNow())).toMatchObject({ doneLaneSteps: 32, doneRounds: 0, totalRounds: 6 });
    round(1, tuning(8, 10), []);
    round(2, both([0.32, 1], 4), []);
    expect(roundText(en, runNow())).toEqual({ what: 'Seed 1 of 2', detail: 'seed 4' });
    expect(racesOver(runNow())).toEqual([]);
    listeners.round?.({ index: 3, round: both([0.32, 1], 5) });
    expect(raceProgress(runNow())).toMatchObject({ doneLaneSteps: 48, doneRounds: 3 });
    expect(racesOver(runNow())).toHaveLength(1);
  });
});

describe('the time a race takes', () => {
  const at = (ms: number): void => void vi.spyOn(performance, 'now').mockReturnValue(ms);
  const state = (now: 'building' | 'paused' | 'running'): void =>
    listeners.state?.({ state: now, step: 0, error: null });
  const frames = (steps: number, firstStep = 0) =>
    [0, 1].map((lane) => ({
      lane,
      firstStep,
      loss: new Float32Array(steps),
      lr: new Float64Array(steps),
      momentum: new Float64Array(steps),
      elapsedMs: Float64Array.from({ length: steps }, (_, i) => (firstStep + i + 1) * 10),
      skipped: 0,
    }));

  const seed = (index: number): Round => ({
    phase: 'race',
    seed: 4 + index,
    steps: 4,
    lanes: [{ laneId: 'a' }, { laneId: 'b' }],
  });
  const end = (index: number): void =>
    listeners.roundEnd?.({ index, hashes: { init: sha('a'), batches: sha('b') }, trainMs: 40 });
  const open = (patch: object): void => {
    const quick = parseSpec({ ...spec, race: {}, ...patch });
    useApp.setState({
      run: { ...runNow(), displaySpec: quick, replaySpec: quick, totalSteps: totalStepsOf(quick) },
    });
  };
  afterEach(() => vi.restoreAllMocks());

  it('is that of the clock while it runs, with evaluation and preparation and without pauses', () => {
    open({});
    at(0);
    resetStepTime();
    state('building');
    listeners.round?.({ index: 0, round: seed(0) });
    expect(leftMs(runNow())).toBeNull();
    at(1000);
    state('running');
    at(1100);
    listeners.metrics?.(frames(2));
    expect(runNow().stepsPerSecond).toBeNull();
    at(1200);
    state('paused');
    at(9000);
    state('running');
    at(9080); // an evaluation of 170 ms, before the pause and after it, and 10 of a third step
    listeners.metrics?.(frames(1, 2));
    expect(leftMs(runNow())).toBeCloseTo((1 + 4) * 10, 6); // after a pause at the mean of before
    at(9090);
    listeners.metrics?.(frames(1, 3));
    const perStep = 10 + 170 / 2;
    expect(runNow().stepsPerSecond).toBeCloseTo(1000 / perStep, 6);
    expect(leftMs(runNow())).toBeCloseTo(4 * perStep, 6);
    at(9600);
    end(0); // 200 ms before the pause, 600 after it
    at(9900);
    listeners.round?.({ index: 1, round: seed(1) }); // 300 to prepare it
    expect(runNow().rounds.map((round) => round.wallMs)).toEqual([800]);
    expect(leftMs(runNow())).toBeCloseTo(800, 6); // as long as the one before
    expect(wallMs(runNow())).toBe(1100);
    at(10_400);
    listeners.metrics?.(frames(4));
    at(10_500);
    end(1);
    expect(leftMs(runNow())).toBe(0);
    expect(wallMs(runNow())).toBe(1700);
    expect(elapsedMs(runNow())).toBe(80); // what was trained is told apart
  });

  it('left of a run and its speed are one figure, whatever evaluation takes', () => {
    open({ seeds: 1, training: { ...spec.training, steps: 2000, evalEvery: 50 } });
    at(0);
    resetStepTime();
    state('running');
    listeners.round?.({ index: 0, round: { ...seed(0), steps: 2000 } });
    let [stepsDone, now] = [0, 0];
    const trainSteps = (steps: number): void => {
      now += steps * 10;
      at(now);
      listeners.metrics?.(frames(steps, stepsDone));
      stepsDone += steps;
    };
    for (let i = 0; i < 13; i++) {
      trainSteps(10);
      if (stepsDone % 50 === 0) now += 2000; // an evaluation four times as long as what lies between two
    }
    const { step, stepsPerSecond } = runNow();
    expect(step).toBe(130);
    expect(stepsPerSecond).toBeCloseTo(1000 / (10 + 2000 / 50), 6);
    const left = leftMs(runNow()) ?? Number.NaN;
    expect((left / 1000) * (stepsPerSecond ?? Number.NaN)).toBeCloseTo(1870, 6);
    state('paused');
    expect(runNow().stepsPerSecond).toBeCloseTo(20, 6); // at rest the mean, by the same clock
  });

  it('says when the test set is evaluated, and when that is the last there is to do', () => {
    open({});
    listeners.round?.({ index: 0, round: seed(0) });
    state('running');
    listeners.evaluating?.({ split: 'validation' });
    expect([runNow().evaluating, isLastEvaluation(runNow())]).toEqual(['validation', false]);
    listeners.evaluating?.({ split: 'test' });
    expect(isLastEvaluation(runNow())).toBe(false); // another seed follows
    expect(isLastEvaluation({ ...runNow(), endRequested: true })).toBe(true);
    listeners.evaluating?.({ split: null });
    end(0);
    listeners.round?.({ index: 1, round: seed(1) });
    listeners.evaluating?.({ split: 'test' });
    expect(isLastEvaluation(runNow())).toBe(true);
    listeners.evaluating?.({ split: null });
    expect(isLastEvaluation(runNow())).toBe(false);
  });
});

describe('a result', () => {
  it('goes out to a file and comes back as it was', () => {
    wholeRace();
    const before = runNow();
    const result = resultOf(before, gpu);
    if (result === null) throw new Error('no result');
    const text = printResult(result);
    const lists = (run: typeof before) =>
      listedRuns(en, run).map(({ name, series }) => [name, [...series.loss.values], series.evaluations]);
    const listed = lists(before);
    const verdict = verdictNow(before);
    const standings = standingsNow(before, 0);
    const choices = choicesNow(before);

    const { run, series } = runOfResult(parseResult(text));
    seriesStore.show(series);
    expect(lists(run)).toEqual(listed);
    expect(verdictNow(run)).toEqual(verdict);
    expect(standingsNow(run, 0)).toEqual(standings);
    expect(choicesNow(run)).toEqual(choices);
    expect(timingsOf(run)).toEqual(timingsOf(before));
    expect(run.state).toBe('finished');
    const again = resultOf(run, gpu);
    if (again === null) throw new Error('no result');
    expect(parseResult(printResult(again))).toEqual(parseResult(text));
  });

  it('that ends in the search has its last tries, though they were asked for before the numbers were there', () => {
    round(0, tuning(0, 8), [bad, bad, bad, bad, bad, bad, bad, bad]);
    round(1, tuning(8, 10), [
      [0.1, 0.9],
      [0.1, 0.8],
    ]);
    const result = resultOf(runNow(), gpu);
    if (result === null) throw new Error('no result');
    const { run, series } = runOfResult(parseResult(printResult(result)));
    seriesStore.reset(series.length);
    expect(choicesNow(run).map(({ lr }) => lr)).not.toEqual([1, 1]);
    seriesStore.show(series);
    expect(choicesNow(run).map(({ lr }) => lr)).toEqual([1, 1]);
  });

  it('holds the rounds that are over, and is none before', () => {
    expect(resultOf(runNow(), gpu)).toBeNull();
    expect(hasResult(runNow())).toBe(false);
    round(0, tuning(0, 8), []);
    listeners.round?.({ index: 1, round: tuning(8, 10) });
    expect(resultOf(runNow(), gpu)?.rounds.map(({ runs }) => runs.length)).toEqual([8]);
    expect(hasResult(runNow())).toBe(true);
  });

  it('has its learning rates of each step and the means of its epochs again', () => {
    const perEpoch = parseSpec({ ...spec, seeds: 1, race: {}, data: { ...spec.data, trainCount: 16 } });
    const run = {
      ...emptyRun,
      displaySpec: perEpoch,
      replaySpec: perEpoch,
      totalSteps: 4,
      lanes: [emptyLane, emptyLane],
    };
    useApp.setState({ run });
    round(0, { phase: 'race', seed: 4, steps: 4, lanes: [{ laneId: 'a' }, { laneId: 'b' }] }, [bad, bad]);
    listeners.state?.({ state: 'finished', step: 4, error: null });
    const result = resultOf(runNow(), gpu);
    if (result === null) throw new Error('no result');
    const { run: back, series } = runOfResult(parseResult(printResult(result)));
    expect(roundsOf(back, 'race', series)).toHaveLength(1);
    expect([...(series[0]?.lr.values ?? [])]).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect([...(series[0]?.momentum.values ?? [])]).toEqual([0.9, 0.9, 0.9, 0.9]);
    expect(back.lanes[0]?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(back.lanes[0]?.epochs[1]?.runningLoss).toBeCloseTo(0.025, 6); // of steps 2 and 3
  });
});

describe('while a result is on the page', () => {
  it('the run behind it has no say', () => {
    wholeRace();
    useApp.setState({ imported: { name: 'A', adapter: gpu } });
    const before = runNow();
    listeners.state?.({ state: 'paused', step: 0, error: null });
    listeners.round?.({ index: 0, round: tuning(0, 8) });
    expect(runNow()).toBe(before);
  });
});
