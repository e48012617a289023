import { describe, expect, it } from 'vitest';
import {
  defaultSpec,
  narrowIdOf,
  presetById,
  presets,
  softwarePresetId,
} from '../../../src/experiment/presets.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { offeredSeedCounts } from '../../../src/race/seed-counts.ts';

describe('presets', () => {
  it('presets are specs with ids of their own, which name them', () => {
    expect(presets.length).toBeGreaterThanOrEqual(5);
    const ids = presets.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(presetById('nmgd-momentum')?.spec.lanes[0]?.momentumSchedule.id).toBe('nmgd');
    for (const { id, spec } of presets) {
      expect(spec.name).toBe(id);
      expect(parseSpec(spec)).toEqual(spec);
    }
  });

  it('the article’s preset is found by the id of its network too', () => {
    expect(presetById('ten-conv')).toBe(presetById('article'));
    expect(presetById('ten-conv')?.spec.model.id).toBe('ten-conv');
  });

  it('the races teach what they are there to teach', () => {
    const lanes = (id: string) =>
      presetById(id)?.spec.lanes.map(
        ({ optimizer, momentumSchedule }) => `${optimizer.id} ${momentumSchedule.id}`,
      );
    const raceOf = (id: string) => presetById(id)?.spec.race.mode;
    expect(lanes('nesterov-against-classical')).toEqual([
      'nesterov constant',
      'momentum constant',
      'sgd constant',
    ]);
    expect(lanes('nesterov-family')).toEqual([
      'nesterov constant',
      'nesterov1983 constant',
      'nmgd nmgd',
      'momentum constant',
    ]);
    for (const id of ['adam-against-nesterov', 'adam-against-nesterov-tuned']) {
      expect(lanes(id)).toEqual(['nesterov constant', 'adam constant']);
    }
    expect(raceOf('adam-against-nesterov')).toBe('quick');
    expect(raceOf('adam-against-nesterov-tuned')).toBe('fair');
    expect(lanes('nmgd-schedule')).toEqual(['nmgd nmgd', 'nmgd constant']);
    const raised = presetById('too-high-a-learning-rate')?.spec.lanes;
    expect(raised?.map(({ optimizer, events }) => [optimizer.lr, events.length])).toEqual([
      [0.02, 0],
      [0.02, 1],
    ]);
    const small = presetById('small-and-simple')?.spec;
    expect([small?.data.trainCount, small?.model]).toMatchObject([1000, { id: 'cnn', filters: [8] }]);
    expect(small?.lanes.map(({ optimizer }) => optimizer.id)).toEqual(['nmgd', 'nesterov', 'sgd']);
  });

  it('a visitor on a CPU gets the race of the others, on a narrower network', () => {
    const narrow = presetById(softwarePresetId)?.spec;
    expect(narrow?.lanes).toEqual(defaultSpec.lanes);
    expect(narrow?.lanes.map(({ name }) => name)).toEqual(['NMGD', 'Nesterov', 'SGD']);
    expect(narrow?.model).toEqual({ ...defaultSpec.model, filters: [4, 8] });
    expect(narrow?.seeds).toBe(1);
  });

  it('a preset over several seeds has a count that the page offers for a claim', () => {
    const several = presets.filter(({ spec }) => spec.seeds > 1).map(({ id, spec }) => [id, spec.seeds]);
    expect(several).toEqual([
      ['adam-against-nesterov-tuned', 7],
      ['small-and-simple', 7],
    ]);
    expect(offeredSeedCounts).toContain(7);
  });

  it.each([
    ['what-momentum-buys', 'what-momentum-buys-narrow'],
    ['nesterov-against-classical', 'nesterov-against-classical-narrow'],
    ['nesterov-family', 'what-momentum-buys-narrow'],
    ['first-descent', 'narrow'],
    ['article', 'article-narrow'],
    [null, 'what-momentum-buys-narrow'],
  ])('the narrow form of %s is %s', (id, narrow) => {
    expect(narrowIdOf(id)).toBe(narrow);
    expect(presetById(narrow)?.kind).toBe('narrow');
  });

  it('presets stand as races, single lanes, gradient diagnostics, and what a CPU is wide enough for', () => {
    const kinds = presets.map(({ kind }) => kind);
    const order = ['race', 'run', 'gradients', 'narrow'];
    expect([...new Set(kinds)]).toEqual(order);
    expect(kinds).toEqual([...kinds].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    for (const { id, kind, spec } of presets) {
      if (kind === 'race' || kind === 'run')
        expect([id, spec.lanes.length > 1]).toEqual([id, kind === 'race']);
    }
  });
});
