import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DatasetManifest, ShardEntry } from '../../src/data/formats/manifest.ts';
import type { ReadBytes } from '../../src/data/sources/http-reader.ts';

const shape: [number, number, number] = [2, 3, 1];
const classes = ['round', 'square', 'other'];
const pixels = 6;

/** Sample i of a split: every pixel is `i`, its label `i % 3`; test samples begin at 100. */
export function rawShard(first: number, count: number): { images: Uint8Array; labels: Uint8Array } {
  const samples = Array.from({ length: count }, (_, i) => first + i);
  return {
    images: Uint8Array.from(samples.flatMap((i) => Array<number>(pixels).fill(i))),
    labels: Uint8Array.from(samples, (i) => i % classes.length),
  };
}

/** A shard's stored bytes and the entry that describes them truly; `count` may be made to lie. */
export function storeShard(
  file: string,
  raw: Uint8Array,
  count: number,
): { stored: Uint8Array; entry: ShardEntry } {
  const stored = new Uint8Array(gzipSync(raw));
  const perClass = classes.map((_, label) => raw.subarray(count * pixels).filter((l) => l === label).length);
  return { stored, entry: { file, count, perClass, bytes: stored.length, sha256: sha256Of(stored) } };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface TinyDataset {
  readonly manifest: DatasetManifest;
  /** By file name. */
  readonly files: Map<string, Uint8Array>;
}

/** A dataset of six training shards of ten samples and two test shards of five. */
export function tinyDataset(): TinyDataset {
  const files = new Map<string, Uint8Array>();
  const shards = (split: string, first: number, shardCount: number, size: number) =>
    Array.from({ length: shardCount }, (_, i) => {
      const { images, labels } = rawShard(first + i * size, size);
      const { stored, entry } = storeShard(`${split}-0${i}.shard`, Buffer.concat([images, labels]), size);
      files.set(entry.file, stored);
      return entry;
    });
  const manifest: DatasetManifest = {
    version: 1,
    id: 'tiny',
    name: 'Tiny',
    source: 'made by a test',
    licence: { spdx: 'MIT', holder: 'nobody', note: '' },
    shape,
    classes,
    counts: { train: 60, test: 10 },
    mean: [0.1],
    std: [0.2],
    shards: { train: shards('train', 0, 6, 10), test: shards('test', 100, 2, 5) },
  };
  files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
  return { manifest, files };
}

/** A transport out of memory that writes down each request, and a trailing `!` where a fresh copy was asked for. */
export function memoryReader(files: Map<string, Uint8Array>): { readBytes: ReadBytes; requests: string[] } {
  const requests: string[] = [];
  const readBytes: ReadBytes = async (url, signal, onBytes, fresh) => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    requests.push(fresh ? `${name}!` : name);
    await Promise.resolve();
    signal.throwIfAborted();
    const bytes = files.get(name);
    if (!bytes) throw new Error(`no file ${name}`);
    const half = Math.floor(bytes.length / 2);
    onBytes(half);
    onBytes(bytes.length - half);
    return bytes;
  };
  return { readBytes, requests };
}
