import { describe, expect, it } from 'vitest';
import { laneOverruns, overrunsOf } from '../../../src/experiment/schedule-overruns.ts';
import type { LaneSpec, ScheduleSpec } from '../../../src/experiment/schema.ts';
import { badgeText } from '../../../src/messages/badges.ts';
import { unfinishedText } from '../../../src/messages/confounders.ts';
import { badgeFacts } from '../../../src/race/badge-facts.ts';
import { unfinishedSchedules } from '../../../src/race/unfinished-schedules.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';

const plain = (text: string) => text.replaceAll('\u202f', ' ');
/** Lanes of a run of 100 steps, as cases/warm-up-longer-than-run has them. */
const lanesOf = (...lanes: readonly object[]): readonly LaneSpec[] =>
  experiment({
    data: { id: 'mnist-10k', batchSize: 8, validation: 100 },
    model: { id: 'logistic' },
    training: { steps: 100, evalEvery: 50 },
    lanes: lanes.map((lane) => ({ optimizer: { id: 'nesterov' }, ...lane })),
  }).lanes;
const lrOf = (lrSchedule: object): ScheduleSpec => {
  const [lane] = lanesOf({ lrSchedule });
  if (!lane) throw new Error('no lane');
  return lane.lrSchedule;
};
const momentumOf = (momentumSchedule: object): ScheduleSpec => {
  const [lane] = lanesOf({ momentumSchedule });
  if (!lane) throw new Error('no lane');
  return lane.momentumSchedule;
};

describe('what a run has no room for', () => {
  it('is a warm-up as long as it or longer, and then nothing else is said', () => {
    expect(overrunsOf(lrOf({ id: 'cosine', warmup: 99 }), 100)).toEqual([]);
    expect(overrunsOf(lrOf({ id: 'step', every: 900, warmup: 500 }), 100)).toEqual([
      { id: 'tooLong', key: 'warmup', steps: 500, room: 100 },
    ]);
  });

  it('is a first drop, rise or restart that never comes, counted from the end of the warm-up', () => {
    expect(overrunsOf(lrOf({ id: 'step', every: 99 }), 100)).toEqual([]);
    expect(overrunsOf(lrOf({ id: 'step', every: 60, warmup: 40 }), 100)).toEqual([
      { id: 'tooLong', key: 'every', steps: 60, room: 60 },
    ]);
    expect(overrunsOf(lrOf({ id: 'cosine-restarts', period: 100 }), 100)).toEqual([]); // whole, without a restart
  });

  it('is phases that overlap', () => {
    expect(overrunsOf(momentumOf({ id: 'nmgd', rise: 0.5, fall: 0.5 }), 100)).toEqual([]);
    expect(overrunsOf(lrOf({ id: 'one-cycle', rise: 0.6 }), 100)).toEqual([]);
    expect(
      overrunsOf(momentumOf({ id: 'one-cycle-momentum', rise: 0.6, threePhase: true }), 100),
    ).toMatchObject([{ id: 'overlap', keys: ['rise'] }]);
  });

  it('is nothing in a run until stopped', () => {
    expect(overrunsOf(lrOf({ id: 'step', every: 5000, warmup: 500 }), null)).toEqual([]);
  });
});

describe('a lane', () => {
  it('is held against all schedules it gets, and its momentum’s where it has one', () => {
    const events = [{ step: 10, set: { lrSchedule: { id: 'step', every: 500 } } }];
    const [moved, sgd] = lanesOf({ events }, { optimizer: { id: 'sgd' }, lrSchedule: { id: 'cosine' } });
    if (!moved || !sgd) throw new Error('no lanes');
    expect(laneOverruns(moved, 100)).toMatchObject([
      { path: 'lrSchedule', from: 10, overrun: { key: 'every' } },
    ]);
    expect(laneOverruns(sgd, 100)).toEqual([]);
  });

  it('makes a badge of the race, with what it is', () => {
    const cosine = { id: 'cosine', warmupFrom: 0.01 };
    const lanes = lanesOf(
      { name: 'Warm-up of 500', lrSchedule: { ...cosine, warmup: 500 } },
      { name: 'None', lrSchedule: cosine },
    );
    const help =
      'Warm-up of 500: The warm-up of 500 steps is longer than the run of 100: the learning rate never reaches its value.';
    const names = lanes.map(({ name }) => name);
    expect(unfinishedSchedules(lanes, 100).map((of) => plain(unfinishedText(en, of, names)))).toEqual([help]);
    const badges = (totalSteps: number) => {
      const raced = lanes.map(() => ({ runs: [] }));
      return raceVerdict(raced, { target: null, evalEvery: 50, tuning: null, specs: lanes, totalSteps })
        .badges;
    };
    expect(badges(100)).toContainEqual({ id: 'unfinished', lanes: [0], totalSteps: 100 });
    expect(
      badgeFacts({ badges: [{ id: 'unfinished', lanes: [0], totalSteps: 100 }], excluded: [] }, lanes).map(
        (of) => badgeText(en, of, names),
      )[0],
    ).toMatchObject({
      text: 'Schedule cut short',
      tone: 'warning',
      help: expect.stringContaining('The warm-up of 500 steps is longer than the run of 100'),
    });
    expect(badges(1000).some(({ id }) => id === 'unfinished')).toBe(false);
  });
});
