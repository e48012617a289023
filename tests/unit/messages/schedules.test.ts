import { describe, expect, it } from 'vitest';
import { overrunsOf } from '../../../src/experiment/schedule-overruns.ts';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import {
  overrunText,
  scheduleHelp,
  scheduleName,
  schedulePartHelp,
  schedulePartLabel,
} from '../../../src/messages/schedules.ts';
import type { Translator } from '../../../src/messages/translator.ts';
import type { ScheduleId } from '../../../src/optim/schedules/index.ts';
import { schedules, schedulesFor } from '../../../src/optim/schedules/index.ts';
import type { ScheduleDeclaration } from '../../../src/optim/schedules/schedule.ts';
import { warmupParameters } from '../../../src/optim/schedules/warmup.ts';
import { laneOf } from '../../support/lane.ts';
import { en, zh } from '../../support/translator.ts';

const listed: readonly (ScheduleDeclaration & { readonly id: ScheduleId })[] = schedules;
const englishSentence = /^[A-Z].+\.$/;
const chineseSentence = /^[^\s.].*[\u4e00-\u9fff].*。$/;

describe('the texts of a schedule', () => {
  it.each(listed)('$id says what it does and what each of its parts does', ({ id, parameters, choices }) => {
    expect(scheduleHelp(en, id)).toMatch(englishSentence);
    expect(scheduleHelp(zh, id)).toMatch(chineseSentence);
    for (const { key } of [...parameters, ...warmupParameters, ...choices]) {
      expect(schedulePartLabel(en, id, key)).not.toMatch(/[.:]/);
      expect(schedulePartLabel(zh, id, key)).not.toMatch(/[.:。：]/);
      expect(schedulePartHelp(en, id, key)).toMatch(englishSentence);
      expect(schedulePartHelp(zh, id, key)).toMatch(chineseSentence);
    }
  });

  it.each([en, zh])('tells the schedules of one value apart by name', (t) => {
    for (const scheduled of ['lr', 'momentum'] as const) {
      const names = schedulesFor(scheduled).map(({ id }) => scheduleName(t, id));
      expect(new Set(names).size).toBe(names.length);
      expect(names[0]).toBe(t.language === 'en' ? 'Constant' : '恒定');
    }
  });
});

/** A lane with a schedule, of a run of 100 steps. */
const laneWith = (schedules: object): LaneSpec =>
  laneOf({ optimizer: { id: 'nesterov' }, ...schedules }, { training: { steps: 100 } });

const ofRate = (t: Translator, lrSchedule: object): string[] => {
  const schedule = laneWith({ lrSchedule }).lrSchedule;
  return overrunsOf(schedule, 100).map((overrun) => overrunText(t, overrun, schedule, 'lr'));
};
const ofMomentum = (t: Translator, momentumSchedule: object): string[] => {
  const schedule = laneWith({ momentumSchedule }).momentumSchedule;
  return overrunsOf(schedule, 100).map((overrun) => overrunText(t, overrun, schedule, 'momentum'));
};

describe('what a run has no room for', () => {
  it('is a warm-up as long as it or longer', () => {
    expect(ofRate(en, { id: 'cosine', warmup: 100 })).toEqual([
      'The warm-up of 100 steps is as long as the run: the learning rate never reaches its value.',
    ]);
    expect(ofMomentum(en, { id: 'constant', warmup: 500 })).toEqual([
      'The warm-up of 500 steps is longer than the run of 100: the momentum never reaches its value.',
    ]);
    expect(ofMomentum(zh, { id: 'constant', warmup: 500 })).toEqual([
      '预热 500 步，比 100 步的运行还长：动量达不到设定值。',
    ]);
  });

  it('is a first drop, rise or restart that never comes', () => {
    expect(ofRate(en, { id: 'step', every: 100 })).toEqual([
      'The first drop would come after 100 steps, and the schedule has 100: it never comes.',
    ]);
    expect(ofRate(en, { id: 'cosine-restarts', period: 250 })).toEqual([
      'The first period takes 250 steps, and the schedule has 100: it is cut short.',
    ]);
    expect(ofMomentum(en, { id: 'sutskever' })).toEqual([
      'The first rise would come after 250 steps, and the schedule has 100: it never comes.',
    ]);
    expect(ofRate(en, { id: 'multi-step', first: 0.5, second: 0.996, third: 1 })).toEqual([
      'The second drop would come after 100 steps, and the schedule has 100: it never comes.',
    ]);
    expect(ofRate(zh, { id: 'multi-step', first: 0.5, second: 0.996, third: 1 })).toEqual([
      '第二次下降在 100 步之后，而调度只有 100 步：不会发生。',
    ]);
  });

  it('is phases that overlap', () => {
    expect(ofMomentum(en, { id: 'nmgd', rise: 0.7, fall: 0.5 })).toEqual([
      '“rises for” and “settles for” take 120\u202f% of the run and overlap: the momentum jumps.',
    ]);
    expect(ofRate(en, { id: 'one-cycle', rise: 0.6, threePhase: true })).toEqual([
      '“rises for”, there and back, takes 120\u202f% of the run: the learning rate does not come back.',
    ]);
    expect(ofRate(zh, { id: 'one-cycle', rise: 0.6, threePhase: true })).toEqual([
      '“上升占比”往返占运行的 120%：学习率回不到起点。',
    ]);
  });
});
