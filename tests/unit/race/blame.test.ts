import { describe, expect, it } from 'vitest';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { laneIssueText } from '../../../src/messages/lane-issue.ts';
import { blameFromStart, blameOf } from '../../../src/race/blame.ts';
import type { LaneIssue } from '../../../src/race/lane-issue.ts';
import { divergedIssue, idleIssue, rejectedPatience } from '../../../src/race/lane-issue.ts';
import { laneOf } from '../../support/lane.ts';
import { en, zh } from '../../support/translator.ts';

const nesterov = (events: readonly object[] = [], more: object = {}) =>
  laneOf({ optimizer: { id: 'nesterov', lr: 0.02, ...more }, events });
const set = (step: number, path: string, value: number) => ({ step, set: { [path]: value } });
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('what is to blame', () => {
  it('is the last edit before that made the lane wilder', () => {
    const lane = nesterov([set(40, 'optimizer.lr', 1), set(60, 'optimizer.lr', 5)]);
    const edit = { id: 'edit', step: 60, path: 'optimizer.lr', from: 1, to: 5 };
    expect(blameOf(lane, 61, 400)).toEqual(edit);
    expect(blameOf(lane, 60, 400)).toMatchObject({ step: 40, from: 0.02, to: 1 }); // a loss comes before its update
    expect(blameOf(lane, 40, 400)).toEqual({ id: 'rate', base: 0.02, used: 0.02 });
  });

  it('is not an edit that made it calmer, as one that tried to save it', () => {
    const lane = nesterov([set(60, 'optimizer.lr', 5), set(80, 'optimizer.lr', 0.01)]);
    expect(blameOf(lane, 200, 400)).toMatchObject({ id: 'edit', step: 60, from: 0.02, to: 5 });
    const lower = nesterov([set(60, 'optimizer.lr', 0.001)], { lr: 3 });
    expect(blameOf(lower, 200, 400)).toMatchObject({ id: 'rate', base: 0.001 });
    const higher = laneOf({
      optimizer: { id: 'adam', eps: 1e-8 },
      events: [set(10, 'optimizer.eps', 1e-3), set(20, 'optimizer.eps', 1e-12)],
    });
    expect(blameOf(higher, 15, 400)).toMatchObject({ id: 'rate' });
    expect(blameOf(higher, 25, 400)).toMatchObject({
      id: 'edit',
      path: 'optimizer.eps',
      from: 1e-3,
      to: 1e-12,
    });
  });

  it('may be a schedule that was changed, a bound that was loosened or the momentum', () => {
    const cosine = { id: 'cosine', warmup: 0, warmupFrom: 0.01, final: 0 };
    expect(blameOf(nesterov([{ step: 9, set: { lrSchedule: cosine } }]), 20, 400)).toMatchObject({
      id: 'scheduleEdit',
      step: 9,
      path: 'lrSchedule',
      from: { id: 'constant' },
      to: { id: 'cosine' },
    });
    const clipped = laneOf({
      optimizer: { id: 'sgd' },
      clip: { globalNorm: 1 },
      events: [set(5, 'clip.globalNorm', 100)],
    });
    expect(blameOf(clipped, 6, 400)).toMatchObject({ path: 'clip.globalNorm', from: 1, to: 100 });
    expect(blameOf(nesterov([set(5, 'optimizer.momentum', 0.99)]), 6, 400)).toMatchObject({
      from: 0.9,
      to: 0.99,
    });
  });

  it('is a setting that breaks a lane by itself, and not the learning rate then', () => {
    const adam = (more: object) => blameOf(laneOf({ optimizer: { id: 'adam', ...more } }), 1, 400);
    expect(adam({ eps: 1e-20 })).toEqual({ id: 'setting', path: 'optimizer.eps', value: 1e-20 });
    expect(adam({ eps: 1e-16 }).id).toBe('rate');
    expect(adam({ beta1: 0.9999 })).toMatchObject({ id: 'setting', path: 'optimizer.beta1' });
    expect(adam({ lr: 0.1, weightDecay: 20 })).toMatchObject({
      id: 'setting',
      path: 'optimizer.weightDecay',
    });
    expect(adam({ lr: 100, weightDecay: 0.1 })).toMatchObject({ id: 'rate', base: 100 });
    const muon = laneOf({ optimizer: { id: 'muon', lrShare: 50 } });
    expect(blameOf(muon, 1, 400)).toMatchObject({ id: 'setting', path: 'optimizer.lrShare' });
  });

  it('is the learning rate otherwise, as set and as its schedule made it', () => {
    const halved = nesterov([], { lr: 2 });
    const lane = {
      ...halved,
      lrSchedule: { id: 'step', every: 10, factor: 0.5, warmup: 0, warmupFrom: 0 },
    } as const;
    expect(blameOf(lane, 11, 400)).toEqual({ id: 'rate', base: 2, used: 1 }); // by the update of step 10
  });

  it('of nothing learned is an edit among the first steps alone, or a warm-up that never ends', () => {
    const early = nesterov([set(3, 'optimizer.lr', 5), set(200, 'optimizer.lr', 9)]);
    expect(blameFromStart(early, 400, false)).toMatchObject({ id: 'edit', step: 3 });
    const warm = laneOf({ optimizer: { id: 'sgd' }, lrSchedule: { id: 'constant', warmup: 500 } });
    expect(blameFromStart(warm, 400, false)).toEqual({ id: 'warmup', steps: 500, totalSteps: 400 });
    expect(blameFromStart(warm, 500, false)).toEqual({ id: 'warmup', steps: 500, totalSteps: 500 });
    expect(blameFromStart(warm, 600, false).id).toBe('rate');
    expect(blameFromStart(warm, null, false).id).toBe('rate');
  });

  it('of nothing learned is no warm-up where an edit or a setting is to blame, or where the loss exploded', () => {
    const lrSchedule = { id: 'constant', warmup: 500 };
    const tiny = laneOf({ optimizer: { id: 'adam', eps: 1e-20 }, lrSchedule });
    expect(blameFromStart(tiny, 400, false)).toMatchObject({ id: 'setting', path: 'optimizer.eps' });
    const edited = laneOf({ optimizer: { id: 'sgd' }, lrSchedule, events: [set(3, 'optimizer.lr', 5)] });
    expect(blameFromStart(edited, 400, false)).toMatchObject({ id: 'edit', step: 3, to: 5 });
    const fast = laneOf({ optimizer: { id: 'sgd', lr: 100 }, lrSchedule: { ...lrSchedule, warmupFrom: 0 } });
    expect(blameFromStart(fast, 400, true)).toEqual({ id: 'rate', base: 100, used: 100 * (19 / 500) });
  });
});

describe('an issue in words', () => {
  const textOf = (issue: LaneIssue) =>
    plain(laneIssueText(en, issue, { patience: rejectedPatience, classes: 10 }));
  const diverged = (
    lane: LaneSpec,
    step: number,
    loss: number,
    reason: 'notFinite' | 'skipped' | 'atChance',
  ) => textOf(divergedIssue({ step, reason }, loss, lane, 400));

  it('names the step, the loss and what is to blame', () => {
    const edited = nesterov([set(60, 'optimizer.lr', 5)]);
    expect(diverged(edited, 61, Number.NaN, 'notFinite')).toBe(
      'Loss became NaN at step 61. Likely cause: learning rate changed from 0.02 to 5 at step 60, 1 step before.',
    );
    expect(diverged(nesterov([], { lr: 100 }), 1, 3191.8, 'notFinite')).toBe(
      'Loss became 3 192 at step 1. Likely cause: learning rate 100.',
    );
    const adam = laneOf({ optimizer: { id: 'adam', eps: 1e-20 } });
    expect(diverged(adam, 2, Number.POSITIVE_INFINITY, 'notFinite')).toBe(
      'Loss became ∞ at step 2. Likely cause: epsilon 10⁻²⁰.',
    );
  });

  it('of a guard that refuses every step counts from the first of them', () => {
    const edited = nesterov([set(100, 'optimizer.lr', 5), set(150, 'optimizer.lr', 9)]);
    expect(diverged(edited, 199, 1, 'skipped')).toBe(
      'Stopped at step 199: the guard skipped each of the last 100 steps. Likely cause: learning rate changed from 0.02 to 5 at step 100.',
    );
  });

  it('of old results that were ended at chance is still told', () => {
    expect(diverged(nesterov([set(60, 'optimizer.lr', 5)]), 200, 2.4, 'atChance')).toBe(
      'Back at chance at step 200: for 100 steps the smoothed loss was ln 10 = 2.30 or more. Likely cause: learning rate changed from 0.02 to 5 at step 60.',
    );
  });

  it('says what a lane that learns nothing stands at, and what one that collapsed had', () => {
    const dead = nesterov([], { lr: 3 });
    expect(
      textOf(idleIssue({ id: 'notLearning', step: 120, accuracy: 0.115, exploded: false }, dead, 400)),
    ).toBe('Not learning: no better than guessing (11.5 %) since the start. Likely cause: learning rate 3.');
    const late = nesterov([set(317, 'optimizer.lr', 10)]);
    const best = { step: 300, accuracy: 0.752 };
    expect(
      textOf(idleIssue({ id: 'collapsed', step: 400, accuracy: 0.094, since: 320, best }, late, 400)),
    ).toBe(
      'Collapsed: no better than guessing (9.4 %) since step 320. Likely cause: learning rate changed from 0.02 to 10 at step 317, 3 steps before. Best 75.2 % at step 300.',
    );
    expect(
      textOf(idleIssue({ id: 'collapsed', step: 400, accuracy: 0.094, since: null, best: null }, late, 400)),
    ).toBe(
      'Collapsed: no better than guessing (9.4 %) at step 400. Likely cause: learning rate changed from 0.02 to 10 at step 317.',
    );
    const warm = laneOf({ optimizer: { id: 'sgd' }, lrSchedule: { id: 'constant', warmup: 500 } });
    expect(
      textOf(idleIssue({ id: 'notLearning', step: 400, accuracy: 0.1, exploded: false }, warm, 400)),
    ).toBe(
      'Not learning: no better than guessing (10.0 %) since the start. Likely cause: the warm-up of 500 steps is longer than the run of 400.',
    );
    expect(
      textOf(idleIssue({ id: 'notLearning', step: 500, accuracy: 0.1, exploded: false }, warm, 500)),
    ).toBe(
      'Not learning: no better than guessing (10.0 %) since the start. Likely cause: the warm-up of 500 steps is as long as the run.',
    );
  });

  it('is said in Chinese too', () => {
    const edited = nesterov([set(60, 'optimizer.lr', 5)]);
    const issue = divergedIssue({ step: 61, reason: 'notFinite' }, Number.NaN, edited, 400);
    expect(laneIssueText(zh, issue, { patience: rejectedPatience, classes: 10 })).toBe(
      '第 61 步损失变为 NaN。可能原因：1 步之前（第 60 步），学习率从 0.02 改为 5。',
    );
  });
});
