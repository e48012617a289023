import { describe, expect, it } from 'vitest';
import { DownhillError } from '../../../../src/core/errors.ts';
import { parseManifest } from '../../../../src/data/formats/manifest.ts';
import { tinyDataset } from '../../../support/tiny-dataset.ts';

const file = 'tiny/manifest.json';

function rejection(change: (manifest: ReturnType<typeof copy>) => void): string {
  const manifest = copy();
  change(manifest);
  try {
    parseManifest(manifest, file);
  } catch (error) {
    expect(error).toBeInstanceOf(DownhillError);
    expect(error).toMatchObject({ code: 'data', path: file });
    const { fact } = error as DownhillError;
    return fact?.id === 'dataManifestKey' ? fact.params.key : String(fact?.id);
  }
  return 'accepted';
}

function copy() {
  return structuredClone(tinyDataset().manifest) as Record<string, unknown> &
    Omit<ReturnType<typeof tinyDataset>['manifest'], 'version'> & { version: number };
}

describe('parseManifest', () => {
  it('returns what it was given, without keys it does not know', () => {
    const { manifest } = tinyDataset();
    expect(parseManifest({ ...manifest, futureKey: 1 }, file)).toEqual(manifest);
  });

  it('names the key that is wrong', () => {
    expect(rejection((m) => Object.assign(m, { version: 2 }))).toContain('version');
    expect(rejection((m) => Object.assign(m.shards.train[2] ?? {}, { sha256: 'xyz' }))).toContain(
      'shards.train[2].sha256',
    );
    expect(rejection((m) => Object.assign(m, { classes: undefined }))).toContain('classes');
    expect(rejection((m) => Object.assign(m, { shape: [28, 28] }))).toContain('shape');
    expect(rejection((m) => Object.assign(m, { std: [0] }))).toContain('std[0]');
  });

  it('refuses figures that contradict each other', () => {
    expect(rejection((m) => Object.assign(m.counts, { train: 61 }))).toBe('counts.train');
    expect(rejection((m) => Object.assign(m, { mean: [0.1, 0.1] }))).toBe('mean');
  });

  it('refuses a file name that leads out of the folder', () => {
    expect(
      rejection((m) => Object.assign(m.shards.test[0] ?? {}, { file: '../other/train-00.shard' })),
    ).toContain('shards.test[0].file');
  });

  it('refuses more images than memory holds, before anything is allocated', () => {
    const huge = rejection((m) => {
      m.counts.train = 10 ** 12;
      Object.assign(m.shards.train[0] ?? {}, { count: 10 ** 12 - 50, perClass: [10 ** 12 - 50, 0, 0] });
    });
    expect(huge).toBe('counts.train');
  });

  it('refuses a hundred thousand faults as one, and texts that are none', () => {
    expect(rejection((m) => Object.assign(m.shards, { train: new Array(130_000).fill({}) }))).toBe(
      'shards.train',
    );
    const name = { length: { toString: 1, valueOf: 1 } };
    expect(rejection((m) => Object.assign(m, { name }))).toBe('name');
  });

  it('refuses what is no object at all', () => {
    for (const value of [null, 7, 'text', [], undefined]) {
      expect(() => parseManifest(value, file)).toThrow(
        expect.objectContaining({ fact: { id: 'dataManifestInvalid', params: { file } } }),
      );
    }
  });
});
