import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describedSchema } from '../../../scripts/make-schema.mjs';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { experimentJsonSchema, parseLaneChange, parseSpec } from '../../../src/experiment/schema.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { optimizers } from '../../../src/optim/index.ts';
import type { Parameter } from '../../../src/optim/parameter.ts';
import { en } from '../../support/translator.ts';

const minimal = {
  version: 1,
  data: { id: 'fashion-mnist' },
  model: { id: 'cnn' },
  lanes: [{ optimizer: { id: 'nesterov' } }],
};

/** The message of the error, which must be one of ours with code `spec`. */
function rejection(input: unknown): string {
  try {
    parseSpec(input);
  } catch (error) {
    expect(error).toBeInstanceOf(DownhillError);
    expect((error as DownhillError).code).toBe('spec');
    return errorText(en, toErrorReport(error));
  }
  throw new Error('was taken');
}

const with_ = (path: string, value: unknown) => {
  const spec = structuredClone(minimal) as Record<string, unknown>;
  const keys = path.split('.');
  let at = spec;
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[keys.at(-1) ?? ''] = value;
  return spec;
};

describe('parseSpec', () => {
  it('fills in every default', () => {
    expect(parseSpec(minimal)).toEqual({
      version: 2,
      name: 'Untitled',
      seed: 1,
      seeds: 1,
      data: {
        id: 'fashion-mnist',
        batchSize: 64,
        trainCount: null,
        validation: 5000,
        classes: null,
        size: null,
        fit: 'pad',
        rgb: false,
        augment: { flip: false, shift: 0 },
        normalize: 'standardize',
      },
      model: {
        id: 'cnn',
        filters: [16, 32],
        kernel: 3,
        pool: 'max',
        dense: [],
        activation: 'relu',
        slope: 0.01,
        norm: 'none',
        groups: 4,
        dropout: 0,
        init: 'glorot',
      },
      start: null,
      training: { steps: 2000, epochs: null, evalEvery: 50, target: null, labelSmoothing: 0 },
      race: { mode: 'quick', tuningSeed: 0, grid: { points: 7, decades: 3 }, timing: null },
      lanes: [
        {
          id: 'a',
          name: 'Nesterov',
          optimizer: {
            id: 'nesterov',
            lr: 0.05,
            momentum: 0.9,
            dampening: 0,
            weightDecay: 0,
            decoupled: false,
          },
          lrSchedule: { id: 'constant', warmup: 0, warmupFrom: 0.01 },
          momentumSchedule: { id: 'constant', warmup: 0, warmupFrom: 0.01 },
          clip: { globalNorm: null, value: null },
          guard: null,
          styleIndex: 0,
          events: [],
        },
      ],
    });
  });

  it.each([
    [
      'lanes.0.optimizer.lr',
      'abc',
      'lanes[0].optimizer.lr: must be a finite number above 0, got "abc". Drag the slider or type e.g. 0.05.',
    ],
    ['lanes.0.optimizer.lr', 0, 'lanes[0].optimizer.lr: must be a finite number above 0, got 0'],
    ['lanes.0.optimizer.lr', Number.NaN, 'lanes[0].optimizer.lr: must be a finite number above 0, got NaN'],
    [
      'lanes.0.optimizer.lr',
      Number.POSITIVE_INFINITY,
      'lanes[0].optimizer.lr: must be a finite number above 0, got Infinity',
    ],
    [
      'lanes.0.optimizer.momentum',
      1,
      'lanes[0].optimizer.momentum: must be a finite number from 0 to below 1, got 1',
    ],
    [
      'lanes.0.optimizer.id',
      'adamant',
      `lanes[0].optimizer.id: must have the id ${en.format.or(optimizers.map(({ id }) => id))}, got "adamant"`,
    ],
    [
      'lanes.0.optimizer.beta',
      1,
      'lanes[0].optimizer: does not know "beta". Remove it, or check the spelling.',
    ],
    ['lanes.0.optimizer.decoupled', 1, 'lanes[0].optimizer.decoupled: must be true or false, got 1'],
    [
      'lanes.0.lrSchedule',
      { id: 'nmgd' },
      'lanes[0].lrSchedule.id: cannot move the learning rate, got "nmgd". Use constant,',
    ],
    [
      'lanes.0.momentumSchedule',
      { id: 'inverse-square-root' },
      'lanes[0].momentumSchedule.id: cannot move the momentum, got "inverse-square-root". Use constant,',
    ],
    [
      'lanes.0.momentumSchedule',
      { id: 'sometimes' },
      'lanes[0].momentumSchedule.id: must have the id constant,',
    ],
    ['lanes.0.momentumSchedule', 7, 'lanes[0].momentumSchedule'],
    [
      'lanes.0.lrSchedule',
      { id: 'one-cycle', threePhase: 'yes' },
      'lanes[0].lrSchedule.threePhase: must be true or false, got "yes"',
    ],
    [
      'lanes.0.clip',
      { globalNorm: 0 },
      'lanes[0].clip.globalNorm: must be a finite number above 0, got 0. Type e.g. 1, or null for no clipping.',
    ],
    ['lanes.0.clip', { value: -1 }, 'lanes[0].clip.value: must be a finite number above 0, got -1'],
    [
      'lanes.0.guard',
      { factor: 1 },
      'lanes[0].guard.factor: must be a finite number above 1, got 1. Type e.g. 10, or set guard to null for none.',
    ],
    [
      'training.labelSmoothing',
      1,
      'training.labelSmoothing: must be a finite number from 0 to below 1, got 1. Type a number from 0 to below 1, e.g. 0.1.',
    ],
    ['data.batchSize', 0, 'data.batchSize: must be a whole number from 1 to 1024, got 0'],
    ['data.batchSize', 1.5, 'data.batchSize: must be a whole number from 1 to 1024, got 1.5'],
    ['data.id', 'cifar', 'data.id: must be fashion-mnist, mnist-10k, emoji or emoji-64, got "cifar"'],
    [
      'training.target',
      { metric: 'validationAccuracy', value: 88 },
      'training.target.value: must be from 0 to 1 for an accuracy, got 88. Write 88 % as 0.88.',
    ],
    ['data.validation', 60_000, 'data.validation: must leave images to train on out of 60000, got 60000'],
    ['model.filters', [], 'model.filters: must be a list of 1 to 4 entries, got []. Give one to four widths'],
    ['model.filters', [1, 2, 3, 4, 5], 'model.filters: must be a list of 1 to 4 entries, got [1,2,3,4,5]'],
    ['training.steps', -1, 'training.steps: must be a whole number from 1'],
    ['version', 3, 'version: must be at most 2, got 3. Reload the page to get the latest Downhill.'],
    ['version', 0, 'version: must be a whole number from 1 to 2, got 0'],
    ['version', '1', 'version: must be a whole number from 1 to 2, got "1"'],
    ['lanes', [], 'lanes: must be a list of 1 to 8 lanes'],
    ['colour', 'red', 'experiment: does not know "colour"'],
  ])('refuses %s = %j and says where, what and what to do', (path, value, message) => {
    expect(rejection(with_(path, value))).toContain(message);
  });

  it.each([null, undefined, 1, 'x', [], {}])('refuses %j', (input) => {
    expect(rejection(input)).toMatch(/^(experiment|version|data)/);
  });

  it('takes a learning rate that is absurd, for it is not meaningless', () => {
    expect(parseSpec(with_('lanes.0.optimizer.lr', 1e9)).lanes[0]?.optimizer.lr).toBe(1e9);
  });

  it('refuses a cosine in a run without a length, also as an event', () => {
    const endless = { ...minimal, training: { steps: null, epochs: null } };
    const lane = { optimizer: { id: 'sgd' } };
    expect(rejection({ ...endless, lanes: [{ ...lane, lrSchedule: { id: 'cosine' } }] })).toContain(
      'lanes[0].lrSchedule: a cosine schedule needs a length',
    );
    const events = [{ step: 5, set: { lrSchedule: { id: 'cosine' } } }];
    expect(rejection({ ...endless, lanes: [{ ...lane, events }] })).toContain(
      'lanes[0].events[0].set.lrSchedule',
    );
  });

  it('refuses an event for a hyper-parameter the optimizer lacks', () => {
    const events = [{ step: 5, set: { 'optimizer.momentum': 0.5 } }];
    expect(rejection({ ...minimal, lanes: [{ optimizer: { id: 'sgd' }, events }] })).toContain(
      'lanes[0].events[0].set.optimizer.momentum: sgd has no such hyperparameter. Use optimizer.lr or optimizer.weightDecay.',
    );
  });

  it('gives a lane the momentum schedule of its optimizer, unless it names one', () => {
    const of = (lane: object) => parseSpec({ ...minimal, lanes: [lane] }).lanes[0]?.momentumSchedule;
    expect(of({ optimizer: { id: 'nmgd' } })).toEqual({
      id: 'nmgd',
      start: 0.5,
      max: 0.95,
      end: 0.85,
      rise: 0.2,
      fall: 0.5,
      warmup: 0,
      warmupFrom: 0.01,
    });
    expect(of({ optimizer: { id: 'nmgd' }, momentumSchedule: { id: 'constant' } })?.id).toBe('constant');
    expect(of({ optimizer: { id: 'nesterov' } })?.id).toBe('constant');
    expect(of({ optimizer: { id: 'adam' }, momentumSchedule: { id: 'nmgd' } })?.id).toBe('nmgd');
  });

  it('refuses a momentum schedule where there is no momentum, also as an event', () => {
    const lane = { optimizer: { id: 'sgd' } };
    expect(rejection({ ...minimal, lanes: [{ ...lane, momentumSchedule: { id: 'sutskever' } }] })).toBe(
      'lanes[0].momentumSchedule: sgd has no momentum to schedule, got sutskever. Leave it out, or choose an optimizer with momentum.',
    );
    const events = [{ step: 5, set: { momentumSchedule: { id: 'cosine' } } }];
    expect(rejection({ ...minimal, lanes: [{ ...lane, events }] })).toContain(
      'lanes[0].events[0].set.momentumSchedule: sgd has no momentum to schedule, got cosine',
    );
  });

  it('fills in a guard without a factor', () => {
    const guarded = parseSpec({ ...minimal, lanes: [{ optimizer: { id: 'sgd' }, guard: {} }] });
    expect(guarded.lanes[0]?.guard).toEqual({ factor: 10 });
  });

  it.each([
    ['clip.globalNorm', 'the lane does not clip by global norm and cannot start to during a run, got 2. Set'],
    ['clip.value', 'the lane does not clip by value and cannot start to during a run, got 2. Set clip.value'],
    ['guard.factor', 'the lane has no guard and cannot get one during a run, got 2. Set guard.factor'],
  ])('refuses an event for a %s that is off, and takes it where it is on', (key, message) => {
    const events = [{ step: 5, set: { [key]: 2 } }];
    const lane = { optimizer: { id: 'sgd' }, events };
    expect(rejection({ ...minimal, lanes: [lane] })).toContain(`lanes[0].events[0].set.${key}: ${message}`);
    const on = { ...lane, clip: { globalNorm: 1, value: 1 }, guard: {} };
    expect(parseSpec({ ...minimal, lanes: [on] }).lanes[0]?.events).toEqual(events);
    const offAgain = { ...on, events: [{ step: 5, set: { [key]: null } }] };
    expect(rejection({ ...minimal, lanes: [offAgain] })).toContain('got null');
  });

  it('takes an event on each hyper-parameter of each optimizer, and refuses what is meaningless there', () => {
    for (const { id, hyperparams } of optimizers) {
      for (const { key, default: value, valid } of hyperparams) {
        const path = `optimizer.${key}`;
        const lane = (to: number) => ({ optimizer: { id }, events: [{ step: 5, set: { [path]: to } }] });
        expect(parseSpec({ ...minimal, lanes: [lane(value)] }).lanes[0]?.events[0]?.set).toEqual({
          [path]: value,
        });
        expect(rejection({ ...minimal, lanes: [lane(valid.min - 1)] })).toContain(
          `events[0].set.${path}: must be`,
        );
      }
    }
  });

  it('refuses an event on what shapes the update', () => {
    const lane = { optimizer: { id: 'adam' }, events: [{ step: 5, set: { 'optimizer.amsgrad': true } }] };
    expect(rejection({ ...minimal, lanes: [lane] })).toContain(
      'lanes[0].events[0].set: does not know "optimizer.amsgrad"',
    );
  });

  it('puts events in the order of their steps', () => {
    const events = [9, 2, 5].map((step) => ({ step, set: { 'optimizer.lr': 0.1 } }));
    const parsed = parseSpec({ ...minimal, lanes: [{ optimizer: { id: 'sgd' }, events }] });
    expect(parsed.lanes[0]?.events.map(({ step }) => step)).toEqual([2, 5, 9]);
  });
});

describe('an experiment of several rounds', () => {
  const endless = { ...minimal, training: { steps: null } };
  const fair = { ...minimal, race: { mode: 'fair' } };

  it.each([
    [{ seeds: 2 }, 'seeds: more than one needs a length, got a run until stopped. Set steps or epochs'],
    [{ race: { mode: 'fair' } }, 'race.mode: fair needs a length'],
    [{ race: { timing: {} } }, 'race.timing: timing needs a length'],
  ])('needs a length: %j', (parts, message) => {
    expect(rejection({ ...endless, ...parts })).toContain(message);
    for (const length of [{ steps: 10 }, { epochs: 1 }]) {
      expect(parseSpec({ ...endless, ...parts, training: { steps: null, ...length } })).toMatchObject(parts);
    }
  });

  it('is as before where an older link says nothing of it, until stopped too', () => {
    expect(parseSpec(endless)).toMatchObject({ seeds: 1, race: { mode: 'quick', timing: null } });
  });

  it('moves no learning rate by an event where it is tuned, and anything else as ever', () => {
    const lane = (set: object) => ({ optimizer: { id: 'nesterov' }, events: [{ step: 5, set }] });
    expect(rejection({ ...fair, lanes: [lane({ 'optimizer.lr': 0.1 })] })).toBe(
      'lanes[0].events[0].set.optimizer.lr: must not change what a fair race tunes, got 0.1. Remove the event, or race in quick mode.',
    );
    for (const set of [{ 'optimizer.momentum': 0.5 }, { lrSchedule: { id: 'cosine' } }]) {
      expect(parseSpec({ ...fair, lanes: [lane(set)] }).lanes[0]?.events[0]?.set).toMatchObject(set);
    }
  });

  it('tunes around a learning rate whose grid is numbers', () => {
    const lanes = [{ optimizer: { id: 'sgd', lr: 1e35 } }];
    expect(rejection({ ...fair, lanes })).toContain('lanes[0].optimizer.lr: must be from 1e-30 to 1e+30');
    expect(parseSpec({ ...minimal, lanes }).lanes[0]?.optimizer.lr).toBe(1e35);
  });

  it.each([
    ['seeds', 0, 'seeds: must be a whole number from 1 to 99, got 0'],
    ['race.mode', 'slow', 'race.mode: must be quick or fair, got "slow"'],
    ['race.grid.points', 4, 'race.grid.points: must be a whole number from 5 to 9, got 4'],
    ['race.grid.decades', 0.5, 'race.grid.decades: must be a finite number from 1 to 8, got 0.5'],
    ['race.timing', { steps: 0 }, 'race.timing.steps: must be a whole number from 1 to 1000000, got 0'],
  ])('refuses %s = %j', (path, value, message) => {
    expect(rejection(with_(path, value))).toContain(message);
  });
});

describe('a number that float32 cannot hold', () => {
  const rejected = (optimizer: object) => rejection({ ...minimal, lanes: [{ optimizer }] });

  it('is refused by name, with the least or the most there is', () => {
    expect(rejected({ id: 'sgd', lr: 1e-50 })).toContain(
      'lanes[0].optimizer.lr: must be at least 1.2e-38, got 1e-50: 32-bit floats round less to 0.',
    );
    expect(rejected({ id: 'sgd', lr: 1e39 })).toContain(
      'lanes[0].optimizer.lr: must be at most 3.4e38, the largest 32-bit float, got 1e+39.',
    );
    expect(rejected({ id: 'sgd', weightDecay: 1e-45 })).toContain(
      'lanes[0].optimizer.weightDecay: must be 0 or at least 1.2e-38',
    );
    expect(rejected({ id: 'nesterov', momentum: 0.99999999 })).toContain(
      'lanes[0].optimizer.momentum: must stay below 1 as a 32-bit float',
    );
    const guard = { factor: 1.00000001 };
    expect(rejection({ ...minimal, lanes: [{ optimizer: { id: 'sgd' }, guard }] })).toContain(
      'lanes[0].guard.factor: must stay above 1 as a 32-bit float',
    );
  });

  it.each(
    optimizers.filter(({ hyperparams }) =>
      (hyperparams as readonly Parameter[]).some(({ key }) => key === 'eps'),
    ),
  )('as epsilon of $id is refused from 0 up to 1e-30, with what to type', ({ id }) => {
    for (const eps of [0, 1e-45, 9e-31]) {
      expect(rejected({ id, eps })).toContain(
        `lanes[0].optimizer.eps: must be a finite number from 1e-30 up, got ${eps}. Type e.g. 1e-8.`,
      );
    }
    expect(
      parseSpec({ ...minimal, lanes: [{ optimizer: { id, eps: 1e-30 } }] }).lanes[0]?.optimizer.eps,
    ).toBe(1e-30);
    const events = [{ step: 3, set: { 'optimizer.eps': 0 } }];
    expect(rejection({ ...minimal, lanes: [{ optimizer: { id }, events }] })).toContain('optimizer.eps');
  });

  it('of any setting is refused at every optimizer', () => {
    for (const { id, hyperparams } of optimizers) {
      for (const { key } of hyperparams as readonly Parameter[]) {
        for (const value of [1e-50, 1e50])
          expect(rejected({ id, [key]: value })).toContain(`optimizer.${key}: must `);
      }
    }
  });
});

describe('parseLaneChange', () => {
  const spec = parseSpec(minimal);

  it('takes a moved slider and fills in a schedule', () => {
    expect(parseLaneChange(spec, 0, 7, { 'optimizer.lr': 2 })).toEqual({ 'optimizer.lr': 2 });
    expect(parseLaneChange(spec, 0, 7, { lrSchedule: { id: 'step' } }).lrSchedule).toEqual({
      id: 'step',
      every: 500,
      factor: 0.5,
      warmup: 0,
      warmupFrom: 0.01,
    });
  });

  it('takes a learning rate before a fair race, which has none moved by an event', () => {
    const fair = parseSpec({ ...minimal, race: { mode: 'fair' } });
    expect(parseLaneChange(fair, 0, 0, { 'optimizer.lr': 0.2 })).toEqual({ 'optimizer.lr': 0.2 });
  });

  it.each([{ 'optimizer.lr': -1 }, { 'optimizer.beta1': 0.9 }, { lr: 1 }])('refuses %j', (set) => {
    expect(() => parseLaneChange(spec, 0, 7, set)).toThrow(DownhillError);
  });
});

describe('what follows from the schema', () => {
  it.each(['Mine\u200b', ' Mine', 'M\u2060ine', '\uff2dine', 'Mi\ufe0fne'])(
    'refuses a name that looks like another: %j',
    (name) => {
      const lanes = ['Mine', name].map((of) => ({ name: of, optimizer: { id: 'sgd' } }));
      expect(rejection({ ...minimal, lanes })).toMatch(/^lanes\[1\]\.name: must be unique/);
    },
  );

  it('refuses what is beyond all bounds before it is checked', () => {
    expect(rejection({ ...minimal, name: 'x'.repeat(20_000) })).toBe(
      'name: must have at most 16384 letters, got 20000.',
    );
    expect(rejection({ ...minimal, lanes: Array.from({ length: 200_000 }, () => 1) })).toBe(
      'lanes: must have at most 1024 entries, got 200000.',
    );
    const cycle: Record<string, unknown> = { ...minimal };
    cycle.race = cycle;
    expect(rejection(cycle)).toMatch(/^race\.race.*: must nest at most 16 levels deep\.$/);
    const events = Array.from({ length: 100_001 }, () => ({ step: 1, set: {} }));
    expect(rejection({ ...minimal, lanes: [{ optimizer: { id: 'sgd' }, events }] })).toMatch(
      /^lanes\[0\]\.events: must have at most 100\u202f000 entries/,
    );
  });

  it('public/schema/experiment.v2.json is what npm run schema writes', () => {
    const stored: unknown = JSON.parse(
      readFileSync(new URL('../../../public/schema/experiment.v2.json', import.meta.url), 'utf8'),
    );
    expect(stored).toEqual(describedSchema(JSON.parse(JSON.stringify(experimentJsonSchema()))));
    expect(JSON.stringify(stored)).not.toMatch(/"description":"[^" ]*\.help"/); // a key that no message has
  });
});
