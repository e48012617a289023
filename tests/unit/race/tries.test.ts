import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { Search } from '../../../src/race/tries.ts';
import { earlierSearches, withSearchesOf, withTried } from '../../../src/race/tries.ts';
import { experiment } from '../../support/experiment.ts';

const fair = experiment({
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 100 },
  race: { mode: 'fair' },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.02 } }, { optimizer: { id: 'adam', lr: 0.001 } }],
});
const quick: ExperimentSpec = { ...fair, race: { ...fair.race, mode: 'quick' } };
const withRate = (spec: ExperimentSpec, lane: number, lr: number): ExperimentSpec => ({
  ...spec,
  lanes: spec.lanes.map((of, i) => (i === lane ? { ...of, optimizer: { ...of.optimizer, lr } } : of)),
});
const tried = (spec: ExperimentSpec, searches: readonly Search[]) =>
  withTried(spec, searches).lanes.map((lane) => lane.tried ?? 0);
const searched = withSearchesOf([], fair, [7, 7]);

describe('what a lane was tried at before', () => {
  it('counts a search once another would not just repeat it', () => {
    expect(tried(fair, searched)).toEqual([0, 0]);
    expect(withTried(fair, searched)).toBe(fair);
    expect(tried({ ...fair, seeds: 10, seed: 3, name: 'Again' }, searched)).toEqual([0, 0]);
    expect(tried(withRate(fair, 1, 0.003), searched)).toEqual([0, 7]);
    expect(tried({ ...fair, race: { ...fair.race, tuningSeed: 9 } }, searched)).toEqual([7, 7]);
    const longer = { ...fair, training: { ...fair.training, steps: 200 } };
    expect(tried(longer, searched)).toEqual([7, 7]);
  });

  it('adds up over searches, and takes none twice', () => {
    const second = withRate(fair, 1, 0.003);
    const both = withSearchesOf(searched, withTried(second, searched), [7, 7]);
    expect(tried(withTried(second, searched), both)).toEqual([0, 7]);
    expect(tried(withRate(fair, 1, 0.01), both)).toEqual([0, 14]);
    expect(tried(fair, both)).toEqual([0, 7]); // back at the first: the second was tried all the same
    expect(withSearchesOf(both, second, [7, 7])).toHaveLength(both.length);
  });

  it('keeps all tries of a search whose repetition was cut short', () => {
    const cut = withSearchesOf(searched, withTried(fair, searched), [4, 0]);
    expect(tried(withRate(withRate(fair, 0, 0.4), 1, 0.4), cut)).toEqual([7, 7]);
  });

  it('counts races by hand that follow a search, and not those before one', () => {
    expect(withSearchesOf([], quick, [1, 1])).toEqual([]);
    expect(tried(quick, searched)).toEqual([7, 7]);
    const manual = withSearchesOf(searched, withRate(quick, 0, 0.05), [1, 1]);
    expect(tried(withRate(quick, 0, 0.08), manual)).toEqual([8, 7]);
  });

  it('says nothing of another optimizer, other images or another network', () => {
    const other = parseSpec({
      ...fair,
      lanes: [{ optimizer: { id: 'sgd' } }, { optimizer: { id: 'adam' } }],
    });
    expect(tried(other, searched)[0]).toBe(0);
    const deeper = { ...fair, model: { ...fair.model, filters: [2, 4] } } as ExperimentSpec;
    expect(tried(deeper, searched)).toEqual([0, 0]);
  });

  it('is written down in the experiment, and goes on from there', () => {
    const carried = parseSpec({
      ...fair,
      lanes: fair.lanes.map((lane, i) => (i === 0 ? { ...lane, tried: 7 } : lane)),
    });
    const searches = earlierSearches(carried);
    expect(tried(carried, searches)).toEqual([7, 0]);
    expect(tried(withRate(carried, 0, 0.5), withSearchesOf(searches, carried, [7, 7]))).toEqual([14, 0]);
    // a copy of a lane keeps what the lane had
    const copy = { ...(carried.lanes[0] as ExperimentSpec['lanes'][number]), name: 'Copy', styleIndex: 5 };
    expect(tried({ ...carried, lanes: [...carried.lanes, copy] }, searches)).toEqual([7, 0, 7]);
  });
});
