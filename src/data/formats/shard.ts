import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fileError, htmlError, looksLikeHtml } from '../file-error.ts';
import type { DatasetManifest, ShardEntry } from './manifest.ts';
import { imageSizeBytes } from './manifest.ts';

/** The samples of one shard: `images` is row-major NHWC u8, `labels` one class index per sample. */
export interface Shard {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Checks and unpacks the stored bytes of a shard: length, sha256, size once inflated, labels below the number of
 * classes. The hash is computed here because `crypto.subtle` is missing on a page opened over plain http.
 * Throws DownhillError (`data`) that names the file, as `fashion-mnist/train-07.shard`.
 */
export async function decodeShard(
  stored: Uint8Array,
  entry: ShardEntry,
  manifest: DatasetManifest,
): Promise<Shard> {
  const file = `${manifest.id}/${entry.file}`;
  const imagesBytes = entry.count * imageSizeBytes(manifest);
  const inflatedBytes = imagesBytes + entry.count;

  checkLength(stored, entry.bytes, inflatedBytes, file);
  const digest = bytesToHex(sha256(stored));
  if (digest !== entry.sha256) {
    const [got, expected] = [digest.slice(0, 12), entry.sha256.slice(0, 12)];
    throw fileError({ id: 'dataFileChecksum', params: { file, got, expected } });
  }

  const bytes = await inflate(stored, inflatedBytes, file);
  const shard = { images: bytes.subarray(0, imagesBytes), labels: bytes.subarray(imagesBytes) };
  checkLabels(shard.labels, manifest.classes.length, file);
  return shard;
}

function checkLength(stored: Uint8Array, expected: number, inflatedBytes: number, file: string): void {
  if (looksLikeHtml(stored)) throw htmlError(file, stored.length);
  if (stored.length === expected) return;
  const params = { file, got: stored.length, expected };
  if (stored.length < expected) throw fileError({ id: 'dataFileShort', params });
  throw fileError({ id: stored.length === inflatedBytes ? 'dataFileUnpacked' : 'dataFileLong', params });
}

/**
 * The unpacked bytes; stops at the first byte beyond `expected`. The input goes in by small pieces because a browser
 * may inflate a whole piece before its output is read, and gzip packs up to 1032 : 1.
 */
async function inflate(stored: Uint8Array, expected: number, file: string): Promise<Uint8Array> {
  const out = new Uint8Array(expected);
  const reader = pieces(stored, 16 * 1024)
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw fileError({ id: 'dataFileNotGzip', params: { file } }, cause);
    });
    if (done) break;
    if (length + value.length > expected) {
      await reader.cancel().catch(() => undefined);
      throw fileError({ id: 'dataFileUnpacksToMore', params: { file, expected } });
    }
    out.set(value, length);
    length += value.length;
  }
  if (length < expected) {
    throw fileError({ id: 'dataFileUnpacksToLess', params: { file, got: length, expected } });
  }
  return out;
}

function pieces(bytes: Uint8Array, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start < bytes.length) controller.enqueue(new Uint8Array(bytes.subarray(start, start + size)));
      else controller.close();
      start += size;
    },
  });
}

function checkLabels(labels: Uint8Array, classCount: number, file: string): void {
  const sample = labels.findIndex((label) => label >= classCount);
  if (sample === -1) return;
  const params = { file, sample, max: classCount - 1, got: labels[sample] ?? 0 };
  throw fileError({ id: 'dataFileLabel', params });
}
