import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { experiment } from '../../support/experiment.ts';

/** The first step that the worker has not handed over. */
let nextStep = 0;
const call = vi.fn();
vi.resetModules();
vi.doMock('../../../src/store/worker.ts', async (original) => ({
  ...(await original<object>()),
  requireWorker: () => ({ client: { call } }),
}));
const { emptyLane, emptyRun, useApp } = await import('../../../src/store/app.ts');
const { changeLane } = await import('../../../src/store/edits.ts');
const { renameLane } = await import('../../../src/store/lanes.ts');
const { editedRun } = await import('../../../src/store/patch.ts');
const { seriesStore } = await import('../../../src/store/series.ts');
afterAll(() => {
  vi.doUnmock('../../../src/store/worker.ts');
  vi.resetModules();
});

const spec = experiment({
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 100, evalEvery: 50 },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.1 } }, { optimizer: { id: 'sgd', lr: 0.1 } }],
});
const runNow = () => useApp.getState().run;
const eventsOf = (of: 'displaySpec' | 'replaySpec') => runNow()[of].lanes[0]?.events;

/** Moves the learning rate of the first lane at a step and a time. */
async function move(lr: number, step: number, atMs: number): Promise<void> {
  nextStep = step;
  vi.spyOn(performance, 'now').mockReturnValue(atMs);
  changeLane(0, { 'optimizer.lr': lr });
  await vi.waitFor(() => expect(runNow().replaySpec.lanes[0]?.events.at(-1)?.set['optimizer.lr']).toBe(lr));
}

beforeEach(() => {
  vi.stubGlobal('location', { href: 'http://localhost/' });
  vi.stubGlobal('history', { state: null, replaceState: () => undefined });
  call.mockReset().mockImplementation(async () => ({ step: nextStep }));
  useApp.setState(useApp.getInitialState(), true);
  seriesStore.reset(2);
  const lanes = [emptyLane, emptyLane];
  useApp.setState({ spec, run: { ...emptyRun, ...editedRun(spec, []), lanes, state: 'running' } });
});

describe('a slider that is moved while a run trains', () => {
  it('is one list of edits, of which what is shown and what is replayed are derived', async () => {
    await move(0.2, 3, 0);
    await move(0.3, 5, 500);
    await move(0.4, 9, 5000);
    const at = (step: number, lr: number) => ({ step, set: { 'optimizer.lr': lr } });
    expect(runNow().edits.map(({ event }) => event)).toEqual([at(3, 0.2), at(5, 0.3), at(9, 0.4)]);
    expect(eventsOf('replaySpec')).toEqual([at(3, 0.2), at(5, 0.3), at(9, 0.4)]);
    expect(eventsOf('displaySpec')).toEqual([at(3, 0.3), at(9, 0.4)]);
    expect(seriesStore.lane(0).changes.map(({ step }) => step)).toEqual([3, 9]);
    expect(useApp.getState().spec.lanes[0]?.optimizer.lr).toBe(0.4);
    renameLane(0, 'Mine');
    expect(runNow().replaySpec.lanes[0]).toMatchObject({ name: 'Mine', events: eventsOf('replaySpec') });
    expect(eventsOf('displaySpec')).toEqual([at(3, 0.3), at(9, 0.4)]);
    expect(runNow().replaySpec.lanes[1]).toBe(spec.lanes[1]);
  });

  it('parses the edit alone, not the experiment', async () => {
    let reads = 0;
    const count = () => {
      reads++;
    };
    const watched = {
      ...spec,
      data: new Proxy(spec.data, {
        get: (of, key) => {
          count();
          return Reflect.get(of, key);
        },
        ownKeys: (of) => {
          count();
          return Reflect.ownKeys(of);
        },
      }),
    };
    const run = { ...useApp.getState().run, ...editedRun(watched, []) };
    useApp.setState({ spec: watched, run });
    await move(0.2, 3, 0);
    changeLane(0, { 'optimizer.lr': -1 });
    expect(useApp.getState().specError).toMatchObject({ path: 'lanes[0].events[0].set.optimizer.lr' });
    expect(call).toHaveBeenCalledTimes(1);
    expect(reads).toBe(0);
    parseSpec(watched);
    expect(reads).toBeGreaterThan(0); // a whole parse would have been seen
  });
});
