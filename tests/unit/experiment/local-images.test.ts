import { describe, expect, it } from 'vitest';
import { toErrorReport } from '../../../src/core/errors.ts';
import { datasetName, datasetOf, findDataset } from '../../../src/data/catalog/index.ts';
import { datasetKey } from '../../../src/data/catalog/info.ts';
import { assertOnSite } from '../../../src/data/open-dataset.ts';
import { totalStepsOf } from '../../../src/experiment/length.ts';
import { runDifferences } from '../../../src/experiment/run-differences.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { roomyDevice, trainingMemory } from '../../../src/store/training-memory.ts';
import { en, zh } from '../../support/translator.ts';

const sha256 = '0123456789abcdef'.repeat(4);
const info = {
  name: 'My cats',
  shape: [32, 32, 3],
  classes: ['tabby', 'black', 'white'],
  perClass: { train: [100, 60, 40], test: [10, 6, 4] },
  mean: [0.5, 0.5, 0.5],
  std: [0.2, 0.2, 0.2],
};
const spec = (data: object) => ({
  version: 2,
  data: { batchSize: 10, validation: 20, ...data },
  model: { id: 'cnn' },
  training: { steps: null, epochs: 2 },
  lanes: [{ optimizer: { id: 'sgd' } }],
});
const parsed = (data: object = {}) => parseSpec(spec({ sha256, info, ...data }));

function rejection(act: () => unknown) {
  try {
    act();
  } catch (error) {
    return toErrorReport(error);
  }
  throw new Error('nothing was rejected');
}

describe('an experiment over images of one’s own', () => {
  it('is read with its defaults, and reads as the same again', () => {
    const { data } = parsed();
    expect(data).toMatchObject({ sha256, info, size: null, normalize: 'standardize' });
    expect('id' in data).toBe(false);
    const again: unknown = JSON.parse(JSON.stringify(parsed()));
    expect(parseSpec(again)).toEqual(parsed());
  });

  it('knows its images from what the spec says of them', () => {
    expect(datasetOf(parsed().data)).toMatchObject({ trainCount: 200, testCount: 20, classCount: 3 });
    const view = datasetOf(parsed({ classes: [0, 2], size: 16 }).data);
    expect(view).toMatchObject({ shape: [16, 16, 3], classes: ['tabby', 'white'], trainCount: 140 });
    expect(totalStepsOf(parsed())).toBe(2 * 18);
    expect(trainingMemory(parsed(), roomyDevice).parts.images).toBe(220 * (32 * 32 * 3 + 1));
    expect(datasetName(parsed().data)).toBe('My cats');
  });

  it('differs from one over a set of the page by its name', () => {
    const other = parseSpec(spec({ id: 'mnist-10k' }));
    expect(runDifferences(parsed(), other)).toContainEqual({ id: 'dataset', name: 'My cats' });
    expect(datasetKey(parsed().data)).not.toBe(datasetKey(other.data));
  });

  it.each([
    ['both forms at once', { id: 'emoji' }, 'data', 'unknownKeys'],
    ['no description', { info: undefined }, 'data.info', 'missing'],
    ['a checksum that is none', { sha256: 'abc' }, 'data.sha256', 'notSha256'],
    [
      'counts of fewer classes',
      { info: { ...info, perClass: { ...info.perClass, test: [1, 2] } } },
      'data.info.perClass.test',
      'notOneEach',
    ],
    ['moments of fewer channels', { info: { ...info, std: [0.2] } }, 'data.info.std', 'notOneEach'],
    ['a class that there is not', { classes: [0, 3] }, 'data.classes[1]', 'classTooLarge'],
  ])('is refused with %s', (_, data, path, id) => {
    const report = rejection(() => parsed(data));
    expect(report).toMatchObject({ code: 'spec', path, fact: { id } });
    for (const t of [en, zh]) expect(errorText(t, report)).not.toBe('');
  });

  it('cannot be opened where the images are not on the machine', () => {
    const report = rejection(() => assertOnSite(parsed().data));
    expect(report).toMatchObject({
      code: 'data',
      path: 'data.sha256',
      fact: { id: 'imagesNotHere', params: { name: 'My cats', sha256: sha256.slice(0, 12) } },
    });
    expect(errorText(en, report)).toContain('My cats');
    expect(errorText(zh, report)).toContain('My cats');
    expect(() => assertOnSite(parseSpec(spec({ id: 'emoji' })).data)).not.toThrow();
  });
});

describe('a catalogue', () => {
  it('may be another than that of the page', () => {
    const [first] = [{ ...info, id: 'cats', folder: 'cats', classCount: 3, trainCount: 200, testCount: 20 }];
    const catalog = [{ ...first, shape: [32, 32, 3] as const }] as Parameters<typeof findDataset>[1];
    expect(findDataset({ id: 'cats' }, catalog)?.name).toBe('My cats');
    expect(findDataset({ id: 'emoji' }, catalog)).toBeUndefined();
    expect(findDataset({ id: 'cats' })).toBeUndefined();
  });
});
