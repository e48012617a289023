import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSpec } from '../../../src/experiment/presets.ts';
import type { Phase } from '../../../src/race/plan.ts';
import { emptyRun, useApp } from '../../../src/store/app.ts';
import { LaneSeries } from '../../../src/store/series.ts';
import type { AppState, RoundState } from '../../../src/store/state.ts';
import {
  answerReplace,
  isLostWithPage,
  lossOf,
  markSaved,
  mayReplaceRun,
  pendingLoss,
} from '../../../src/store/unsaved.ts';
import { roundState } from '../../support/round-state.ts';
import { gpu, pageState } from '../shell/run-state.ts';

const end = { index: 0, hashes: { init: 'a', batches: 'b' }, trainMs: 1 };

/** A round of one lane that is over, after so many steps. */
function roundOf(index: number, steps: number, wallMs: number): RoundState {
  const series = new LaneSeries();
  series.append({
    loss: new Float32Array(steps),
    lr: new Float64Array(steps),
    momentum: new Float64Array(steps),
    elapsedMs: new Float64Array(steps),
  });
  const round = { phase: 'race' as Phase, seed: index, steps, lanes: [{ laneId: 'a' }] };
  return roundState(index, round, { series: [series], end, wallMs });
}

const finished = { state: 'finished', step: 200, totalSteps: 200, wallMs: 10_000, roundEnd: end } as const;
const running = { state: 'running', step: 900, totalSteps: 2000, wallMs: 30_000 } as const;
const loss = (run: Partial<AppState['run']>, rest: Partial<Omit<AppState, 'run'>> = {}) =>
  lossOf(pageState({ ...rest, run }));

describe('what is lost when another run takes the place of the one on the page', () => {
  it('is nothing before the first step', () => {
    expect(loss({})).toBeNull();
    expect(loss({ state: 'building' })).toBeNull();
    expect(loss({ state: 'failed' })).toBeNull();
  });

  it('is a finished race that took ten seconds and fifty steps', () => {
    expect(loss(finished)).toEqual({ kind: 'finished', step: 200, totalSteps: 200, unsavedRounds: 1 });
    expect(loss({ ...finished, wallMs: 9999 })).toBeNull();
    expect(loss({ ...finished, step: 49 })).toBeNull();
  });

  it('counts all rounds of a race together', () => {
    const rounds = [roundOf(0, 20, 4000), roundOf(1, 20, 4000)];
    expect(loss({ ...finished, step: 20, wallMs: 2000, rounds })).toMatchObject({ unsavedRounds: 3 });
    expect(loss({ ...finished, step: 9, wallMs: 2000, rounds })).toBeNull();
  });

  it('is a race under way from half a minute on, with what of it can be saved', () => {
    expect(loss(running)).toEqual({ kind: 'running', step: 900, totalSteps: 2000, unsavedRounds: 0 });
    expect(loss({ ...running, state: 'paused' })).not.toBeNull();
    expect(loss({ ...running, wallMs: 29_999 })).toBeNull();
    expect(loss({ ...running, rounds: [roundOf(0, 2000, 60_000)] })).toMatchObject({ unsavedRounds: 1 });
  });

  it('is nothing of a race that failed before any of it was over, and what was over of another', () => {
    expect(loss({ ...running, state: 'failed' })).toBeNull();
    expect(loss({ ...running, state: 'failed', rounds: [roundOf(0, 2000, 60_000)] })).not.toBeNull();
  });

  it('is nothing once the result was saved, and again what has come since', () => {
    expect(loss({ ...finished, savedRounds: 1 })).toBeNull();
    expect(loss({ ...finished, rounds: [roundOf(0, 200, 1)], savedRounds: 1 })).toMatchObject({
      unsavedRounds: 1,
    });
  });

  it('is nothing of a result out of a file', () => {
    expect(loss(finished, { imported: { name: 'A result', adapter: gpu } })).toBeNull();
  });
});

describe('what is lost with the page', () => {
  const lost = (run: Partial<AppState['run']>) => isLostWithPage(pageState({ run }));
  it('is any run with steps that can go on, and a finished one as for another run', () => {
    expect(lost({})).toBe(false);
    expect(lost({ ...running, step: 1, wallMs: 10 })).toBe(true);
    expect(lost({ ...running, step: 1, wallMs: 10, state: 'paused' })).toBe(true);
    expect(lost(finished)).toBe(true);
    expect(lost({ ...finished, wallMs: 100 })).toBe(false);
    expect(lost({ ...finished, savedRounds: 1 })).toBe(false);
  });
});

describe('the question before a run makes way', () => {
  beforeEach(() => {
    useApp.setState({ imported: null, replacing: null, run: { ...emptyRun, displaySpec: defaultSpec } });
  });

  it('is not asked where nothing would be lost', () => {
    expect(mayReplaceRun()).toBe(true);
    expect(useApp.getState().replacing).toBeNull();
  });

  it.each([true, false])('is answered by the person: %s', async (may) => {
    useApp.setState({ run: { ...emptyRun, ...finished } });
    const calls = mayReplaceRun();
    expect(useApp.getState().replacing).toMatchObject({ kind: 'finished' });
    answerReplace(may);
    expect(await calls).toBe(may);
    expect(useApp.getState().replacing).toBeNull();
  });

  it('is answered with no by a later one', async () => {
    useApp.setState({ run: { ...emptyRun, ...finished } });
    const [first, second] = [mayReplaceRun(), mayReplaceRun()];
    answerReplace(true);
    expect([await first, await second]).toEqual([false, true]);
  });

  it('follows the run that goes on beneath it', () => {
    useApp.setState({ run: { ...emptyRun, ...running } });
    expect(pendingLoss(useApp.getState())).toBeNull();
    void mayReplaceRun();
    expect(pendingLoss(useApp.getState())).toMatchObject({ kind: 'running', step: 900, unsavedRounds: 0 });
    useApp.setState({ run: { ...emptyRun, ...finished } });
    expect(pendingLoss(useApp.getState())).toMatchObject({ kind: 'finished', unsavedRounds: 1 });
    markSaved();
    expect(pendingLoss(useApp.getState())).not.toBeNull();
    answerReplace(false);
    expect(pendingLoss(useApp.getState())).toBeNull();
  });

  it('is not asked again once the result was saved', () => {
    useApp.setState({ run: { ...emptyRun, ...finished } });
    markSaved();
    expect(mayReplaceRun()).toBe(true);
  });
});
