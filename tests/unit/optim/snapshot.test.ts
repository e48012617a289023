import { describe, expect, it } from 'vitest';
import { chain } from '../../../src/optim/chain.ts';
import { optimizerById } from '../../../src/optim/index.ts';
import { defaultOptions } from '../../../src/optim/options.ts';
import type { LaneSnapshot } from '../../../src/optim/snapshot.ts';
import { SnapshotFormat } from '../../../src/optim/snapshot.ts';

const nmgd = optimizerById('nmgd');
const plan = (guarded: boolean, keep = 2) =>
  chain({
    optimizer: nmgd,
    options: { ...defaultOptions(nmgd), attention: true, keep },
    clipsNorm: false,
    clipsValue: false,
    guarded,
  });
const formatOf = (settings: Partial<ConstructorParameters<typeof SnapshotFormat>[0]> = {}) =>
  new SnapshotFormat({
    model: 'net',
    optimizer: 'nmgd',
    plan: plan(true),
    seed: 3,
    parameters: [
      { name: 'a/kernel', shape: [2, 3] },
      { name: 'a/bias', shape: [3] },
    ],
    statistics: [{ name: 'a/mean', shape: [3] }],
    ...settings,
  });
const format = formatOf();
const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
const taken = (of = format, step = 9, accepted = 5): LaneSnapshot =>
  of.create(step, accepted, (_, shape) => new Float32Array(size(shape)));

describe('a snapshot', () => {
  it('holds weights, statistics, slots, past gradients and what the guard remembers', () => {
    expect([...format.shapes(5)]).toEqual([
      ['weights/a/kernel', [2, 3]],
      ['weights/a/bias', [3]],
      ['statistics/a/mean', [3]],
      ['slots/v/a/kernel', [2, 3]],
      ['slots/v/a/bias', [3]],
      ['guard/loss', [5]],
      ['guard/norm', [5]],
      ['gradients/a/kernel', [2, 2, 3]],
      ['gradients/a/bias', [2, 3]],
    ]);
    expect(format.shapes(1).get('gradients/a/bias')).toEqual([1, 3]);
    expect(format.shapes(100).get('guard/loss')).toEqual([31]);
  });

  it('is accepted by a format of the same identity, after it was cloned into another thread', () => {
    expect(() => formatOf().check(structuredClone(taken()))).not.toThrow();
  });

  it.each<readonly [string, LaneSnapshot, string, string]>([
    ['another version', { ...taken(), version: 2 as 1 }, 'snapshot.version', 'must be of version 1, got 2'],
    [
      'another network',
      taken(formatOf({ model: 'other' })),
      'snapshot.identity.model',
      'is of another network',
    ],
    [
      'another optimizer',
      taken(formatOf({ optimizer: 'adam' })),
      'snapshot.identity.optimizer',
      'is of a lane with adam, and this one has nmgd; restore it into a lane with the same optimizer',
    ],
    [
      'other options',
      taken(formatOf({ plan: plan(true, 3) })),
      'snapshot.identity.update',
      'is of a lane with nmgd under other options, clipping or guard',
    ],
    [
      'no guard',
      taken(formatOf({ plan: plan(false) }), 5, 5),
      'snapshot.identity.update',
      'under other options, clipping or guard',
    ],
    [
      'another seed',
      taken(formatOf({ seed: 4 })),
      'snapshot.identity.seed',
      'is of seed 4, and this run has seed 3; set the seed to that of the snapshot',
    ],
    ['a broken step', { ...taken(), step: -1 }, 'snapshot.step', 'must have taken 0 or more steps, got -1'],
    [
      'more accepted steps than steps',
      { ...taken(), step: 4 },
      'snapshot.acceptedSteps',
      'cannot have accepted 5 of 4 steps',
    ],
  ])('of %s is rejected, with what differs and what to do', (_, snapshot, path, message) => {
    const rejected = () => format.check(snapshot);
    expect(rejected).toThrow(message);
    expect(rejected).toThrow(expect.objectContaining({ code: 'data', path }));
  });

  it('without a guard has accepted all its steps', () => {
    const unguarded = formatOf({ plan: plan(false) });
    expect(() => unguarded.check(taken(unguarded, 9, 9))).not.toThrow();
    expect(() => unguarded.check(taken(unguarded, 9, 5))).toThrow('cannot have accepted 5 of 9 steps');
  });

  it('is rejected where any tensor is missing, of another shape, cut short or too many', () => {
    const whole = taken();
    for (const [name, tensor] of Object.entries(whole.tensors)) {
      const { [name]: _, ...others } = whole.tensors;
      const change = (tensors: LaneSnapshot['tensors']) => () => format.check({ ...whole, tensors });
      expect(change(others)).toThrow(expect.objectContaining({ path: `snapshot.tensors.${name}` }));
      expect(change(others)).toThrow(`lacks ${name}; take it anew`);
      expect(change({ ...others, [name]: { ...tensor, shape: [1, ...tensor.shape] } })).toThrow(
        `must have ${name} of`,
      );
      expect(change({ ...others, [name]: { ...tensor, values: tensor.values.slice(1) } })).toThrow(
        `with ${tensor.values.length - 1} values`,
      );
      expect(change({ ...whole.tensors, [`${name}/2`]: tensor })).toThrow('which this lane has not');
    }
    const strange = { shape: [3], values: [0, 0, 0] as unknown as Float32Array<ArrayBuffer> };
    expect(() =>
      format.check({ ...whole, tensors: { ...whole.tensors, 'weights/a/bias': strange } }),
    ).toThrow('has weights/a/bias as other than float32 or float64');
  });
});
