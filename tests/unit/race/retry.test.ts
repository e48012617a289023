import { describe, expect, it } from 'vitest';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import type { LaneIssue } from '../../../src/race/lane-issue.ts';
import { divergedIssue, idleIssue } from '../../../src/race/lane-issue.ts';
import type { Symptoms } from '../../../src/race/retry.ts';
import { laneRetried, retryOf } from '../../../src/race/retry.ts';
import { laneOf } from '../../support/lane.ts';

const laneWith = (optimizer: object, events: readonly object[] = [], more: object = {}): LaneSpec =>
  laneOf({ optimizer, events, ...more });
const raisedAt = (step: number, lr: number) => ({ step, set: { 'optimizer.lr': lr } });
const unmeasured = (loss: readonly number[]): Symptoms => ({ loss, firstUpdate: null });
/** A first update that moved two layers of norms 3 and 4 by 2 and 0: ‖Δθ‖ / ‖θ‖ = 0.4. */
const measured = (loss: readonly number[], lr: number): Symptoms => ({
  loss,
  firstUpdate: { lr, weight: [3, 4], updateRatio: [2 / 3, 0] },
});
const diverged = (lane: LaneSpec, step: number): LaneIssue =>
  divergedIssue({ step, reason: 'notFinite' }, Number.NaN, lane, 400);
const dead = (lane: LaneSpec, exploded = false) =>
  idleIssue({ id: 'notLearning', step: 120, accuracy: 0.1, exploded }, lane, 400);
const steady = [2.3, 2.4, 2.2, 2.5, 2.3];
const wild = [2.3, 80, 9000];

describe('a retry after a learning rate that was too high', () => {
  it('divides it by ten where the loss exploded within ten steps, and by three later', () => {
    const lane = laneWith({ id: 'sgd', lr: 5 });
    expect(retryOf(diverged(lane, 10), lane, 400, unmeasured(wild))).toEqual({
      path: 'optimizer.lr',
      value: 0.5,
    });
    expect(retryOf(diverged(lane, 11), lane, 400, unmeasured(wild))).toEqual({
      path: 'optimizer.lr',
      value: 1.7,
    });
  });

  it('goes at once to where the first update moves the weights by 2 %, where that is lower still', () => {
    const lane = laneWith({ id: 'sgd', lr: 100 });
    // 100 · 0.02 / 0.4
    expect(retryOf(diverged(lane, 2), lane, 400, measured(wild, 100))).toEqual({
      path: 'optimizer.lr',
      value: 5,
    });
    // the schedule was at a quarter of the rate: the rate itself would have moved them by 1.6
    expect(retryOf(diverged(lane, 2), lane, 400, measured(wild, 25)).value).toBe(1.3);
    expect(retryOf(diverged(lane, 40), lane, 400, measured(wild, 100)).value).toBe(33); // it was not the first step
    const small = laneWith({ id: 'sgd', lr: 0.02 });
    expect(retryOf(diverged(small, 2), small, 400, measured(wild, 20)).value).toBe(0.002); // no higher than a tenth
  });

  it('goes lower where a velocity gathers gradients, by √(1 − μ²) at the highest momentum', () => {
    const lane = laneWith({ id: 'momentum', lr: 100, momentum: 0.8 });
    expect(retryOf(diverged(lane, 2), lane, 400, measured(wild, 100)).value).toBe(3); // 5 · 0.6
    const scheduled = laneWith({ id: 'nmgd', lr: 100 }); // to 0.95
    expect(retryOf(diverged(scheduled, 2), scheduled, 400, measured(wild, 100)).value).toBe(1.6); // 5 · 0.312
    const rms = laneWith({ id: 'rmsprop', lr: 100 }); // its first update is ten times those to come
    expect(retryOf(diverged(rms, 20), rms, 400, measured(wild, 100)).value).toBe(33);
    const tenth = { ...measured(wild, 100), firstUpdate: { lr: 100, weight: [3, 4], updateRatio: [200, 0] } };
    expect(retryOf(diverged(rms, 1), rms, 400, tenth).value).toBe(0.17); // 100 · 0.02 / 120 · 10
    const adam = laneWith({ id: 'adam', lr: 100 }); // an average of gradients is no larger than they are
    expect(retryOf(diverged(adam, 2), adam, 400, measured(wild, 100)).value).toBe(5);
  });

  it('does the same for a lane that never learned, by whether its loss exploded at first', () => {
    const lane = laneWith({ id: 'sgd', lr: 3 });
    expect(retryOf(dead(lane), lane, 400, unmeasured(wild)).value).toBe(0.3);
    expect(retryOf(dead(lane), lane, 400, unmeasured(steady)).value).toBe(1);
    expect(retryOf(dead(lane), lane, 400, measured(wild, 3)).value).toBe(0.15);
  });

  it('is higher where a lane never learned, never exploded, and hardly moved', () => {
    const lane = laneWith({ id: 'sgd', lr: 1e-6 });
    const slow: Symptoms = {
      loss: steady,
      firstUpdate: { lr: 1e-6, weight: [3, 4], updateRatio: [1e-7, 1e-7] },
    };
    expect(retryOf(dead(lane), lane, 400, slow)).toEqual({ path: 'optimizer.lr', value: 0.2 });
    expect(retryOf(dead(lane), lane, 400, { ...slow, loss: wild }).value).toBe(1e-7);
    expect(retryOf(dead(lane, true), lane, 400, slow).value).toBe(3.3e-7); // it exploded later on
  });
});

describe('a retry after an edit', () => {
  it('goes back to the learning rate before it, and no higher than a tenth or a third of the new one', () => {
    const far = laneWith({ id: 'nesterov', lr: 0.02 }, [raisedAt(317, 10)]);
    expect(retryOf(diverged(far, 320), far, 400, unmeasured(steady)).value).toBe(0.02);
    const near = laneWith({ id: 'nesterov', lr: 0.02 }, [raisedAt(20, 1), raisedAt(60, 5)]);
    expect(retryOf(diverged(near, 61), near, 400, unmeasured(steady)).value).toBe(0.5);
    expect(retryOf(diverged(near, 90), near, 400, unmeasured(steady)).value).toBe(1);
  });

  it('of another number or a schedule puts back what was there', () => {
    const momentum = laneWith({ id: 'nesterov', lr: 0.02 }, [
      { step: 50, set: { 'optimizer.momentum': 0.9999 } },
    ]);
    expect(retryOf(diverged(momentum, 60), momentum, 400, unmeasured(steady))).toEqual({
      path: 'optimizer.momentum',
      value: 0.9,
    });
    const lrSchedule = { id: 'one-cycle', warmup: 0, warmupFrom: 0 };
    const cycled = laneWith({ id: 'sgd' }, [{ step: 50, set: { lrSchedule } }]);
    expect(retryOf(diverged(cycled, 60), cycled, 400, unmeasured(steady))).toMatchObject({
      path: 'lrSchedule',
      value: { id: 'constant' },
    });
  });
});

it('a retry after a setting that breaks a lane by itself brings its default back', () => {
  const lane = laneWith({ id: 'adagrad', eps: 1e-25 });
  expect(retryOf(diverged(lane, 1), lane, 400, measured(wild, 0.01))).toEqual({
    path: 'optimizer.eps',
    value: 1e-10,
  });
});

it('a retry after a warm-up longer than the run makes it a tenth of it', () => {
  const lane = laneWith({ id: 'sgd' }, [], { lrSchedule: { id: 'cosine', warmup: 500 } });
  const retry = retryOf(dead(lane), lane, 400, unmeasured(steady));
  expect(retry).toMatchObject({ path: 'lrSchedule', value: { id: 'cosine', warmup: 40 } });
});

it('a retry of a lane that exploded in a warm-up longer than the run lowers its rate', () => {
  const lane = laneWith({ id: 'sgd', lr: 100 }, [], { lrSchedule: { id: 'constant', warmup: 500 } });
  expect(retryOf(dead(lane, true), lane, 400, unmeasured(wild))).toEqual({ path: 'optimizer.lr', value: 10 });
  // ‖Δθ‖ / ‖θ‖ of 0.2 at a rate of 1, so 20 at 100
  const warm = { ...measured(wild, 1), firstUpdate: { lr: 1, weight: [3, 4], updateRatio: [0.2, 0.2] } };
  expect(retryOf(dead(lane, true), lane, 400, warm)).toEqual({ path: 'optimizer.lr', value: 0.1 });
});

it('the lane tried again starts there, and keeps only what its events set besides', () => {
  const both = { step: 70, set: { 'optimizer.lr': 0.1, 'optimizer.momentum': 0.5 } };
  const lane = laneWith({ id: 'nesterov', lr: 0.02 }, [raisedAt(60, 5), both]);
  const { optimizer, events } = laneRetried(lane, { path: 'optimizer.lr', value: 1.7 });
  expect(optimizer).toEqual({ ...lane.optimizer, lr: 1.7 });
  expect(events).toEqual([{ step: 70, set: { 'optimizer.momentum': 0.5 } }]);
});
