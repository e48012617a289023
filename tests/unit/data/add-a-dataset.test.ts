import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltInDataset } from '../../../src/data/catalog/info.ts';
import { parseManifest } from '../../../src/data/formats/manifest.ts';
import type * as Opening from '../../../src/data/open-dataset.ts';
import { readFromDisk } from '../../support/disk-reader.ts';
import type { FollowedWalk } from '../../support/walk.ts';
import { followWalk } from '../../support/walk.ts';

interface Schema {
  parseSpec(spec: object): { readonly data: { readonly id?: string } };
}

let walk: FollowedWalk;
let bars: BuiltInDataset;
let datasets: readonly BuiltInDataset[];
beforeAll(async () => {
  walk = followWalk('add-a-dataset.md');
  ({ datasets } = await walk.load<{ datasets: typeof datasets }>('src/data/catalog/index.ts'));
  ({ bars } = await walk.load<{ bars: BuiltInDataset }>('src/data/catalog/bars.ts'));
  const script = walk.pathOf('scripts/make-data.mjs');
  await promisify(execFile)(process.execPath, [script, 'bars', '--out', walk.pathOf('public/data')]);
}, 120_000);
afterAll(() => walk.remove());

describe('the dataset of docs/add-a-dataset.md', () => {
  it('is a maker, a file, a line that lists it and texts, which the compiler takes', async () => {
    expect(datasets).toContain(bars);
    expect(walk.files).toEqual([
      'scripts/make-data.mjs',
      'src/data/catalog/bars.ts',
      'src/data/catalog/index.ts',
      'src/messages/en/data.ts',
      'src/messages/zh/data.ts',
    ]);
    expect(await walk.typeErrors()).toEqual([]);
  });

  it.each(['en', 'zh'])('has texts in %s, as have its classes', async (language) => {
    type Texts = Record<string, Record<string, string>>;
    const { data } = await walk.load<{ data: Texts }>(`src/messages/${language}/data.ts`);
    expect(Object.keys(data.bars ?? {})).toEqual(Object.keys(data.emoji ?? {}));
    for (const id of bars.classes) expect(data.classes).toHaveProperty(id);
  });

  it('is made as its declaration says', async () => {
    const files = await readdir(walk.pathOf('public/data/bars'));
    const manifest = parseManifest(
      JSON.parse(await readFile(walk.pathOf('public/data/bars/manifest.json'), 'utf8')),
      'bars/manifest.json',
    );
    const perClass = (split: 'train' | 'test') =>
      manifest.classes.map((_, i) =>
        manifest.shards[split].reduce((sum, shard) => sum + (shard.perClass[i] ?? 0), 0),
      );
    expect({
      id: manifest.id,
      name: manifest.name,
      folder: 'bars',
      shape: manifest.shape,
      classes: manifest.classes,
      classCount: manifest.classes.length,
      perClass: { train: perClass('train'), test: perClass('test') },
      trainCount: manifest.counts.train,
      testCount: manifest.counts.test,
    }).toEqual(bars);
    const shards = [...manifest.shards.train, ...manifest.shards.test].map(({ file }) => file);
    expect(files.toSorted()).toEqual(['manifest.json', ...shards].toSorted());
  });

  it('is named by an experiment, and opens: each image is a bar of its class', async () => {
    const { parseSpec } = await walk.load<Schema>('src/experiment/schema.ts');
    const lanes = [{ optimizer: { id: 'nesterov' } }];
    const spec = parseSpec({ version: 1, data: { id: 'bars', validation: 96 }, model: { id: 'cnn' }, lanes });
    expect(spec.data.id).toBe('bars');
    const { openDataset } = await walk.load<typeof Opening>('src/data/open-dataset.ts');
    const baseUrl = pathToFileURL(walk.pathOf('public/data')).href;
    const dataset = await openDataset({ id: 'bars', baseUrl, readBytes: readFromDisk, validation: 0 });
    await dataset.whenTest();
    for (const [i, label] of dataset.testLabels.entries()) {
      const image = dataset.testImages.subarray(784 * i, 784 * (i + 1));
      const bright = [...image.keys()].filter((pixel) => image[pixel] !== 0);
      expect(new Set(bright.map((pixel) => (label === 0 ? pixel % 28 : Math.floor(pixel / 28)))).size).toBe(
        1,
      );
      expect(bright).toHaveLength(28);
    }
  });
});
