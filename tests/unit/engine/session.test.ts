import { describe, expect, it, vi } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';
import type { Arrival } from '../../../src/data/arrival.ts';
import { newArrival } from '../../../src/data/arrival.ts';
import type { Device } from '../../../src/engine/device/backend.ts';
import { DeviceErrors } from '../../../src/engine/device/device-errors.ts';
import { measuredChoice } from '../../../src/engine/device/engine-choice.ts';
import { Session } from '../../../src/engine/session.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { Events } from '../../../src/protocol/messages.ts';
import type { Checkpoint } from '../../../src/race/checkpoint.ts';
import { testOutbox } from '../../support/outbox.ts';
import { memoryReader, tinyDataset } from '../../support/tiny-dataset.ts';

const device: Device = {
  report: { backend: 'cpu', vendor: '', architecture: '', description: '', software: true, fallback: null },
  gpu: null,
  deviceErrors: new DeviceErrors(),
};

/** Of more images than the tiny set has, so that it is refused once the set is open, before anything is built. */
const experiment = (id: string) =>
  parseSpec({
    version: 1,
    data: { id, batchSize: 64, validation: 10 },
    model: { id: 'logistic' },
    lanes: [{ optimizer: { id: 'sgd' } }],
  });

/** A run of the tiny set with random images, dropout, and a guard. */
const resumable = parseSpec({
  version: 1,
  data: { id: 'mnist-10k', batchSize: 8, validation: 10, augment: { flip: true, shift: 1 } },
  model: { id: 'mlp', hidden: [4], dropout: 0.2 },
  training: { steps: 9, evalEvery: 4 },
  lanes: [
    { optimizer: { id: 'nmgd', lr: 0.05, attention: true, keep: 2 }, guard: { factor: 3 } },
    { optimizer: { id: 'nadam', lr: 0.01 }, lrSchedule: { id: 'cosine' } },
  ],
});

/** A session on tiny sets under any id, whose manifests come when they are let. */
async function openSession() {
  const { manifest, files } = tinyDataset();
  const { readBytes } = memoryReader(files);
  const calls: string[] = [];
  const held = new Map<string, Arrival>();
  const data: Events['data'][] = [];
  /** States as they are emitted, and the runs between them. */
  const states: string[] = [];
  const session = new Session({
    readBytes: async (url, signal, onBytes, fresh) => {
      const [id = '', file = ''] = url.split('/').slice(-2);
      calls.push(`${id}/${file}`);
      if (file !== 'manifest.json') return readBytes(url, signal, onBytes, fresh);
      const until = newArrival();
      held.set(id, until);
      await until.promise;
      return new TextEncoder().encode(JSON.stringify({ ...manifest, id }));
    },
    outbox: testOutbox({
      onEmit: (kind, payload) => {
        if (kind === 'data') data.push(payload as Events['data']);
        if (kind === 'state') states.push((payload as Events['state']).state);
      },
      onRun: () => states.push('run'),
    }),
    openDevice: async () => device,
  });
  await session.handlers.connect({ prefer: null, dataUrl: 'data' });
  const letCome = async (id: string) => {
    await vi.waitFor(() => expect(held.has(id)).toBe(true));
    held.get(id)?.resolve();
  };
  return { session, calls, data, states, letCome };
}

describe('a session', () => {
  it('keeps the set that was asked for last, also where the one before comes after it', async () => {
    const { session, calls, data, letCome } = await openSession();
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
    expect(calls.filter((file) => file.startsWith('emoji/') && file !== 'emoji/train-00.shard')).toEqual([
      'emoji/manifest.json',
    ]);
    await session.handlers.open({ spec: experiment('mnist-10k') }).catch(() => undefined);
    expect(calls.filter((file) => file === 'mnist-10k/manifest.json')).toHaveLength(1);
  });

  it('tells what a device of WebGPU grants, and nothing of another', async () => {
    const { session } = await openSession();
    await expect(session.handlers.limits({})).resolves.toBeNull();
    const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };
    const withGpu = new Session({
      outbox: testOutbox(),
      openDevice: async () => ({ ...device, gpu: { limits } as GPUDevice }),
    });
    await withGpu.handlers.connect({ prefer: null, dataUrl: 'data' });
    await expect(withGpu.handlers.limits({})).resolves.toEqual(limits);
  });

  it('refuses images of one’s own, which no site has, naming them', async () => {
    const { session, calls } = await openSession();
    const info = {
      name: 'My cats',
      shape: [32, 32, 3],
      classes: ['tabby', 'black'],
      perClass: { train: [100, 100], test: [10, 10] },
      mean: [0.5, 0.5, 0.5],
      std: [0.2, 0.2, 0.2],
    };
    const { id: _, ...data } = experiment('emoji').data;
    const spec = parseSpec({ ...experiment('emoji'), data: { ...data, sha256: 'ab'.repeat(32), info } });
    await expect(session.handlers.open({ spec })).rejects.toMatchObject({
      code: 'data',
      path: 'data.sha256',
      fact: { id: 'imagesNotHere', params: { name: 'My cats', sha256: 'ab'.repeat(6) } },
    });
    expect(calls).toEqual([]);
  });

  it('begins a run where the one before falls silent, and none where it is refused', async () => {
    const { session, states, letCome } = await openSession();
    const first = session.handlers.open({ spec: resumable });
    await letCome('mnist-10k');
    await first;
    expect(states.splice(0)).toEqual(['run', 'building', 'paused']);
    await session.handlers.play({});
    await expect(session.handlers.open({ spec: { ...resumable, lanes: [] } })).rejects.toThrow();
    await vi.waitFor(() => expect(states.at(-1)).toBe('finished'), 30_000);
    expect(states.splice(0)).toEqual(['running', 'finished']);
    const second = session.handlers.open({ spec: resumable });
    expect(states).toEqual(['run']);
    await second;
    expect(states).toEqual(['run', 'building', 'paused']);
  });

  it('goes on from a checkpoint of another, bit for bit', async () => {
    const open = async (from?: Checkpoint) => {
      const { session, letCome } = await openSession();
      const opened = session.handlers.open({ spec: resumable, ...(from && { from }) });
      await letCome('mnist-10k');
      await opened;
      return session.handlers;
    };
    const finish = async (handlers: Awaited<ReturnType<typeof open>>) => {
      await handlers.play({});
      await vi.waitFor(
        async () => expect((await handlers.result({})).lanes[0]?.state).toBe('finished'),
        30_000,
      );
      const { timing: _, rounds, ...rest } = await handlers.result({});
      return { ...rest, rounds: rounds.map((round) => ({ ...round, trainMs: 0 })) };
    };
    const whole = await finish(await open());
    const half = await open();
    for (let i = 0; i < 5; i++) await half.step({});
    const from = structuredClone(await half.checkpoint({}));
    expect(from.current?.step).toBe(5);
    const end = await finish(await open(from));
    expect(end).toEqual(whole);
    expect(end.lanes.map(({ loss }) => loss.filter(Number.isFinite).length)).toEqual([9, 9]);
  });
});

describe('a session whose network is slow in WebAssembly', () => {
  it('opens the next run on WebGL where that was measured to be quicker, tells the page, and never within a run', async () => {
    const { manifest, files } = tinyDataset();
    const { readBytes } = memoryReader(files);
    const manifestBytes = new TextEncoder().encode(JSON.stringify({ ...manifest, id: 'mnist-10k' }));
    const announced: unknown[] = [];
    const wasm: Device = { ...device, report: { ...device.report, backend: 'wasm' } };
    const webgl: Device = { ...device, report: { ...device.report, backend: 'webgl', software: false } };
    let isQuicker = false;
    const heard: number[] = [];
    const engineChoice = Object.assign(measuredChoice(), {
      deviceFor: async (_: unknown, connected: Device) => (isQuicker ? webgl : connected),
      timesOf: () => (_: number, steps: number) => heard.push(steps),
    });
    const ended = newArrival();
    const session = new Session({
      readBytes: async (url, ...rest) =>
        url.endsWith('manifest.json') ? manifestBytes : readBytes(url, ...rest),
      outbox: testOutbox({
        onEmit: (kind, payload) => {
          if (kind === 'adapter') announced.push((payload as Events['adapter']).backend);
          if (kind === 'state' && (payload as Events['state']).state === 'finished') ended.resolve();
        },
      }),
      openDevice: async () => wasm,
      engineChoice,
    });
    await session.handlers.connect({ prefer: null, dataUrl: 'data' });
    await session.handlers.open({ spec: resumable });
    isQuicker = true;
    await session.handlers.play({});
    await ended.promise;
    expect((await session.handlers.result({})).engine).toBe('wasm');
    expect(heard.reduce((sum, steps) => sum + steps, 0)).toBe(9);
    expect(announced).toEqual([]);
    await session.handlers.open({ spec: resumable });
    expect(announced).toEqual(['webgl']);
    expect((await session.handlers.result({})).engine).toBe('webgl');
    await session.handlers.open({ spec: resumable });
    expect(announced).toEqual(['webgl']);
    isQuicker = false;
    await session.handlers.open({ spec: resumable });
    expect(announced).toEqual(['webgl', 'wasm']);
  });
});
