import { describe, expect, it } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';
import type { Listeners } from '../../../src/protocol/client.ts';
import { Client } from '../../../src/protocol/client.ts';
import type { StepLayerStatistics } from '../../../src/protocol/frames.ts';
import type { SilenceReport } from '../../../src/protocol/heartbeat.ts';
import type {
  Announce,
  CallKind,
  Emit,
  Handlers,
  LayerStatisticsFrame,
} from '../../../src/protocol/messages.ts';
import type { SessionOutbox } from '../../../src/protocol/outbox.ts';
import type { Port } from '../../../src/protocol/server.ts';
import { serve } from '../../../src/protocol/server.ts';

/** Long enough for any number of messages to have gone both ways, however busy the machine. */
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
};

/** What is known of a step, of which all numbers are the same. */
const metricsOf = (value: number) => ({
  loss: value,
  lr: value,
  momentum: value,
  elapsedMs: value,
  accepted: true,
});

/** Every request there is: one that is added does not compile until it stands here. */
const kinds: Readonly<Record<CallKind, true>> = {
  watch: true,
  connect: true,
  limits: true,
  lost: true,
  open: true,
  play: true,
  pause: true,
  step: true,
  finish: true,
  stopLane: true,
  set: true,
  speed: true,
  retryData: true,
  describe: true,
  result: true,
  checkpoint: true,
  weights: true,
  bench: true,
  minimize: true,
  profile: true,
};

/** An experiment that a session refuses before it leaves the run it has. */
const rejectedSpec = { spec: { isRejected: true } } as never;

/** A session that answers as told; everything it was asked is in `calls`. */
function pair(listeners: Listeners, handlers: Partial<Handlers> = {}) {
  const { port1, port2 } = new MessageChannel();
  const calls: string[] = [];
  let outbox: SessionOutbox | null = null;
  const sent = (): SessionOutbox => outbox as SessionOutbox;
  const answering = (kind: string) => async () => {
    calls.push(kind);
    return { step: 0 };
  };
  const all = {
    ...Object.fromEntries(Object.keys(kinds).map((kind) => [kind, answering(kind)])),
    ...handlers,
  } as { -readonly [Kind in CallKind]: Handlers[Kind] };
  const { open } = all;
  all.open = async (request) => {
    if ('isRejected' in request.spec) throw new DownhillError({ code: 'spec', message: 'refused' });
    sent().beginRun();
    return open(request);
  };
  serve(port2 as unknown as Port, (serverOutbox) => {
    outbox = serverOutbox;
    return { handlers: all };
  });
  const silences: (SilenceReport | null)[] = [];
  const client = new Client(port1 as unknown as Port, listeners, (silence) => silences.push(silence));
  return {
    client,
    calls,
    silences,
    announce: ((work) => sent().announce(work)) as Announce,
    emit: ((kind, payload) => sent().emit(kind, payload)) as Emit,
    metrics: (value: number) => {
      sent().addStep(0, metricsOf(value));
      sent().release();
    },
    /** Waits for the next metrics. */
    measured: (step: number, statistics: StepLayerStatistics) =>
      sent().addLayerStatistics(0, step, statistics),
    close: () => {
      port1.close();
      port2.close();
    },
  };
}

const openSpec = { spec: {} } as never;

describe('protocol', () => {
  it('answers each request with its own reply', async () => {
    const { client, calls, close } = pair({});
    await expect(client.call('play', {})).resolves.toEqual({ step: 0 });
    await expect(client.call('pause', {})).resolves.toEqual({ step: 0 });
    expect(calls).toEqual(['play', 'pause']);
    close();
  });

  it('carries a DownhillError whole, and anything else as internal without its stack', async () => {
    const report = {
      code: 'spec',
      message: 'lanes: wrong',
      path: 'lanes',
      fact: { id: 'checkpointVersion', params: { got: 2 } },
    } as const;
    const { client, close } = pair(
      {},
      {
        open: () => Promise.reject(new DownhillError(report)),
        play: () => Promise.reject(new TypeError('x is not a function')),
      },
    );
    await expect(client.call('open', openSpec)).rejects.toMatchObject(report);
    await expect(client.call('play', {})).rejects.toMatchObject({
      code: 'internal',
      message: 'x is not a function',
    });
    await expect(client.call('nonsense' as never, {} as never)).rejects.toMatchObject({ code: 'internal' });
    await expect(client.call('constructor' as never, {} as never)).rejects.toMatchObject({
      code: 'internal',
    });
    close();
  });

  it('drops events of a run that is no longer the current one', async () => {
    const steps: number[] = [];
    const { client, emit, close } = pair({ state: ({ step }) => steps.push(step) });
    await client.call('open', openSpec);
    emit('state', { state: 'paused', step: 1, error: null });
    await until(() => steps.length === 1);
    const opened = client.call('open', openSpec); // the page has moved on; the worker does not know yet
    emit('state', { state: 'running', step: 2, error: null });
    await opened;
    emit('state', { state: 'paused', step: 3, error: null });
    await until(() => steps.includes(3));
    expect(steps).toEqual([1, 3]);
    close();
  });

  it('goes on under the number of the old run where the next is refused', async () => {
    const steps: number[] = [];
    const { client, emit, metrics, close } = pair({
      state: ({ step }) => steps.push(step),
      metrics: () => steps.push(-1),
    });
    await client.call('open', openSpec);
    const rejected = client.call('open', rejectedSpec);
    await expect(rejected).rejects.toMatchObject({ code: 'spec' });
    metrics(1); // the old run trains on
    emit('state', { state: 'running', step: 7, error: null });
    await client.call('play', {});
    expect(steps).toEqual([]);
    await client.call('open', openSpec);
    emit('state', { state: 'paused', step: 0, error: null });
    await client.call('play', {});
    expect(steps).toEqual([0]);
    close();
  });

  it('tells what is of the data in whichever run it was told', async () => {
    const seen: string[] = [];
    const reported = {
      loadedBytes: 1,
      totalBytes: 1,
      loadedTrain: 1,
      trainCount: 1,
      ready: true,
      failures: [],
    };
    const { client, emit, close } = pair({
      data: ({ id }) => seen.push(id),
      stalled: ({ files }) => seen.push(`stalled ${files}`),
      thumbnails: ({ id }) => seen.push(`thumbnails of ${id}`),
      state: ({ state }) => seen.push(state),
    });
    await client.call('open', openSpec);
    client.leave();
    emit('stalled', { files: [] });
    emit('state', { state: 'paused', step: 1, error: null });
    await client.call('pause', {});
    expect(seen).toEqual(['stalled ']);
    const opened = client.call('open', openSpec);
    emit('data', { id: 'emoji', ...reported }); // before the worker has read that
    emit('thumbnails', { id: 'emoji', shape: [], classes: [] });
    emit('state', { state: 'running', step: 2, error: null });
    await opened;
    expect(seen).toEqual(['stalled ', 'emoji', 'thumbnails of emoji']);
    close();
  });

  it('keeps one frame of metrics unacknowledged, loses no step, and keeps the order among events', async () => {
    const seen: (number | string)[] = [];
    let frames = 0;
    const { client, emit, metrics, close } = pair({
      metrics: (batch) => {
        frames++;
        for (const { loss } of batch) seen.push(...loss);
      },
      state: ({ state }) => seen.push(state),
    });
    await client.call('open', openSpec);
    for (let step = 0; step < 1000; step++) metrics(step);
    emit('state', { state: 'paused', step: 1000, error: null });
    await until(() => seen.includes('paused'));
    expect(seen).toEqual([...Array.from({ length: 1000 }, (_, i) => i), 'paused']);
    expect(frames).toBeLessThanOrEqual(2);
    close();
  });

  it('sends what was measured of the layers right behind the metrics of its steps, as columns', async () => {
    const seen: string[] = [];
    const frames: LayerStatisticsFrame[] = [];
    const { client, emit, metrics, measured, close } = pair({
      metrics: (batch) => seen.push(`steps from ${batch[0]?.firstStep}`),
      layerStatistics: (batch) => {
        seen.push('layerStatistics');
        frames.push(...batch);
      },
      state: ({ state }) => seen.push(state),
    });
    await client.call('open', openSpec);
    measured(0, { gradient: [1, 2], weight: [3, 4], updateRatio: [5, 6] });
    metrics(0);
    metrics(1);
    emit('state', { state: 'paused', step: 2, error: null });
    await until(() => seen.includes('paused'));
    expect(seen).toEqual(['steps from 0', 'layerStatistics', 'steps from 1', 'paused']);
    expect(frames).toEqual([
      {
        lane: 0,
        steps: Uint32Array.of(0),
        gradient: Float64Array.of(1, 2),
        weight: Float64Array.of(3, 4),
        updateRatio: Float64Array.of(5, 6),
      },
    ]);
    close();
  });

  it('sends at most 20 frames a second', async () => {
    let steps = 0;
    let frames = 0;
    const { client, metrics, close } = pair({
      metrics: (batch) => {
        frames++;
        steps += batch.reduce((sum, { loss }) => sum + loss.length, 0);
      },
    });
    await client.call('open', openSpec);
    const began = performance.now();
    let sent = 0;
    while (performance.now() - began < 300) {
      metrics(sent);
      sent++;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await until(() => steps === sent);
    expect(frames).toBeLessThanOrEqual((performance.now() - began) / 50 + 1);
    expect(frames).toBeGreaterThan(1);
    close();
  });

  it('answers a ping, so that a worker that is free is never late', async () => {
    const { client, silences, close } = pair({});
    await client.call('play', {});
    for (let tick = 0; tick < 40; tick++) client.heartbeat.tick(1000 * tick); // far too fast for an answer to come
    expect(silences.length).toBeGreaterThan(0);
    await until(() => silences.at(-1) === null);
    expect(client.heartbeat.isOverdue).toBe(false);
    close();
  });

  it('announces long work before it begins, however it ends, and work within it only once', async () => {
    const { client, silences, announce, close } = pair({});
    await client.call('play', {});
    let end = () => {};
    const work = announce(() => announce(() => new Promise<void>((resolve) => (end = resolve))));
    await client.call('play', {});
    for (let tick = 0; tick < 12; tick++) client.heartbeat.tick(1000 * tick);
    expect(silences).toEqual([{ cause: 'working', overMs: 10_000 }]);
    end();
    await work;
    await until(() => silences.at(-1) === null);
    await expect(announce(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await client.call('play', {});
    for (let tick = 12; tick < 30; tick++) client.heartbeat.tick(1000 * tick);
    expect(silences.at(-1)).toEqual({ cause: 'silent', overMs: 10_000 });
    close();
  });

  it('knows a worker that is stuck in an old run from one that has begun on the new, or on its first', async () => {
    const { client, emit, close } = pair({}, { open: () => new Promise(() => undefined) });
    const state = { state: 'paused', step: 0, error: null } as const;
    void client.call('open', openSpec);
    expect(client.isStuckInOldRun).toBe(false); // there is no old one
    await client.call('play', {});
    emit('state', state);
    await client.call('play', {});
    void client.call('open', openSpec);
    expect(client.isStuckInOldRun).toBe(true);
    await client.call('play', {});
    emit('state', state);
    await client.call('play', {});
    expect(client.isStuckInOldRun).toBe(false);
    close();
  });

  it('rejects what waits and what is asked later once it is closed', async () => {
    const { client, close } = pair({}, { play: () => new Promise(() => undefined) });
    const waiting = client.call('play', {});
    client.close(new DownhillError({ code: 'worker', message: 'Training worker: stopped' }));
    await expect(waiting).rejects.toMatchObject({ code: 'worker' });
    await expect(client.call('pause', {})).rejects.toMatchObject({ code: 'worker' });
    close();
  });
});
