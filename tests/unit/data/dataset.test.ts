import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset, DatasetProgress } from '../../../src/data/dataset.ts';
import type { OpenDatasetOptions } from '../../../src/data/open-dataset.ts';
import { openDataset } from '../../../src/data/open-dataset.ts';
import type { ReadBytes } from '../../../src/data/sources/http-reader.ts';
import { memoryReader, rawShard, tinyDataset } from '../../support/tiny-dataset.ts';

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', onUnhandled);
});
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

const all = [0, 1, 2, 3, 4, 5];

async function setUp(options: Partial<OpenDatasetOptions> = {}) {
  const tiny = tinyDataset();
  const { readBytes, requests } = memoryReader(tiny.files);
  const progress: DatasetProgress[] = [];
  const open = () =>
    openDataset({
      id: 'tiny',
      baseUrl: 'https://example.org/data/',
      readBytes,
      validation: 15,
      onProgress: (snapshot) => progress.push(snapshot),
      ...options,
    });
  return { ...tiny, readBytes, requests, progress, open };
}

async function settle(dataset: Dataset): Promise<PromiseSettledResult<void>[]> {
  return Promise.allSettled([...all.map((i) => dataset.whenTrainShard(i)), dataset.whenTest()]);
}

describe('openDataset', () => {
  it('loads the first shard, then those of validation, then the rest, then the test set', async () => {
    const { open, requests } = await setUp();
    await settle(await open());
    expect(requests).toEqual([
      'manifest.json!',
      ...[0, 4, 5, 1, 2, 3].map((i) => `train-0${i}.shard`),
      'test-00.shard',
      'test-01.shard',
    ]);
  });

  it('asks below the folder of the set, one file at a time', async () => {
    const { files } = await setUp();
    const urls: string[] = [];
    let inFlight = 0;
    let max = 0;
    const { readBytes } = memoryReader(files);
    const counting: ReadBytes = async (url, ...rest) => {
      urls.push(url);
      max = Math.max(max, ++inFlight);
      return readBytes(url, ...rest).finally(() => inFlight--);
    };
    const { open } = await setUp({ readBytes: counting });
    await settle(await open());
    expect(urls.slice(0, 2)).toEqual([
      'https://example.org/data/tiny/manifest.json',
      'https://example.org/data/tiny/train-00.shard',
    ]);
    expect(max).toBe(1);
  });

  it('puts every shard in its place', async () => {
    const { open } = await setUp();
    const dataset = await open();
    expect(dataset.isTrainShardReady(0)).toBe(false);
    await dataset.whenTrainShard(0);
    expect(dataset.isTrainShardReady(0)).toBe(true);
    expect(dataset.isTrainShardReady(3)).toBe(false);
    expect(dataset.trainImages.subarray(0, 60)).toEqual(rawShard(0, 10).images);
    expect(dataset.trainImages.subarray(60).every((value) => value === 0)).toBe(true);
    await dataset.whenValidation();
    expect([4, 5].map((i) => dataset.isTrainShardReady(i))).toEqual([true, true]);
    await settle(dataset);
    expect({ images: dataset.trainImages, labels: dataset.trainLabels }).toEqual(rawShard(0, 60));
    expect({ images: dataset.testImages, labels: dataset.testLabels }).toEqual(rawShard(100, 10));
  });

  it('reports progress that only grows, up to everything', async () => {
    const { open, progress, files } = await setUp();
    await settle(await open());
    const loaded = progress.map(({ loadedBytes }) => loadedBytes);
    const stored = [...files].filter(([name]) => name.endsWith('.shard'));
    const total = stored.reduce((sum, [, bytes]) => sum + bytes.length, 0);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
    expect(progress[0]).toEqual({
      loadedBytes: 0,
      totalBytes: total,
      loadedTrain: 0,
      trainCount: 60,
      failures: [],
    });
    await Promise.resolve();
    expect(progress.at(-1)).toEqual({
      loadedBytes: total,
      totalBytes: total,
      loadedTrain: 60,
      trainCount: 60,
      failures: [],
    });
  });

  it('loads on past shards that failed, names them, and retries only those, fresh', async () => {
    const { open, files, progress, requests } = await setUp();
    const good = files.get('train-04.shard') ?? new Uint8Array();
    files.set('train-04.shard', good.slice(0, 20));
    const missing = files.get('train-02.shard') ?? new Uint8Array();
    files.delete('train-02.shard');

    const dataset = await open();
    const results = await settle(dataset);
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
    const params = { file: 'tiny/train-04.shard', got: 20, expected: good.length };
    const short = { code: 'data', fact: { id: 'dataFileShort', params } };
    await expect(dataset.whenTrainShard(4)).rejects.toMatchObject(short);
    await expect(dataset.whenValidation()).rejects.toMatchObject(short);
    const { failures } = dataset.progress();
    expect(failures.map(({ path }) => path)).toEqual(['tiny/train-04.shard', 'tiny/train-02.shard']);
    expect(failures[1]?.fact).toEqual({
      id: 'dataFileUnread',
      params: { file: 'tiny/train-02.shard', reason: 'no file train-02.shard' },
    });
    expect(dataset.progress().loadedTrain).toBe(40);

    files.set('train-04.shard', good).set('train-02.shard', missing);
    requests.length = 0;
    dataset.retry();
    await Promise.all([dataset.whenValidation(), dataset.whenTrainShard(2)]);
    expect(requests).toEqual(['train-04.shard!', 'train-02.shard!']);
    expect(dataset.trainLabels).toEqual(rawShard(0, 60).labels);
    await Promise.resolve();
    expect(progress.at(-1)).toMatchObject({ loadedTrain: 60, failures: [] });
  });

  it('can fail again after a retry, without anyone listening', async () => {
    const { open, files } = await setUp();
    files.delete('train-05.shard');
    const dataset = await open();
    await settle(dataset);
    dataset.retry();
    void dataset.whenValidation();
    await expect(dataset.whenTrainShard(5)).rejects.toMatchObject({
      fact: { id: 'dataFileUnread', params: { file: 'tiny/train-05.shard' } },
    });
  });

  it('stops at close: what has not arrived rejects, and nothing more is asked for or reported', async () => {
    const { open, requests, progress } = await setUp();
    const dataset = await open();
    await dataset.whenTrainShard(0);
    dataset.close();
    const countBefore = requests.length;
    const reported = progress.length;
    const results = await settle(dataset);
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      ...Array<boolean>(6).fill(false),
    ]);
    await expect(dataset.whenTest()).rejects.toMatchObject({
      code: 'state',
      fact: { id: 'dataClosed', params: { id: 'tiny' } },
    });
    dataset.retry();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(requests.length).toBe(countBefore);
    expect(progress.length).toBe(reported);
  });

  it('hands the transport a signal that close aborts', async () => {
    const { files } = await setUp();
    const { readBytes } = memoryReader(files);
    let aborted = false;
    const hanging: ReadBytes = (url, signal, ...rest) => {
      if (url.endsWith('manifest.json')) return readBytes(url, signal, ...rest);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason);
        });
      });
    };
    const { open } = await setUp({ readBytes: hanging });
    const dataset = await open();
    dataset.close();
    expect(aborted).toBe(true);
    await expect(dataset.whenTrainShard(0)).rejects.toMatchObject({ code: 'state' });
  });

  it('closes with the signal it was opened with', async () => {
    const abort = new AbortController();
    const { open } = await setUp({ signal: abort.signal });
    const dataset = await open();
    abort.abort();
    await expect(dataset.whenTrainShard(0)).rejects.toMatchObject({ code: 'state' });
    await expect(open()).rejects.toMatchObject({ code: 'state' });
  });

  it('refuses a manifest that is missing, a web page, no JSON, or of another set', async () => {
    const { open, files, manifest } = await setUp();
    const put = (text: string) => files.set('manifest.json', new TextEncoder().encode(text));
    files.delete('manifest.json');
    const file = 'tiny/manifest.json';
    await expect(open()).rejects.toMatchObject({
      fact: { id: 'dataFileUnread', params: { file, reason: 'no file manifest.json' } },
    });
    put('<!doctype html><title>Downhill</title>');
    await expect(open()).rejects.toMatchObject({
      fact: { id: 'dataFileIsPage', params: { file, bytes: 38 } },
    });
    put('{"version": 1,');
    await expect(open()).rejects.toMatchObject({ fact: { id: 'dataFileNotJson', params: { file } } });
    put(JSON.stringify({ ...manifest, id: 'other' }));
    await expect(open()).rejects.toMatchObject({
      fact: { id: 'dataManifestOther', params: { file, expected: 'tiny', got: 'other' } },
    });
  });

  it('refuses more validation than there is', async () => {
    const { open } = await setUp({ validation: 61 });
    await expect(open()).rejects.toMatchObject({ code: 'spec', path: 'data.validation' });
  });

  it('needs no shard for no validation, and knows a shard that does not exist', async () => {
    const { open, requests } = await setUp({ validation: 0 });
    const dataset = await open();
    await dataset.whenValidation();
    expect(dataset.isTrainShardReady(5)).toBe(false);
    expect(() => dataset.whenTrainShard(6)).toThrow(RangeError);
    await settle(dataset);
    expect(requests.slice(1, 7)).toEqual(all.map((i) => `train-0${i}.shard`));
    await dataset.whenValidation(15);
  });
});
