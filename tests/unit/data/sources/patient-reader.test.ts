import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadBytes } from '../../../../src/data/sources/http-reader.ts';
import { PatientReader } from '../../../../src/data/sources/patient-reader.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Attempt {
  readonly url: string;
  readonly fresh: boolean | undefined;
  readonly signal: AbortSignal;
  readonly piece: (sizeBytes: number) => void;
  readonly end: (bytes: Uint8Array) => void;
}

/** A patient reader over one whose files come as the test says. */
function patient() {
  const attempts: Attempt[] = [];
  const notices: (readonly string[])[] = [];
  const inner: ReadBytes = (url, signal, onBytes, fresh) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason));
      attempts.push({ url, fresh, signal, piece: onBytes, end: resolve });
    });
  const reader = new PatientReader(inner, (files) => notices.push(files));
  const abort = new AbortController();
  const open = (url: string) => {
    const bytes: number[] = [];
    return { bytes, done: reader.read(url, abort.signal, (size) => bytes.push(size)) };
  };
  const seconds = (count: number) => vi.advanceTimersByTimeAsync(1000 * count);
  return { reader, attempts, notices, abort, open, seconds };
}

const shard = 'https://x.org/data/digits/train-00.shard';
const name = 'digits/train-00.shard';

describe('a patient reader', () => {
  it('says nothing of a file that comes slowly, and hands on what came', async () => {
    const { attempts, notices, open, seconds } = patient();
    const { bytes, done } = open(shard);
    for (let i = 0; i < 4; i++) {
      await seconds(9);
      attempts[0]?.piece(100);
    }
    attempts[0]?.end(Uint8Array.of(1, 2, 3));
    expect(await done).toEqual(Uint8Array.of(1, 2, 3));
    expect(bytes).toEqual([100, 100, 100, 100]);
    expect(notices).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('names a file of which nothing came for 10 s, and takes that back with the next byte, giving nothing up', async () => {
    const { attempts, notices, open, seconds } = patient();
    const { done } = open(shard);
    await seconds(12);
    expect(notices).toEqual([[name]]);
    expect(attempts[0]?.signal.aborted).toBe(false);
    attempts[0]?.piece(1);
    expect(notices).toEqual([[name], []]);
    await seconds(12);
    expect(notices).toEqual([[name], [], [name]]);
    attempts[0]?.end(Uint8Array.of(1));
    await done;
    expect(notices.at(-1)).toEqual([]);
  });

  it('asks again for what has stalled, past the cache, and takes back the bytes of the first attempt', async () => {
    const { reader, attempts, notices, open, seconds } = patient();
    const { bytes, done } = open(shard);
    attempts[0]?.piece(70);
    await seconds(12);
    const other = open('https://x.org/data/digits/test-00.shard');
    reader.retry();
    await seconds(0);
    expect(attempts.map(({ url, fresh }) => [url.split('/').at(-1), fresh])).toEqual([
      ['train-00.shard', undefined],
      ['test-00.shard', undefined],
      ['train-00.shard', true],
    ]);
    expect(attempts[0]?.signal.aborted).toBe(true);
    expect(notices).toEqual([[name], []]);
    attempts[2]?.piece(100);
    attempts[2]?.end(Uint8Array.of(9));
    attempts[1]?.end(Uint8Array.of(8));
    expect(await done).toEqual(Uint8Array.of(9));
    expect(await other.done).toEqual(Uint8Array.of(8));
    expect(bytes).toEqual([70, -70, 100]);
  });

  it('ends with the reason of whoever asked, and is then no longer named', async () => {
    const { attempts, notices, abort, open, seconds } = patient();
    const { done } = open(shard);
    const outcome = expect(done).rejects.toThrow('closed');
    await seconds(12);
    abort.abort(new Error('closed'));
    await outcome;
    expect(notices).toEqual([[name], []]);
    expect(attempts).toHaveLength(1);
    await expect(open(shard).done).rejects.toThrow('closed');
    expect(vi.getTimerCount()).toBe(0);
  });
});
