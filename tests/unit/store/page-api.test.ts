import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPresetId } from '../../../src/experiment/presets.ts';
import type { Listeners } from '../../../src/protocol/client.ts';
import { pageApi } from '../../../src/store/page-api.ts';

const race = { phase: 'race', seed: 3, steps: 5 } as const;
const round = { ...race, lanes: [{ laneId: 'b', lr: 0.1 }] };
/** With the index that scripts knew a lane by before it had an id. */
const indexed = { ...race, lanes: [{ lane: 1, laneId: 'b', lr: 0.1 }] };

// the files of a worker share modules: those that are mocked are loaded anew, and let go
vi.hoisted(() => void vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('../../../src/store/spawn.ts', () => ({
  /** A worker whose run is one round, over as soon as it is played. */
  spawn: (listeners: Listeners) => ({
    client: {
      call: async (kind: string) => {
        if (kind !== 'play') return {};
        listeners.round?.({ index: 0, round });
        listeners.state?.({ state: 'finished', step: 5, error: null });
        return {};
      },
    },
    terminate: () => undefined,
  }),
}));

/** Browsers have it, Node 20 does not. */
function withResolvers() {
  let [resolve, reject]: (() => void)[] = [];
  const promise = new Promise<void>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  return { promise, resolve, reject };
}

beforeEach(() => {
  Object.assign(Promise, { withResolvers });
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  vi.stubGlobal('location', { search: '' });
  return () => vi.unstubAllGlobals();
});

describe('downhill.run', () => {
  it('calls onRound before the first step of a round', async () => {
    const onRound = vi.fn();
    await pageApi.run(defaultPresetId, { onRound });
    expect(onRound.mock.calls).toEqual([[{ index: 0, round: indexed }]]);
  });

  it('calls onHeat, by which onRound went before, with the key of then', async () => {
    const onHeat = vi.fn();
    await pageApi.run(defaultPresetId, { onHeat });
    expect(onHeat.mock.calls).toEqual([[{ index: 0, heat: indexed }]]);
  });

  it('calls onRound alone where both are given', async () => {
    const [onRound, onHeat] = [vi.fn(), vi.fn()];
    await pageApi.run(defaultPresetId, { onRound, onHeat });
    expect(onRound).toHaveBeenCalledOnce();
    expect(onHeat).not.toHaveBeenCalled();
  });
});
