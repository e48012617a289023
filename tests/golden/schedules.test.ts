import { describe, expect, it } from 'vitest';
import { evaluate, float64 } from '../../src/core/expr.ts';
import { chain } from '../../src/optim/chain.ts';
import { optimizerById } from '../../src/optim/index.ts';
import type { ScheduleId } from '../../src/optim/schedules/index.ts';
import { scheduleById, schedules } from '../../src/optim/schedules/index.ts';
import type { ScheduleValues } from '../../src/optim/schedules/schedule.ts';
import { scheduleCurve } from '../../src/optim/schedules/warmup.ts';
import { readJson } from './references.ts';
import { straightInverseSquareRoot, straightStableDecay } from './straight-schedules.ts';

interface Curve {
  readonly id: string;
  readonly baseLr: number;
  readonly lr: readonly number[];
  readonly momentum?: readonly number[];
}
interface MomentumCurve {
  readonly id: string;
  readonly mu_max?: number;
  readonly period?: number;
  readonly t: readonly number[];
  readonly mu: readonly number[];
}
interface NmgdCurve {
  readonly start: number;
  readonly max: number;
  readonly end: number;
  readonly rise: number;
  readonly fall: number;
  readonly T: number;
  readonly momentum: readonly number[];
}
type Ours = readonly [ScheduleId, ScheduleValues];

const golden = readJson<{ lr: Curve[]; momentum: MomentumCurve[] }>('schedules.json');
const nmgd = readJson<{ schedules: NmgdCurve[] }>('nmgd.json').schedules;

/** PyTorch's schedulers as ours say them; each runs over 100 steps. */
const lrs: Readonly<Record<string, Ours>> = {
  step: ['step', { every: 30, factor: 0.1 }],
  multistep: ['multi-step', { first: 0.2, second: 0.5, third: 0.8, factor: 0.5 }],
  exponential: ['exponential', { factor: 0.95 }],
  cosine100: ['cosine', { final: 0.01 }],
  cosine40_bounces: ['cosine-restarts', { period: 40, growth: 1, bounces: true }],
  cosine_restarts: ['cosine-restarts', { period: 10, growth: 2, final: 0.01 }],
  cosine_restarts_const: ['cosine-restarts', { period: 25, growth: 1 }],
  onecycle_cos: ['one-cycle', {}],
  onecycle_linear: ['one-cycle', { linear: true }],
  onecycle_three_phase: ['one-cycle', { threePhase: true }],
  onecycle_adam: ['one-cycle', { rise: 0.3, startDivisor: 25, finalDivisor: 1e4 }],
  linear_warmup: ['constant', { warmup: 10, warmupFrom: 0.1 }],
  polynomial2: ['polynomial', { power: 2, until: 0.8 }],
  polynomial1: ['polynomial', {}],
  warmup_then_cosine: ['cosine', { warmup: 10, warmupFrom: 0.01 }],
};
const momenta: Readonly<Record<string, ScheduleValues>> = {
  onecycle_cos: {},
  onecycle_linear: { linear: true },
  onecycle_three_phase: { threePhase: true },
  onecycle_adam: { low: 0.85, high: 0.95, rise: 0.3 },
};
/** What no schedule here is meant to follow, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  cyclic_triangular: 'no reference: not asked for',
  cyclic_triangular2: 'no reference: not asked for',
  plateau: 'no reference: not asked for',
  constant_warmup: 'a warm-up that does not rise; ours is linear',
};

const at = ([id, values]: Ours, base: number, t: number, totalSteps: number = 100): number =>
  scheduleCurve(scheduleById(id), values, totalSteps)(base, t);

function expectCurve(expected: readonly number[], value: (t: number) => number): void {
  expect(expected.length).toBeGreaterThan(0);
  expected.forEach((v, t) => {
    expect(Math.abs(value(t) - v), `step ${t}`).toBeLessThan(1e-12);
  });
}

describe('schedules follow PyTorch and the papers, within 1e-12', () => {
  it.each(golden.lr.filter(({ id }) => id in lrs))('the learning rate of $id', ({ id, baseLr, lr }) => {
    const ours = lrs[id] ?? ['constant', {}];
    expect(lr).toHaveLength(100);
    expectCurve(lr, (t) => at(ours, baseLr, t));
  });

  it.each(golden.lr.filter(({ id }) => id in momenta))('the momentum of $id', ({ id, momentum = [] }) => {
    expect(momentum).toHaveLength(100);
    expectCurve(momentum, (t) => at(['one-cycle-momentum', momenta[id] ?? {}], Number.NaN, t));
  });

  it.each(golden.momentum.filter(({ mu_max }) => mu_max !== undefined))(
    '$id, period $period',
    ({ t: steps, mu, mu_max: max = 0, period = 0 }) => {
      expect(mu).toHaveLength(113);
      expectCurve(mu, (i) => at(['sutskever', { max, period }], Number.NaN, steps[i] ?? 0, 1e6));
    },
  );

  it('nesterov1983_k, which the optimizer nesterov1983 works out for itself', () => {
    const { t: steps = [], mu = [] } = golden.momentum.find(({ id }) => id === 'nesterov1983_k') ?? {};
    expect(mu).toHaveLength(100);
    const { hostScalars } = chain({
      optimizer: optimizerById('nesterov1983'),
      options: {},
      clipsNorm: false,
      clipsValue: false,
      guarded: false,
    });
    const host = { lr: 0.1, dampening: 0, weightDecay: 0 };
    const followed = hostScalars.filter(({ value }) =>
      steps.every((k, i) => {
        const at = evaluate(value, float64, new Map(Object.entries({ ...host, t: k })));
        return Math.abs(at - (mu[i] ?? Number.NaN)) < 1e-12;
      }),
    );
    expect(followed).toHaveLength(1);
  });

  it.each(nmgd)('nmgd over $T steps and after', ({ T, momentum, ...values }) => {
    expect(momentum.length).toBeGreaterThan(T);
    expectCurve(momentum, (t) => at(['nmgd', values], Number.NaN, t, T));
  });

  it('leaves out no trajectory that belongs', () => {
    const ids = [...golden.lr, ...golden.momentum].map(({ id }) => id);
    const run = (id: string) => id in lrs || id.startsWith('sutskever_') || id === 'nesterov1983_k';
    expect(ids.filter((id) => !run(id) && !(id in elsewhere))).toEqual([]);
    expect(
      golden.lr.filter(({ id, momentum }) => momentum && !(id in elsewhere)).map(({ id }) => id),
    ).toEqual(Object.keys(momenta));
    expect(Object.keys({ ...lrs, ...elsewhere }).filter((id) => !ids.includes(id))).toEqual([]);
    expect(nmgd).toHaveLength(3);
  });

  it('runs every schedule there is', () => {
    const covered = new Set<string>(Object.values(lrs).map(([id]) => id));
    for (const id of ['one-cycle-momentum', 'sutskever', 'nmgd', ...Object.keys(straight)]) covered.add(id);
    expect(schedules.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });
});

const straight = {
  'warmup-stable-decay': straightStableDecay,
  'inverse-square-root': straightInverseSquareRoot,
};

describe('schedules without a golden follow a straight line of code, within 1e-12', () => {
  it.each([
    { steps: 100, warmup: 10, warmupFrom: 0.1, decay: 0.2, final: 0, root: false },
    { steps: 100, warmup: 0, warmupFrom: 0, decay: 0.35, final: 0.05, root: true },
    { steps: 37, warmup: 5, warmupFrom: 0, decay: 1, final: 0.5, root: false },
    { steps: 50, warmup: 7, warmupFrom: 0.5, decay: 0, final: 0.1, root: false },
  ])('warm-up, stable, decay: %j', ({ steps, ...values }) => {
    expectCurve(straightStableDecay(0.3, steps, values), (t) =>
      at(['warmup-stable-decay', values], 0.3, t, steps),
    );
  });

  it.each([
    { warmup: 20, warmupFrom: 0.05, timescale: 20 },
    { warmup: 0, warmupFrom: 0, timescale: 333.5 },
  ])('inverse square root: %j', (values) => {
    expectCurve(straightInverseSquareRoot(0.3, 400, values), (t) =>
      at(['inverse-square-root', values], 0.3, t, 400),
    );
  });

  it('the Transformer’s schedule is a warm-up and an inverse square root of the same length', () => {
    const values = { warmup: 40, warmupFrom: 0, timescale: 40 };
    for (let t = 1; t < 400; t++) {
      const vaswani = 0.1 * Math.sqrt(40) * Math.min(t ** -0.5, t * 40 ** -1.5);
      expect(Math.abs(at(['inverse-square-root', values], 0.1, t, 400) - vaswani)).toBeLessThan(1e-12);
    }
  });
});

describe('at the ends', () => {
  it('what has an end holds its last value', () => {
    expect(at(['cosine', { final: 0.25 }], 0.1, 140)).toBeCloseTo(0.025, 15);
    expect(at(['polynomial', { final: 0.25 }], 0.1, 140)).toBeCloseTo(0.025, 15);
    expect(at(['one-cycle', {}], 0.1, 140)).toBeCloseTo(4e-7, 15);
    expect(at(['one-cycle-momentum', {}], 0.1, 140)).toBe(0.95);
    expect(at(['warmup-stable-decay', { final: 0.25 }], 0.1, 100)).toBeCloseTo(0.025, 15);
  });

  it('a warm-up rises to where the schedule begins', () => {
    const warm = { warmup: 10, warmupFrom: 0.5 };
    expect(at(['one-cycle', warm], 0.1, 0)).toBeCloseTo(0.002, 12);
    expect(at(['one-cycle', warm], 0.1, 10)).toBeCloseTo(0.004, 12);
    expect(at(['nmgd', warm], 0.1, 0)).toBeCloseTo(0.25, 12);
  });

  it.each(schedules)(
    '$id is finite in runs of one to five steps, and at the edges of its numbers',
    (schedule) => {
      const { id, parameters, choices } = schedule as ReturnType<typeof scheduleById>;
      const ends = [{}, edge(parameters, 'min'), edge(parameters, 'max')];
      const flips = [false, true].map((flip) => Object.fromEntries(choices.map(({ key }) => [key, flip])));
      for (const values of ends.flatMap((end) => flips.map((flip) => ({ ...end, ...flip })))) {
        for (let totalSteps = 1; totalSteps <= 5; totalSteps++) {
          for (let t = 0; t <= totalSteps; t++) {
            const value = at([id as ScheduleId, values], 0.5, t, totalSteps);
            expect(value, `${JSON.stringify(values)} at ${t} of ${totalSteps}`).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThan(1);
          }
        }
      }
    },
  );
});

const edge = (parameters: readonly { key: string; min: number; max: number }[], end: 'min' | 'max') =>
  Object.fromEntries(parameters.map((parameter) => [parameter.key, parameter[end]]));
