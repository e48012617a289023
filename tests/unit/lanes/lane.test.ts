import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HyperparamTimeline } from '../../../src/experiment/hyperparam-timeline.ts';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { cosine } from '../../../src/optim/schedules/cosine.ts';
import { step } from '../../../src/optim/schedules/step.ts';
import type { LaneStatus } from '../../../src/ui/kit/lane/laneStatus.ts';
import { laneStatus, seedsStatus, statusText, toneOf } from '../../../src/ui/kit/lane/laneStatus.ts';
import { hyperparamChange, laneAt, recordEdit } from '../../../src/ui/lanes/laneNow.ts';
import { chooseOptimizer } from '../../../src/ui/lanes/laneParts.ts';
import { chooseSchedule, formulaFor, lacksLength } from '../../../src/ui/lanes/scheduleChoice.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

function laneOf(lane: Record<string, unknown>): LaneSpec {
  const [parsed] = experiment({
    lanes: [{ optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, ...lane }],
  }).lanes;
  if (parsed === undefined) throw new RangeError('no lane');
  return parsed;
}

const schedule = { warmup: 0, warmupFrom: 0.01 };

describe('laneAt', () => {
  const lane = laneOf({
    events: [
      { step: 10, set: { 'optimizer.lr': 0.1 } },
      { step: 20, set: { 'optimizer.momentum': 0.5, lrSchedule: { id: 'step' } } },
      { step: 30, set: { 'optimizer.lr': 0.3 } },
    ],
  });

  it('applies each event from its own step on', () => {
    expect([0, 9, 10, 29, 30].map((t) => laneAt(lane, t, {}).optimizer.lr)).toEqual([
      0.02, 0.02, 0.1, 0.1, 0.3,
    ]);
    expect([19, 20].map((t) => laneAt(lane, t, {}).optimizer.momentum)).toEqual([0.9, 0.5]);
    expect([19, 20].map((t) => laneAt(lane, t, {}).lrSchedule.id)).toEqual(['constant', 'step']);
  });

  it('shows the values that the trainer uses', () => {
    const key = fc.constantFrom('optimizer.lr' as const, 'optimizer.momentum' as const);
    const value = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const events = fc.array(
      fc.tuple(fc.nat(50), key, value).map(([at, path, v]) => ({ step: at, set: { [path]: v } })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(events, fc.nat(60), (list, t) => {
        const moved = laneOf({ events: list });
        const { lr, momentum } = new HyperparamTimeline(moved, 100).at(t);
        const { optimizer } = laneAt(moved, t, {});
        expect([optimizer.lr, optimizer.momentum]).toEqual([lr, momentum]);
      }),
    );
  });

  it('keeps a live edit over the events before it, value by value', () => {
    const editSteps = recordEdit({}, hyperparamChange('lr', 0.05), 15);
    const moved = { ...lane, optimizer: { ...lane.optimizer, lr: 0.05 } };
    expect([15, 29, 30].map((t) => laneAt(moved, t, editSteps).optimizer.lr)).toEqual([0.05, 0.05, 0.3]);
    expect(laneAt(moved, 20, editSteps).optimizer.momentum).toBe(0.5);
    expect(recordEdit(editSteps, { lrSchedule: lane.lrSchedule }, 25)).toEqual({
      'optimizer.lr': 15,
      lrSchedule: 25,
    });
  });

  it('leaves the lane it was given alone', () => {
    laneAt(lane, 30, {});
    expect(lane.optimizer).toMatchObject({ id: 'nesterov', lr: 0.02, momentum: 0.9, weightDecay: 0 });
  });
});

describe('chooseOptimizer', () => {
  const lane = laneOf({ events: [{ step: 5, set: { 'optimizer.lr': 0.3 } }] });

  it('keeps the values in force that both have and drops the rest, the edits with them', () => {
    const sgd = chooseOptimizer(laneAt(lane, 9, {}), 'sgd');
    expect(sgd.optimizer).toEqual({ id: 'sgd', lr: 0.3, weightDecay: 0, decoupled: false });
    expect(sgd).toMatchObject({ name: 'SGD', events: [] });
  });

  it('gives what is new its default, and comes out as a lane the spec takes', () => {
    const sgd = laneOf({ optimizer: { id: 'sgd', lr: 0.1 } });
    const next = chooseOptimizer(sgd, 'momentum');
    expect(next.optimizer).toMatchObject({ id: 'momentum', lr: 0.1, momentum: 0.9, weightDecay: 0 });
    expect(laneOf({ ...next }).optimizer).toEqual(next.optimizer);
  });

  it('changes a momentum schedule that came with the optimizer, and keeps one that was chosen', () => {
    const nmgd = chooseOptimizer(lane, 'nmgd');
    expect(nmgd.momentumSchedule).toMatchObject({ id: 'nmgd', start: 0.5, max: 0.95, end: 0.85 });
    expect(chooseOptimizer(nmgd, 'adam').momentumSchedule.id).toBe('constant');
    const chosen = laneOf({ momentumSchedule: { id: 'sutskever' } });
    expect(chooseOptimizer(chosen, 'nmgd').momentumSchedule.id).toBe('sutskever');
    expect(chooseOptimizer(chosen, 'sgd').momentumSchedule.id).toBe('constant');
  });

  it('keeps a learning rate within a family alone', () => {
    const adam = chooseOptimizer(lane, 'adam');
    expect(adam.optimizer).toMatchObject({ id: 'adam', lr: 0.001, beta1: 0.9 });
    const fast = laneOf({
      ...adam,
      optimizer: { ...adam.optimizer, lr: 0.004, beta2: 0.99, weightDecay: 0.001 },
    });
    expect(chooseOptimizer(fast, 'nadam').optimizer).toMatchObject({
      lr: 0.004,
      beta2: 0.99,
      weightDecay: 0.001,
    });
    expect(chooseOptimizer(fast, 'muon').optimizer).toMatchObject({ lr: 0.02, momentum: 0.95, beta2: 0.99 });
    expect(
      chooseOptimizer(laneOf({ optimizer: { id: 'nesterov', momentum: 0.5 } }), 'rmsprop').optimizer.momentum,
    ).toBe(0);
  });

  it('keeps clipping and guard', () => {
    const guarded = laneOf({ clip: { globalNorm: 2 }, guard: { factor: 4 } });
    expect(chooseOptimizer(guarded, 'adam')).toMatchObject({
      clip: { globalNorm: 2, value: null },
      guard: { factor: 4 },
    });
  });

  it('leaves a name of its own to the lane', () => {
    const named = laneOf({ name: 'Mine' });
    expect(chooseOptimizer(named, 'sgd').name).toBe('Mine');
  });

  it('gives a lane none of the names that others have', () => {
    expect(chooseOptimizer(lane, 'sgd', ['SGD', 'Adam']).name).toBe('SGD 2');
    expect(chooseOptimizer({ ...lane, name: 'Nesterov 2' }, 'adam', ['Nesterov']).name).toBe('Adam');
  });
});

describe('schedules', () => {
  it('start from their defaults behind the warm-up there was', () => {
    const current = { id: 'cosine' as const, final: 0.3, warmup: 50, warmupFrom: 0.1 };
    expect(chooseSchedule(current, 'step', 2000)).toEqual({
      id: 'step',
      every: 500,
      factor: 0.5,
      warmup: 50,
      warmupFrom: 0.1,
    });
    expect(chooseSchedule(current, 'step', 300).every).toBe(75);
    expect(chooseSchedule(current, 'constant', null)).toEqual({
      id: 'constant',
      warmup: 50,
      warmupFrom: 0.1,
    });
  });

  it('that stretch over the run need a length', () => {
    expect([cosine, step].map((one) => lacksLength(one, null))).toEqual([true, false]);
    expect(lacksLength(cosine, 2000)).toBe(false);
    expect(en('lanes.schedule.needsLength', { schedule: 'Cosine' })).toBe(
      'Cosine needs a length, since it spans the whole run. Set steps or epochs under Length.',
    );
    expect(zh('lanes.schedule.needsLength', { schedule: '余弦' })).toBe(
      '“余弦”覆盖整个运行，因此需要长度。请在“训练长度”中设定步数或轮次。',
    );
  });

  it('are written for the parameter they move', () => {
    expect(formulaFor(step, '\\mu')).toBe('\\mu_t = \\mu \\, \\gamma^{\\lfloor t / S \\rfloor}');
    expect(chooseSchedule({ id: 'step', ...schedule }, 'cosine', 300).final).toBe(0);
  });
});

const inWords = (status: LaneStatus): string => statusText(en, status);

describe('laneStatus', () => {
  const ready = { state: 'ready', divergence: null, targetStep: null, skipped: 0 } as const;
  const running = { ...ready, state: 'running' } as const;

  it('says what a lane does', () => {
    expect(inWords(laneStatus('paused', ready, false))).toBe('Ready');
    expect(inWords(laneStatus('running', running, true))).toBe('Running');
    expect(inWords(laneStatus('paused', running, true))).toBe('Paused');
    expect(inWords(laneStatus('building', ready, false))).toBe('Building');
    expect(inWords(laneStatus('finished', { ...ready, state: 'finished' }, true))).toBe('Finished');
    expect(inWords(laneStatus('finished', { ...ready, state: 'stopped' }, true))).toBe('Stopped');
    const failed = laneStatus('failed', running, true);
    expect([failed.id, inWords(failed), toneOf(failed)]).toEqual(['failed', 'Failed', 'bad']);
    expect(statusText(zh, failed)).toBe('失败');
  });

  it('names the step the target was reached at, while it runs on and after', () => {
    const reached = { id: 'target', step: 1240 } as const;
    expect([inWords(reached), toneOf(reached)]).toEqual(['Target at step 1\u202f240', 'good']);
    expect(statusText(zh, reached)).toBe('第 1\u202f240 步达标');
    expect(laneStatus('running', { ...running, targetStep: 1240 }, true)).toEqual(reached);
    expect(laneStatus('finished', { ...ready, state: 'target', targetStep: 1240 }, true)).toEqual(reached);
  });

  it('says of a lane that trains and is no better than a guess which kind it is, unless it had reached the target', () => {
    const ended = (lane: object, id: 'notLearning' | 'collapsed') =>
      laneStatus('finished', { ...running, state: 'finished', ...lane }, true, true, null, id);
    const idle = [ended({}, 'notLearning'), ended({}, 'collapsed')];
    expect(idle).toEqual([{ id: 'notLearning' }, { id: 'collapsed' }]);
    expect(idle.map(inWords)).toEqual(['Not learning', 'Collapsed']);
    expect(idle.map(toneOf)).toEqual(['bad', 'bad']);
    expect(ended({ targetStep: 300 }, 'collapsed').id).toBe('target');
  });

  it('puts divergence before all else', () => {
    expect(inWords(laneStatus('running', { ...running, state: 'diverged', targetStep: 700 }, true))).toBe(
      'Diverged',
    );
  });
});

describe('seedsStatus', () => {
  const ended = { state: 'finished', divergence: null, targetStep: 20 } as const;
  const running = { state: 'running', divergence: null, targetStep: null } as const;
  const seeds = { decided: 5, reached: 5, diverged: 0 };
  const reached = { state: 'target', stepsToTarget: 30, seeds, isWhole: true } as const;

  it('says the median step of the target, and not that of the last seed', () => {
    const median = seedsStatus('finished', ended, reached, null);
    expect([inWords(median), toneOf(median)]).toEqual(['Median step 30', 'good']);
    expect(statusText(zh, median)).toBe('中位步数 30');
    const between = { ...reached, state: 'running', stepsToTarget: 1230.5 } as const;
    expect(inWords(seedsStatus('running', running, between, 3))).toBe('Median step 1\u202f230.5');
  });

  it('counts the seeds that came to something else, and names the one under way', () => {
    const short = { ...reached, stepsToTarget: null } as const;
    const of = (state: 'didNotFinish' | 'diverged', counts: object) =>
      seedsStatus('finished', ended, { ...short, state, seeds: { ...seeds, ...counts } }, null);
    expect(inWords(of('didNotFinish', { reached: 2 }))).toBe('Target in 2 of 5');
    expect(inWords(of('didNotFinish', { reached: 0 }))).toBe('Did not finish');
    expect(inWords(of('diverged', { reached: 0, diverged: 4 }))).toBe('Diverged in 4 of 5');
    const diverged = { ...running, state: 'diverged' } as const;
    const atSeed = (lane: typeof running | typeof diverged) =>
      inWords(seedsStatus('running', lane, { ...short, state: 'running' }, 4));
    expect(atSeed(diverged)).toBe('Diverged at seed 4');
    const past = seedsStatus('running', { ...running, targetStep: 20 }, { ...short, state: 'running' }, 4);
    expect(inWords(past)).toBe('Running');
    expect(
      [of('didNotFinish', { reached: 2 }), of('diverged', { reached: 0, diverged: 4 })].map(toneOf),
    ).toEqual(['neutral', 'bad']);
  });

  it('says of a lane that was stopped by hand that it was, whatever it had reached before', () => {
    const stopped = { ...running, state: 'stopped' } as const;
    expect(inWords(seedsStatus('running', stopped, reached, 3))).toBe('Stopped');
    expect(inWords(seedsStatus('finished', stopped, { ...reached, isWhole: false }, null))).toBe('Stopped');
    expect(seedsStatus('finished', stopped, reached, null).id).toBe('targetMedian'); // all were stopped in the last seed
  });
});
