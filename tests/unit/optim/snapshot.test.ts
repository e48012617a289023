import { describe, expect, it } from 'vitest';
import type { ErrorFact } from '../../../src/core/error-facts.ts';
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
const snapshotOf = (of = format, step = 9, accepted = 5): LaneSnapshot =>
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
    expect(() => formatOf().check(structuredClone(snapshotOf()))).not.toThrow();
  });

  it.each<readonly [string, LaneSnapshot, string, ErrorFact]>([
    [
      'another version',
      { ...snapshotOf(), version: 2 as 1 },
      'snapshot.version',
      { id: 'snapshotVersion', params: { got: 2 } },
    ],
    [
      'another network',
      snapshotOf(formatOf({ model: 'other' })),
      'snapshot.identity.model',
      { id: 'snapshotOtherNetwork', params: {} },
    ],
    [
      'another optimizer',
      snapshotOf(formatOf({ optimizer: 'adam' })),
      'snapshot.identity.optimizer',
      { id: 'snapshotOtherOptimizer', params: { expected: 'nmgd', got: 'adam' } },
    ],
    [
      'other options',
      snapshotOf(formatOf({ plan: plan(true, 3) })),
      'snapshot.identity.update',
      { id: 'snapshotOtherSettings', params: { optimizer: 'nmgd' } },
    ],
    [
      'no guard',
      snapshotOf(formatOf({ plan: plan(false) }), 5, 5),
      'snapshot.identity.update',
      { id: 'snapshotOtherSettings', params: { optimizer: 'nmgd' } },
    ],
    [
      'another seed',
      snapshotOf(formatOf({ seed: 4 })),
      'snapshot.identity.seed',
      { id: 'snapshotOtherSeed', params: { expected: 3, got: 4 } },
    ],
    [
      'a broken step',
      { ...snapshotOf(), step: -1 },
      'snapshot.step',
      { id: 'snapshotCounts', params: { step: -1, accepted: 5 } },
    ],
    [
      'more accepted steps than steps',
      { ...snapshotOf(), step: 4 },
      'snapshot.acceptedSteps',
      { id: 'snapshotCounts', params: { step: 4, accepted: 5 } },
    ],
  ])('of %s is rejected, with what differs and where', (_, snapshot, path, fact) => {
    expect(() => format.check(snapshot)).toThrow(expect.objectContaining({ code: 'data', path, fact }));
  });

  it('without a guard has accepted all its steps', () => {
    const unguarded = formatOf({ plan: plan(false) });
    expect(() => unguarded.check(snapshotOf(unguarded, 9, 9))).not.toThrow();
    expect(() => unguarded.check(snapshotOf(unguarded, 9, 5))).toThrow(
      expect.objectContaining({ fact: { id: 'snapshotCounts', params: { step: 9, accepted: 5 } } }),
    );
  });

  it('is rejected where any tensor is missing, of another shape, cut short or too many', () => {
    const whole = snapshotOf();
    for (const [name, tensor] of Object.entries(whole.tensors)) {
      const { [name]: _, ...others } = whole.tensors;
      const expected = tensor.shape.join(' × ');
      const rejects = (tensors: LaneSnapshot['tensors'], params: object) =>
        expect(() => format.check({ ...whole, tensors })).toThrow(
          expect.objectContaining({
            path: `snapshot.tensors.${name}`,
            fact: { id: 'snapshotTensor', params: { name, expected, ...params } },
          }),
        );
      rejects(others, { got: '—' });
      rejects({ ...others, [name]: { ...tensor, shape: [1, ...tensor.shape] } }, { got: `1 × ${expected}` });
      rejects(
        { ...others, [name]: { ...tensor, values: tensor.values.slice(1) } },
        { got: String(tensor.values.length - 1) },
      );
      rejects({ ...others, [name]: { ...tensor, values: [] as never } }, { got: 'object' });
    }
    const more = { ...whole.tensors, 'slots/w/a/bias': { shape: [3], values: new Float32Array(3) } };
    expect(() => format.check({ ...whole, tensors: more })).toThrow(
      expect.objectContaining({
        fact: { id: 'snapshotTensor', params: { name: 'slots/w/a/bias', expected: '—', got: '3' } },
      }),
    );
  });
});
