import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lr, momentum, weightDecay } from '../../../src/optim/hyperparams.ts';
import type { Parameter } from '../../../src/optim/parameter.ts';
import { step } from '../../../src/optim/schedules/step.ts';
import { warmupParameters } from '../../../src/optim/schedules/warmup.ts';
import type { Move } from '../../../src/ui/kit/parameterScale.ts';
import {
  endPassed,
  nudge,
  nudgeToStop,
  positionOf,
  stopAt,
  valueAt,
} from '../../../src/ui/kit/parameterScale.ts';

const parameters: readonly Parameter[] = [lr, momentum, weightDecay, ...step.parameters, ...warmupParameters];
const anyParameter = fc.constantFrom(...parameters);
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('a value beyond the slider', () => {
  it('is told from which end', () => {
    expect([500, 10, 0.02, 1e-4, 1e-6].map((value) => endPassed(lr, value))).toEqual([
      'max',
      null,
      null,
      null,
      'min',
    ]);
  });

  it('is none where it is off, or as it begins', () => {
    expect(endPassed(weightDecay, 0)).toBeNull();
    for (const parameter of parameters) expect(endPassed(parameter, parameter.default)).toBeNull();
  });
});

describe('where a value sits on its slider', () => {
  it('spaces the decades of a learning rate evenly', () => {
    expect([1e-4, 1e-3, 0.01, 0.1, 1, 10].map((value) => positionOf(lr, value))).toEqual([
      0,
      expect.closeTo(0.2),
      expect.closeTo(0.4),
      expect.closeTo(0.6),
      expect.closeTo(0.8),
      1,
    ]);
  });

  it('spaces 0, 0.9, 0.99 and 0.999 of a momentum evenly', () => {
    expect([0, 0.9, 0.99, 0.999].map((value) => positionOf(momentum, value))).toEqual([
      0,
      expect.closeTo(1 / 3),
      expect.closeTo(2 / 3),
      1,
    ]);
  });

  it('keeps values beyond the ends at the ends, zero and 1 among them', () => {
    expect([0, 1e9].map((value) => positionOf(lr, value))).toEqual([0, 1]);
    expect([0.9999, 1].map((value) => positionOf(momentum, value))).toEqual([1, 1]);
  });

  it('reads both ends of every slider back exactly', () => {
    for (const parameter of parameters) {
      expect(valueAt(parameter, 0)).toBe(parameter.min);
      expect(valueAt(parameter, 1)).toBe(parameter.max);
    }
  });
});

describe('the value at a place of the slider', () => {
  it('goes there and back: a value the slider gives stays where it is', () => {
    fc.assert(
      fc.property(anyParameter, unit, (parameter, position) => {
        const value = valueAt(parameter, position);
        expect(valueAt(parameter, positionOf(parameter, value))).toBe(value);
      }),
    );
  });

  it('is at most a hundredth of the slider away from the place', () => {
    fc.assert(
      fc.property(fc.constantFrom(lr, momentum), unit, (parameter, position) => {
        expect(Math.abs(positionOf(parameter, valueAt(parameter, position)) - position)).toBeLessThan(0.01);
      }),
    );
  });

  it('has two digits, of 1 − value on the scale of momentum', () => {
    expect(valueAt(lr, 0.4603)).toBe(0.02);
    expect(valueAt(momentum, 1 / 3)).toBe(0.9);
    expect(valueAt(momentum, 0.5)).toBe(0.968);
    expect(valueAt(weightDecay, 0.123)).toBe(0.0012);
  });

  it('is whole where the parameter is', () => {
    const [every] = step.parameters;
    if (every === undefined) throw new RangeError('step has no parameter');
    fc.assert(fc.property(unit, (position) => Number.isInteger(valueAt(every, position))));
  });
});

describe('keys', () => {
  it('move a learning rate by 5 %, a page by 2, and to the ends', () => {
    expect(nudge(lr, 0.02, 'up')).toBe(0.021);
    expect(nudge(lr, 0.021, 'down')).toBe(0.02);
    expect(nudge(lr, 0.02, 'pageUp')).toBe(0.04);
    expect(nudge(lr, 0.02, 'pageDown')).toBe(0.01);
    expect([nudge(lr, 0.02, 'home'), nudge(lr, 0.02, 'end')]).toEqual([1e-4, 10]);
  });

  it('move a momentum by 5 % of 1 − value, down to a clean 0', () => {
    expect(nudge(momentum, 0.9, 'up')).toBe(0.9048);
    expect(nudge(momentum, 0.9, 'pageUp')).toBe(0.95);
    expect(nudge(momentum, 0.03, 'down')).toBe(0);
    expect(nudge(momentum, 0, 'down')).toBe(0);
    expect(nudge(momentum, 0, 'up')).toBe(0.048);
  });

  it('bring a value beyond an end back from that end, and never further out', () => {
    expect(nudge(lr, 1e9, 'down')).toBe(9.52);
    expect(nudge(lr, 1e9, 'up')).toBe(1e9);
    expect(nudge(momentum, 0.9999, 'down')).toBe(0.99895);
    expect(nudge(lr, 1e-7, 'up')).toBe(0.000105);
  });

  it('always move, by one at least where the parameter is whole, and stay on the slider', () => {
    const within = fc
      .tuple(anyParameter, unit)
      .map(([parameter, at]) => ({ parameter, value: valueAt(parameter, at) }));
    const arrows = fc.constantFrom<Move>('up', 'down', 'pageUp', 'pageDown');
    fc.assert(
      fc.property(within, arrows, ({ parameter, value }, move) => {
        const up = move === 'up' || move === 'pageUp';
        const next = nudge(parameter, value, move);
        if (value === (up ? parameter.max : parameter.min)) expect(next).toBe(value);
        else expect(up ? next > value : next < value).toBe(true);
        expect(next).toBeGreaterThanOrEqual(parameter.min);
        expect(next).toBeLessThanOrEqual(parameter.max);
      }),
    );
  });
});

describe('stops', () => {
  const stops = [1, 2, 4, 8, 16, 32, 64, 128];
  const batch: Parameter = { ...lr, key: 'batch', min: 1, max: 128, integer: true };

  it('are gone to one by one, by three with a page, from in between too', () => {
    expect(nudgeToStop(stops, 16, 'up')).toBe(32);
    expect(nudgeToStop(stops, 20, 'down')).toBe(16);
    expect(nudgeToStop(stops, 4, 'pageUp')).toBe(32);
    expect(nudgeToStop(stops, 2, 'pageDown')).toBe(1);
    expect([nudgeToStop(stops, 128, 'up'), nudgeToStop(stops, 500, 'end')]).toEqual([128, 128]);
  });

  it('catch the nearest on the scale of the slider', () => {
    expect(stops.map((stop) => stopAt(batch, stops, positionOf(batch, stop)))).toEqual(stops);
    expect(stopAt(batch, stops, positionOf(batch, 45))).toBe(32);
    expect(stopAt(batch, stops, positionOf(batch, 46))).toBe(64);
  });
});
