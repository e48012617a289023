import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DownhillError } from '../../../../src/core/errors.ts';
import { Rng } from '../../../../src/core/rng.ts';
import type { ShardEntry } from '../../../../src/data/formats/manifest.ts';
import { decodeShard } from '../../../../src/data/formats/shard.ts';
import { rawShard, sha256Of, storeShard, tinyDataset } from '../../../support/tiny-dataset.ts';

const { manifest } = tinyDataset();

function sample(count = 1000) {
  const rng = Rng.of(1, 'pixels');
  const images = Uint8Array.from({ length: count * 6 }, () => rng.below(256));
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  return { images, labels, ...storeShard('train-07.shard', Buffer.concat([images, labels]), count) };
}

async function failure(stored: Uint8Array, entry: ShardEntry): Promise<DownhillError> {
  const error = await decodeShard(stored, entry, manifest).then(
    () => 'decoded',
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ name: 'DownhillError', code: 'data', path: 'tiny/train-07.shard' });
  return error as DownhillError;
}

describe('decodeShard', () => {
  it('returns the images and labels that were stored', async () => {
    const { stored, entry, images, labels } = sample();
    const shard = await decodeShard(stored, entry, manifest);
    expect(shard.images).toEqual(images);
    expect(shard.labels).toEqual(labels);
  });

  it('refuses an altered byte wherever it is', async () => {
    const { stored, entry } = sample();
    for (const position of [0, 9, stored.length >> 1, stored.length - 1]) {
      const altered = stored.slice();
      altered[position] = (altered[position] ?? 0) ^ 1;
      const { fact } = await failure(altered, entry);
      const got = sha256Of(altered).slice(0, 12);
      const expected = entry.sha256.slice(0, 12);
      expect(fact).toEqual({
        id: 'dataFileChecksum',
        params: { file: 'tiny/train-07.shard', got, expected },
      });
    }
  });

  it('refuses a file that is cut short, and says by how much', async () => {
    const { stored } = sample();
    const entry = { ...sample().entry, bytes: 2_231_000 };
    const { fact } = await failure(stored.subarray(0, 1024), entry);
    expect(fact).toEqual({
      id: 'dataFileShort',
      params: { file: 'tiny/train-07.shard', got: 1024, expected: 2_231_000 },
    });
    expect((await failure(new Uint8Array(0), sample().entry)).fact).toMatchObject({
      id: 'dataFileShort',
      params: { got: 0 },
    });
  });

  it('refuses bytes beyond the end', async () => {
    const { stored, entry } = sample();
    const { fact } = await failure(new Uint8Array([...stored, 0]), entry);
    expect(fact).toMatchObject({
      id: 'dataFileLong',
      params: { got: entry.bytes + 1, expected: entry.bytes },
    });
  });

  it('recognises a page sent in place of the file', async () => {
    const page = new TextEncoder().encode('\n<!DOCTYPE html><html><body>Downhill</body></html>');
    const { fact } = await failure(page, sample().entry);
    expect(fact).toEqual({
      id: 'dataFileIsPage',
      params: { file: 'tiny/train-07.shard', bytes: page.length },
    });
  });

  it('recognises a file that the server unpacked on the way', async () => {
    const { images, labels, entry } = sample();
    const { fact } = await failure(new Uint8Array([...images, ...labels]), entry);
    expect(fact).toMatchObject({ id: 'dataFileUnpacked', params: { got: 7000, expected: entry.bytes } });
  });

  it('stops at a gzip bomb before it has unpacked it', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024));
    bomb.fill(0xff, bomb.length >> 1); // whoever unpacks further than here fails over this instead
    const entry = { ...sample().entry, bytes: bomb.length, sha256: sha256Of(bomb) };
    expect((await failure(bomb, entry)).fact).toEqual({
      id: 'dataFileUnpacksToMore',
      params: { file: 'tiny/train-07.shard', expected: 7000 },
    });
  });

  it('refuses a file that unpacks to too little, or not at all', async () => {
    const { images, labels } = rawShard(0, 999);
    const short = storeShard('train-07.shard', new Uint8Array([...images, ...labels]), 1000);
    expect((await failure(short.stored, short.entry)).fact).toEqual({
      id: 'dataFileUnpacksToLess',
      params: { file: 'tiny/train-07.shard', got: 6993, expected: 7000 },
    });

    const { stored, entry } = sample();
    const torn = stored.slice(0, stored.length - 40);
    const honest = { ...entry, bytes: torn.length, sha256: sha256Of(torn) };
    expect((await failure(torn, honest)).fact).toEqual({
      id: 'dataFileNotGzip',
      params: { file: 'tiny/train-07.shard' },
    });
  });

  it('refuses a label that is no class', async () => {
    const { images, labels } = sample();
    labels[17] = 3;
    const { stored, entry } = storeShard('train-07.shard', new Uint8Array([...images, ...labels]), 1000);
    expect((await failure(stored, entry)).fact).toEqual({
      id: 'dataFileLabel',
      params: { file: 'tiny/train-07.shard', sample: 17, max: 2, got: 3 },
    });
  });
});
