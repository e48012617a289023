import { describe, expect, it } from 'vitest';
import { chain } from '../../../src/optim/chain.ts';
import { HostScalars } from '../../../src/optim/host-scalars.ts';
import { nadam } from '../../../src/optim/nadam.ts';
import { hostScalarValues } from '../../../src/optim/plan.ts';
import { sgd } from '../../../src/optim/sgd.ts';

const off = { options: {}, clipsNorm: false, clipsValue: false, guarded: false };
const plan = chain({ optimizer: nadam, ...off });
const hyperparams = {
  lr: 0.1,
  beta1: 0.9,
  beta1Next: 0.9,
  beta2: 0.99,
  eps: 1e-8,
  momentumDecay: 0.1,
  weightDecay: 0,
};

describe('host scalars', () => {
  it('come in the plan’s order', () => {
    const host = new HostScalars(chain({ optimizer: sgd, ...off }));
    expect(host.at(1, { lr: 0.5, weightDecay: 0.25 })).toEqual(Float64Array.of(0.25, 0.5));
  });

  it('carry the product of NAdam’s momentum', () => {
    const host = new HostScalars(plan);
    const momentum = (t: number) => 0.9 * (1 - 0.5 * 0.96 ** (0.1 * t));
    let product = 1;
    for (let t = 1; t <= 5; t++) {
      product *= momentum(t);
      const index = plan.hostScalars.findIndex(({ value }) =>
        JSON.stringify(value).includes('momentumProduct'),
      );
      expect(host.at(t, hyperparams)[index]).toBeCloseTo((1 - momentum(t)) / (1 - product), 14);
    }
  });

  it('repeat the last step with other numbers, as if it had not been asked for', () => {
    const host = new HostScalars(plan);
    host.at(1, hyperparams);
    host.at(2, { ...hyperparams, beta1: 0.1, beta1Next: 0.1 });
    const again = host.at(2, hyperparams);
    const fresh = new HostScalars(plan);
    fresh.at(1, hyperparams);
    expect(again).toEqual(fresh.at(2, hyperparams));
    expect(host.at(3, hyperparams)).toEqual(fresh.at(3, hyperparams));
  });

  it('start over', () => {
    const host = new HostScalars(plan);
    const first = host.at(1, hyperparams);
    host.at(2, hyperparams);
    host.reset();
    expect(host.at(1, hyperparams)).toEqual(first);
  });

  it.each([0, 2, -1])('refuse step %i as the first', (t) => {
    expect(() => new HostScalars(plan).at(t, hyperparams)).toThrow('step must be 1');
  });

  it('name the number that is missing', () => {
    expect(() => hostScalarValues(plan, new Map([['t', 1]]))).toThrow('no value for the variable');
  });
});
