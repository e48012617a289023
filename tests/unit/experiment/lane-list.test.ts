import { describe, expect, it } from 'vitest';
import {
  withDuplicate,
  withLaneMoved,
  withNewLane,
  withoutLane,
  withStyleIndex,
} from '../../../src/experiment/lane-list.ts';
import { specFromHash, specToHash } from '../../../src/experiment/url.ts';
import { experiment } from '../../support/experiment.ts';

const lanesOf = (...lanes: readonly object[]) => experiment({ data: { id: 'mnist-10k' }, lanes }).lanes;
const nesterov = { optimizer: { id: 'nesterov', lr: 0.02 }, lrSchedule: { id: 'cosine' } };
const sgd = { optimizer: { id: 'sgd' } };
const adam = { optimizer: { id: 'adam' } };
const styleIndices = (lanes: readonly { readonly styleIndex: number }[]) =>
  lanes.map(({ styleIndex }) => styleIndex);
const names = (lanes: readonly { readonly name: string }[]) => lanes.map(({ name }) => name);

describe('lanes as they are parsed', () => {
  it('get a style and a name of their own', () => {
    expect(styleIndices(lanesOf(nesterov, { ...sgd, styleIndex: 0 }, adam))).toEqual([1, 0, 2]);
    expect(names(lanesOf(nesterov, { ...sgd, name: 'Nesterov 2' }, nesterov))).toEqual([
      'Nesterov',
      'Nesterov 2',
      'Nesterov 3',
    ]);
  });

  it('are refused where two have one style', () => {
    expect(() => lanesOf({ ...sgd, styleIndex: 3 }, { ...adam, styleIndex: 3 })).toThrow(
      expect.objectContaining({
        path: 'lanes[1].styleIndex',
        fact: { id: 'styleIndexTwice', params: { got: 3, other: 0 } },
      }),
    );
    expect(() => lanesOf({ ...sgd, styleIndex: 8 })).toThrow(
      expect.objectContaining({
        path: 'lanes[0].styleIndex',
        fact: { id: 'wholeNumber', params: { min: 0, max: 7, got: '8' } },
      }),
    );
  });
});

describe('the id of a lane', () => {
  const ids = (lanes: readonly { readonly id: string }[]) => lanes.map(({ id }) => id);

  it('is that of its style where none is written, and unique', () => {
    expect(ids(lanesOf(nesterov, sgd, adam))).toEqual(['a', 'b', 'c']);
    expect(ids(lanesOf({ ...nesterov, styleIndex: 2 }, sgd, { ...adam, styleIndex: 0 }))).toEqual([
      'c',
      'b',
      'a',
    ]);
    expect(ids(lanesOf({ ...nesterov, id: 'b' }, sgd, { ...adam, id: 'mine' }))).toEqual(['b', 'a', 'mine']);
    expect(() => lanesOf({ ...sgd, id: 'b' }, nesterov, { ...adam, id: 'b' })).toThrow(
      expect.objectContaining({
        path: 'lanes[2].id',
        fact: { id: 'laneIdTwice', params: { got: '"b"', other: 0 } },
      }),
    );
  });

  it('stays when lanes are moved, drawn otherwise or read again, and a copy and a new lane get one of their own', () => {
    const lanes = lanesOf(nesterov, sgd, adam);
    expect(ids(withLaneMoved(lanes, 0, 1))).toEqual(['b', 'a', 'c']);
    expect(ids(withStyleIndex(lanes, 0, 2))).toEqual(['a', 'b', 'c']);
    expect(ids(withDuplicate(lanes, 1))).toEqual(['a', 'b', 'd', 'c']);
    expect(ids(withNewLane(withoutLane(lanes, 0)))).toEqual(['b', 'c', 'a']);
    expect(ids(lanesOf(...withLaneMoved(lanes, 0, 1)))).toEqual(['b', 'a', 'c']);
  });

  it('is in no link, and a lane that was moved has it again by its style', () => {
    const spec = experiment({
      data: { id: 'mnist-10k' },
      lanes: [nesterov, sgd],
    });
    const moved = { ...spec, lanes: withLaneMoved(spec.lanes, 0, 1) };
    expect(specFromHash(specToHash(moved))).toEqual(moved);
    const named = { ...spec, lanes: spec.lanes.map((lane) => ({ ...lane, id: `lane ${lane.id}` })) };
    expect(specToHash(named)).toBe(specToHash(spec));
  });
});

describe('lanes of one name', () => {
  it('are refused by path', () => {
    expect(() => lanesOf({ ...sgd, name: 'Mine' }, nesterov, { ...adam, name: 'Mine ' })).toThrow(
      expect.objectContaining({
        path: 'lanes[2].name',
        fact: { id: 'nameTwice', params: { got: '"Mine "', other: 0 } },
      }),
    );
  });

  it('do not come of copies, however long the name', () => {
    const long = 'x'.repeat(80);
    let lanes = lanesOf({ ...sgd, name: long });
    for (let count = 2; count <= 8; count++) lanes = lanesOf(...withDuplicate(lanes, 0));
    expect(new Set(names(lanes)).size).toBe(8);
    expect(names(lanes).every((name) => name.length <= 80)).toBe(true);
  });
});

describe('the list of lanes', () => {
  it('grows by an optimizer that is not raced yet, with what a fair race shares', () => {
    const grown = withNewLane(lanesOf(nesterov));
    expect(names(grown)).toEqual(['Nesterov', grown[1]?.name]);
    expect(grown[1]).toMatchObject({ styleIndex: 1, optimizer: { id: 'sgd', lr: 0.02 }, events: [] });
    expect(grown[1]?.lrSchedule.id).toBe('cosine');
    const all = [nesterov, sgd, { optimizer: { id: 'nmgd' } }, { optimizer: { id: 'momentum' } }];
    expect(withNewLane(lanesOf(...all)).at(-1)?.optimizer).toMatchObject({ id: 'adam', lr: 0.001 });
  });

  it('gives a new lane momentum of its own, and passes the schema', () => {
    let lanes = lanesOf(sgd);
    for (let count = 2; count <= 8; count++) {
      const grown = withNewLane(lanes);
      lanes = lanesOf(...grown);
      expect(lanes).toEqual(grown);
    }
    expect(new Set(styleIndices(lanes)).size).toBe(8);
    expect(new Set(lanes.map(({ optimizer }) => optimizer.id)).size).toBe(8);
  });

  it('takes a copy beside its lane', () => {
    const lanes = withDuplicate(withDuplicate(lanesOf(nesterov, sgd), 0), 0);
    expect(names(lanes)).toEqual(['Nesterov', 'Nesterov 3', 'Nesterov 2', lanes[3]?.name]);
    expect(styleIndices(lanes)).toEqual([0, 3, 2, 1]);
    expect(lanes[1]?.optimizer).toEqual(lanes[0]?.optimizer);
  });

  it('is put in another order with each lane’s style, and keeps its last lane', () => {
    const lanes = lanesOf(nesterov, sgd, adam);
    expect(styleIndices(withLaneMoved(lanes, 2, -1))).toEqual([0, 2, 1]);
    expect(withLaneMoved(lanes, 0, -1)).toBe(lanes);
    expect(withLaneMoved(lanes, 2, 1)).toBe(lanes);
    expect(styleIndices(withoutLane(lanes, 1))).toEqual([0, 2]);
    expect(withoutLane(lanesOf(sgd), 0)).toHaveLength(1);
  });

  it('exchanges styles, so that no two are alike', () => {
    expect(styleIndices(withStyleIndex(lanesOf(nesterov, sgd), 0, 1))).toEqual([1, 0]);
    expect(styleIndices(withStyleIndex(lanesOf(nesterov, sgd), 0, 5))).toEqual([5, 1]);
  });
});
