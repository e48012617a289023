import { describe, expect, it } from 'vitest';
import { LaneHyper } from '../../../src/spec/lane-hyper.ts';
import { parseSpec } from '../../../src/spec/schema.ts';

const spec = (lane: object, rest: object = {}) =>
  parseSpec({ version: 1, data: { id: 'fashion-mnist' }, model: { id: 'cnn' }, lanes: [lane], ...rest });
const hyperOf = (lane: object, horizon: number | null = 100) => {
  const [first] = spec(lane).lanes;
  if (!first) throw new Error('no lane');
  return new LaneHyper(first, horizon);
};
const nesterov = { id: 'nesterov', lr: 0.1, momentum: 0.8 };

describe('LaneHyper', () => {
  it('foresees a schedule: momentumNext is the next step’s momentum', () => {
    const hyper = hyperOf({ optimizer: nesterov, momentumSchedule: { id: 'step', every: 10, factor: 0.5 } });
    expect(hyper.at(8)).toMatchObject({ momentum: 0.8, momentumNext: 0.8 });
    expect(hyper.at(9)).toMatchObject({ momentum: 0.8, momentumNext: 0.4 });
    expect(hyper.at(10)).toMatchObject({ momentum: 0.4, momentumNext: 0.4 });
  });

  it('does not foresee a hand: momentumNext just before it is the old momentum', () => {
    const hyper = hyperOf({ optimizer: nesterov });
    hyper.change(5, { 'optimizer.momentum': 0.5 });
    expect(hyper.at(4)).toMatchObject({ momentum: 0.8, momentumNext: 0.8 });
    expect(hyper.at(5)).toMatchObject({ momentum: 0.5, momentumNext: 0.5 });
  });

  it('lets a moved learning rate go through the schedule', () => {
    const hyper = hyperOf({ optimizer: nesterov, lrSchedule: { id: 'cosine' } });
    hyper.change(50, { 'optimizer.lr': 0.4 });
    expect(hyper.at(49).lr).toBeCloseTo(0.1 * 0.5 * (1 + Math.cos(Math.PI * 0.49)), 12);
    expect(hyper.at(50).lr).toBeCloseTo(0.2, 12);
  });

  it('writes the hands down so that a replay of the lane gives the same numbers', () => {
    const live = hyperOf({ optimizer: nesterov, lrSchedule: { id: 'cosine' } });
    const seen = [];
    for (let t = 0; t < 40; t++) {
      if (t === 0) live.change(0, { 'optimizer.momentum': 0.7 });
      if (t === 12) live.change(12, { 'optimizer.lr': 0.3 });
      if (t === 30) live.change(30, { lrSchedule: { id: 'constant', warmup: 0, warmupFrom: 0 } });
      seen.push(live.at(t));
    }
    expect(live.lane.optimizer.momentum).toBe(0.7);
    expect(live.lane.events.map(({ step }) => step)).toEqual([12, 30]);
    const replay = new LaneHyper(live.lane, 100);
    expect(Array.from({ length: 40 }, (_, t) => replay.at(t))).toEqual(seen);
  });

  it('answers for any step in any order', () => {
    const hyper = hyperOf({ optimizer: nesterov, events: [{ step: 5, set: { 'optimizer.lr': 0.5 } }] });
    expect([7, 3, 5, 4].map((t) => hyper.at(t).lr)).toEqual([0.5, 0.1, 0.5, 0.1]);
  });

  it('runs without a horizon', () => {
    expect(
      hyperOf({ optimizer: nesterov, lrSchedule: { id: 'step', every: 4, factor: 0.5 } }, null).at(9).lr,
    ).toBeCloseTo(0.025, 12);
  });
});
