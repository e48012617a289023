import { describe, expect, it } from 'vitest';
import { HyperparamTimeline } from '../../../src/experiment/hyperparam-timeline.ts';
import { planOf, updateOf } from '../../../src/experiment/lane-update.ts';
import { optimizerById, optimizers } from '../../../src/optim/index.ts';
import { experiment } from '../../support/experiment.ts';

const spec = (lane: object, rest: object = {}) => experiment({ lanes: [lane], ...rest });
const timelineOf = (lane: object, totalSteps: number | null = 100) => {
  const [first] = spec(lane).lanes;
  if (!first) throw new Error('no lane');
  return new HyperparamTimeline(first, totalSteps);
};
const nesterov = { id: 'nesterov', lr: 0.1, momentum: 0.8 };

describe('LaneHyper', () => {
  it('foresees a schedule: momentumNext is the next step’s momentum', () => {
    const timeline = timelineOf({
      optimizer: nesterov,
      momentumSchedule: { id: 'step', every: 10, factor: 0.5 },
    });
    expect(timeline.at(8)).toMatchObject({ momentum: 0.8, momentumNext: 0.8 });
    expect(timeline.at(9)).toMatchObject({ momentum: 0.8, momentumNext: 0.4 });
    expect(timeline.at(10)).toMatchObject({ momentum: 0.4, momentumNext: 0.4 });
  });

  it('does not foresee a live edit: momentumNext just before it is the old momentum', () => {
    const timeline = timelineOf({ optimizer: nesterov });
    timeline.change(5, { 'optimizer.momentum': 0.5 });
    expect(timeline.at(4)).toMatchObject({ momentum: 0.8, momentumNext: 0.8 });
    expect(timeline.at(5)).toMatchObject({ momentum: 0.5, momentumNext: 0.5 });
  });

  it('lets a moved learning rate go through the schedule', () => {
    const timeline = timelineOf({ optimizer: nesterov, lrSchedule: { id: 'cosine' } });
    timeline.change(50, { 'optimizer.lr': 0.4 });
    expect(timeline.at(49).lr).toBeCloseTo(0.1 * 0.5 * (1 + Math.cos(Math.PI * 0.49)), 12);
    expect(timeline.at(50).lr).toBeCloseTo(0.2, 12);
  });

  it('records live edits so that a replay of the lane gives the same numbers', () => {
    const live = timelineOf({ optimizer: nesterov, lrSchedule: { id: 'cosine' } });
    const seen = [];
    for (let t = 0; t < 40; t++) {
      if (t === 0) live.change(0, { 'optimizer.momentum': 0.7 });
      if (t === 12) live.change(12, { 'optimizer.lr': 0.3 });
      if (t === 30) live.change(30, { lrSchedule: { id: 'constant', warmup: 0, warmupFrom: 0 } });
      seen.push(live.at(t));
    }
    expect(live.lane.optimizer.momentum).toBe(0.7);
    expect(live.lane.events.map(({ step }) => step)).toEqual([12, 30]);
    const replay = new HyperparamTimeline(live.lane, 100);
    expect(Array.from({ length: 40 }, (_, t) => replay.at(t))).toEqual(seen);
  });

  it('lets a live edit before the first step act behind the events of step 0', () => {
    const events = [
      { step: 0, set: { 'optimizer.lr': 0.3, 'optimizer.momentum': 0.6 } },
      { step: 4, set: { 'optimizer.lr': 0.9 } },
    ];
    const timeline = timelineOf({ optimizer: nesterov, events });
    timeline.change(0, { 'optimizer.lr': 0.2 });
    expect([0, 3, 4].map((t) => timeline.at(t).lr)).toEqual([0.2, 0.2, 0.9]);
    expect(timeline.at(0).momentum).toBe(0.6);
    expect(new HyperparamTimeline(timeline.lane, 100).at(0)).toEqual(timeline.at(0));
  });

  it('answers for any step in any order', () => {
    const timeline = timelineOf({ optimizer: nesterov, events: [{ step: 5, set: { 'optimizer.lr': 0.5 } }] });
    expect([7, 3, 5, 4].map((t) => timeline.at(t).lr)).toEqual([0.5, 0.1, 0.5, 0.1]);
  });

  it('counts t from 1 and tells of clipping and the guard what is on', () => {
    const bare = timelineOf({ optimizer: nesterov }).at(6);
    expect(bare.t).toBe(7);
    expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(['clipNorm']));
    const full = timelineOf({
      optimizer: nesterov,
      clip: { globalNorm: 2, value: 0.5 },
      guard: {},
      events: [{ step: 5, set: { 'clip.globalNorm': 3, 'guard.factor': 20 } }],
    });
    expect(full.at(4)).toMatchObject({ clipNorm: 2, clipValue: 0.5, guardFactor: 10 });
    expect(full.at(5)).toMatchObject({ clipNorm: 3, clipValue: 0.5, guardFactor: 20 });
  });

  it('moves whatever is the optimizer’s momentum: β₁ in Adam', () => {
    const timeline = timelineOf({ optimizer: { id: 'adam' }, momentumSchedule: { id: 'nmgd' } });
    expect(timeline.at(0).beta1).toBeCloseTo(0.5, 12);
    expect(timeline.at(19).beta1Next).toBe(timeline.at(20).beta1);
    expect(timeline.at(20).beta1).toBeCloseTo(0.95, 12);
    expect(timeline.at(99).beta1Next).toBe(0.85);
    timeline.change(30, { momentumSchedule: { id: 'constant', warmup: 0, warmupFrom: 0 } });
    expect([29, 30].map((t) => timeline.at(t).beta1)).toEqual([0.95, 0.9]);
  });

  it('names no momentum where there is none', () => {
    const names = Object.keys(timelineOf({ optimizer: { id: 'sgd' } }).scheduledAt(3));
    expect(names.sort()).toEqual(['lr', 't', 'weightDecay']);
  });

  it.each(optimizers)('has every host scalar of the plan of $id, in any order of steps', ({ id }) => {
    const lane = {
      optimizer: { id },
      clip: { globalNorm: 1, value: 1 },
      guard: {},
      lrSchedule: { id: 'cosine' },
    };
    const events = [
      { step: 3, set: { 'optimizer.lr': 0.5 } },
      { step: 6, set: { 'guard.factor': 4 } },
    ];
    const timeline = timelineOf({ ...lane, events });
    const forwards = Array.from({ length: 12 }, (_, t) => timeline.at(t));
    const { hostScalars } = planOf(timeline.lane);
    expect(hostScalars.length).toBeGreaterThan(0);
    for (const hyperparams of forwards) {
      for (const { name } of hostScalars) expect(hyperparams[name], name).toBeTypeOf('number');
      for (const [name, value] of Object.entries(hyperparams)) expect(value, name).not.toBeNaN();
    }
    for (const t of [11, 7, 7, 0, 5, 3, 10]) expect(timeline.at(t)).toEqual(forwards[t]);
    expect(timelineOf({ ...lane, events }).at(9)).toEqual(forwards[9]);
  });

  it('carries NAdam’s product of momenta from the first step, whatever was asked before', () => {
    const nadam = { id: 'nadam', beta1: 0.9, momentumDecay: 0.004 };
    const mu = (t: number) => 0.9 * (1 - 0.5 * 0.96 ** (0.004 * t));
    const product = (t: number): number => (t === 0 ? 1 : product(t - 1) * mu(t));
    const timeline = timelineOf({ optimizer: nadam });
    for (const t of [0, 1, 2, 9, 4, 4, 0]) {
      expect(timeline.at(t).momentumProduct, `step ${t}`).toBeCloseTo(product(t + 1), 14);
    }
  });

  it('begins anew with a live edit before the first step', () => {
    const nadam = timelineOf({ optimizer: { id: 'nadam' } });
    nadam.change(0, { 'optimizer.beta1': 0.5, 'optimizer.lr': 0.2 });
    expect(nadam.at(2)).toEqual(timelineOf({ optimizer: { id: 'nadam', beta1: 0.5, lr: 0.2 } }).at(2));
  });

  it('runs without a length', () => {
    expect(
      timelineOf({ optimizer: nesterov, lrSchedule: { id: 'step', every: 4, factor: 0.5 } }, null).at(9).lr,
    ).toBeCloseTo(0.025, 12);
  });
});

describe('updateOf', () => {
  const updateFor = (lane: object) => updateOf(timelineOf(lane).lane);

  it('has the options of the optimizer, and whether clipping and guard are on', () => {
    expect(updateFor({ optimizer: nesterov })).toEqual({
      optimizer: optimizerById('nesterov'),
      options: { decoupled: false },
      clipsNorm: false,
      clipsValue: false,
      guarded: false,
    });
    expect(
      updateFor({
        optimizer: { id: 'nmgd', attention: true, keep: 6 },
        clip: { value: 3 },
        guard: { factor: 5 },
      }),
    ).toMatchObject({
      options: { attention: true, keep: 6, headSize: 64, decoupled: false },
      clipsNorm: false,
      clipsValue: true,
      guarded: true,
    });
  });

  it('does not change with live edits', () => {
    const timeline = timelineOf({ optimizer: nesterov, clip: { globalNorm: 1 }, guard: {} });
    const before = planOf(timeline.lane);
    timeline.change(0, { 'optimizer.lr': 3, 'clip.globalNorm': 9, 'guard.factor': 2 });
    expect(timeline.lane.clip.globalNorm).toBe(9);
    expect(planOf(timeline.lane)).toEqual(before);
  });
});
