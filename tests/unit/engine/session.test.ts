import { describe, expect, it, vi } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';
import type { Arrival } from '../../../src/data/arrival.ts';
import { newArrival } from '../../../src/data/arrival.ts';
import type { Device } from '../../../src/engine/device/backend.ts';
import { Failures } from '../../../src/engine/device/failures.ts';
import { Session } from '../../../src/engine/session.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { Events } from '../../../src/protocol/messages.ts';
import { testOutbox } from '../../support/outbox.ts';
import { memoryReader, tinyDataset } from '../data/tiny-dataset.ts';

const device: Device = {
  report: { backend: 'cpu', vendor: '', architecture: '', description: '', software: true, fallback: null },
  gpu: null,
  failures: new Failures(),
};

/** Of more images than the tiny set has, so that it is refused once the set is open, before anything is built. */
const experiment = (id: string) =>
  parseSpec({
    version: 1,
    data: { id, batchSize: 64, validation: 10 },
    model: { id: 'logistic' },
    lanes: [{ optimizer: { id: 'sgd' } }],
  });

/** A session on tiny sets under any id, whose manifests come when they are let. */
async function openSession() {
  const { manifest, files } = tinyDataset();
  const { readBytes } = memoryReader(files);
  const asked: string[] = [];
  const held = new Map<string, Arrival>();
  const data: Events['data'][] = [];
  const session = new Session({
    readBytes: async (url, signal, onBytes, fresh) => {
      const [id = '', file = ''] = url.split('/').slice(-2);
      asked.push(`${id}/${file}`);
      if (file !== 'manifest.json') return readBytes(url, signal, onBytes, fresh);
      const until = newArrival();
      held.set(id, until);
      await until.promise;
      return new TextEncoder().encode(JSON.stringify({ ...manifest, id }));
    },
    outbox: testOutbox({
      onEmit: (kind, payload) => {
        if (kind === 'data') data.push(payload as Events['data']);
      },
    }),
    openDevice: async () => device,
  });
  await session.handlers.connect({ prefer: null, dataUrl: 'data' });
  const letCome = async (id: string) => {
    await vi.waitFor(() => expect(held.has(id)).toBe(true));
    held.get(id)?.resolve();
  };
  return { session, asked, data, letCome };
}

describe('a session', () => {
  it('keeps the set that was asked for last, also where the one before comes after it', async () => {
    const { session, asked, data, letCome } = await openSession();
    const first = session.handlers.open({ spec: experiment('emoji') });
    const second = session.handlers.open({ spec: experiment('mnist-10k') });
    const outcomes = Promise.allSettled([first, second]);
    await letCome('mnist-10k');
    await expect(second).rejects.toMatchObject({ code: 'spec', path: 'data.batchSize' });
    await letCome('emoji');
    const [late] = await outcomes;
    expect(late).toMatchObject({ status: 'rejected', reason: expect.any(DownhillError) });
    await vi.waitFor(() => expect(data.at(-1)?.loadedBytes).toBe(data.at(-1)?.totalBytes));
    expect(data.every(({ id }) => id === 'mnist-10k')).toBe(true);
    expect(asked.filter((file) => file.startsWith('emoji/') && file !== 'emoji/train-00.shard')).toEqual([
      'emoji/manifest.json',
    ]);
    await session.handlers.open({ spec: experiment('mnist-10k') }).catch(() => undefined);
    expect(asked.filter((file) => file === 'mnist-10k/manifest.json')).toHaveLength(1);
  });
});
