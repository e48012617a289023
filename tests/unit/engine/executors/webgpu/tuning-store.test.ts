import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** What a browser keeps on disk, behind the few calls that are made of it. */
const disk = new Map<string, unknown>();
let rejects = false;
let opened = 0;
let closed = 0;

const openDB = async () => {
  if (rejects) throw new DOMException('The user denied permission', 'InvalidStateError');
  opened++;
  const store = {
    get: async (key: string) => disk.get(key),
    put: async (value: unknown, key: string) => disk.set(key, value),
  };
  return { transaction: () => ({ store, done: Promise.resolve() }), close: () => closed++ };
};

/** The store as a worker that begins now finds it, in this browser. */
async function storeOf(adapter: string, userAgent = 'Browser/1') {
  vi.resetModules();
  vi.stubGlobal('navigator', { userAgent });
  const { tuningStore } = await import('../../../../../src/engine/executors/webgpu/tuning-store.ts');
  return tuningStore(adapter);
}

beforeEach(() => {
  disk.clear();
  rejects = false;
  vi.doMock('idb', () => ({ openDB }));
  vi.stubGlobal('indexedDB', {});
});
afterEach(() => {
  vi.doUnmock('idb');
  vi.unstubAllGlobals();
  vi.resetModules();
});

const picks = new Map([
  ['dense 1 → 2', 1],
  ['gather', 0],
]);

describe('what is remembered', () => {
  it('outlives the worker, and is read back alone', async () => {
    await (await storeOf('maker model')).write(picks);
    const later = await storeOf('maker model');
    expect(await later.read(['dense 1 → 2', 'gather', 'dense 3 → 4'])).toEqual(picks);
    expect(await later.read([])).toEqual(new Map());
    expect(closed).toBe(opened);
  });

  it('is of one adapter and one version of the browser', async () => {
    await (await storeOf('maker model', 'Browser/1')).write(picks);
    expect(await (await storeOf('maker other', 'Browser/1')).read([...picks.keys()])).toEqual(new Map());
    expect(await (await storeOf('maker model', 'Browser/2')).read([...picks.keys()])).toEqual(new Map());
    expect(await (await storeOf('maker model', 'Browser/1')).read([...picks.keys()])).toEqual(picks);
  });

  it('is of one generation of the candidates: what another left, or left damaged, is not read', async () => {
    await (await storeOf('maker model')).write(new Map([['gather', 3]]));
    const [[key] = ['']] = disk;
    expect(key).toBe('2/maker model/Browser/1/gather');
    disk.clear();
    disk.set(key.replace(/^2/, '1'), 3);
    expect(await (await storeOf('maker model')).read(['gather'])).toEqual(new Map());
    disk.set(key, 'three');
    expect(await (await storeOf('maker model')).read(['gather'])).toEqual(new Map());
  });
});

describe('without storage', () => {
  it('that refuses, or where there is none, it lasts as long as the worker', async () => {
    for (const breakStorage of [() => (rejects = true), () => vi.unstubAllGlobals()]) {
      const store = await storeOf('maker model');
      breakStorage();
      await store.write(picks);
      expect(await store.read([...picks.keys()])).toEqual(picks);
      expect(disk.size).toBe(0);
      expect(await (await storeOf('maker model')).read([...picks.keys()])).toEqual(new Map());
    }
  });

  it('what the worker remembers is not looked up again', async () => {
    const store = await storeOf('maker model');
    await store.write(picks);
    disk.clear();
    expect(await store.read(['gather'])).toEqual(new Map([['gather', 0]]));
  });

  it('nothing new is written nowhere', async () => {
    const before = opened;
    await (await storeOf('maker model')).write(new Map());
    expect(opened).toBe(before);
  });
});
