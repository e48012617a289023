import { afterEach, describe, expect, it, vi } from 'vitest';
import { evenGroups } from '../../../../../src/compiler/wasm/lane-groups.ts';
import type { Executor, StepPlan } from '../../../../../src/engine/executors/executor.ts';
import { loweredOptions } from '../../../../../src/engine/executors/lowered-options.ts';
import { ParallelExecutor } from '../../../../../src/engine/executors/parallel/parallel-executor.ts';
import { WasmExecutor } from '../../../../../src/engine/executors/wasm/wasm-executor.ts';
import { HyperparamTimeline } from '../../../../../src/experiment/hyperparam-timeline.ts';
import { startValues } from '../../../../../src/nn/files/start-values.ts';
import { stateLanes } from '../../../../support/continuation.ts';
import { experiment } from '../../../../support/experiment.ts';
import { LaneThreads } from '../../../../support/lane-threads.ts';
import { smallSamples } from '../../../../support/small-data.ts';

const batchSize = 4;
const dataset = smallSamples([8, 8, 1], 3);
/** With all that is drawn at random, at a step or in an image. */
const spec = experiment({
  seed: 5,
  data: { id: 'mnist-10k', batchSize, augment: { flip: true, shift: 1 } },
  model: { id: 'cnn', filters: [4], dense: [5], norm: 'batch', dropout: 0.2 },
  lanes: [
    stateLanes.adam,
    stateLanes['nmgd, attention, clipped and guarded'],
    stateLanes.muon,
    stateLanes.nesterov,
  ].map((lane, i) => ({ ...lane, id: undefined, styleIndex: i, name: `Lane ${i}` })),
});
const lanes = [...spec.lanes.keys()];
const { layers } = loweredOptions(spec, dataset, 'software', true);
const start = startValues(layers, spec.seed, null);

const alone = (): Promise<Executor> =>
  WasmExecutor.build({ ...loweredOptions(spec, dataset, 'software', true), ...start });

const inGroups = (threads: LaneThreads, count: number): Promise<Executor> =>
  ParallelExecutor.build({
    ...{ spec, dataset, start, groups: evenGroups(lanes.length, count) },
    layerStatistics: true,
    spawn: threads.spawn,
    awaitLock: threads.awaitLock,
  });

/** Which training shards a thread was sent, in order. */
const shardsSent = ({ threads }: LaneThreads, index = 0) =>
  threads[index]?.received.flatMap((message) => (message.type === 'samples' ? [message.shard] : []));

it('images go to the workers as they arrive, before a step asks for them', async () => {
  const [arrived, arrive] = (() => {
    let resolve = () => undefined as unknown;
    return [new Promise<void>((done) => (resolve = done)), () => resolve()] as const;
  })();
  let isReady = false;
  const arriving = { ...dataset, isTrainShardReady: () => isReady, whenTrainShard: () => arrived };
  const threads = new LaneThreads();
  const executor = await ParallelExecutor.build({
    ...{ spec, dataset: arriving, start, groups: evenGroups(lanes.length, 2), layerStatistics: false },
    spawn: threads.spawn,
  });
  expect([shardsSent(threads, 0), shardsSent(threads, 1)]).toEqual([[], []]);
  isReady = true;
  arrive();
  await arrived;
  const shards = [...dataset.manifest.shards.train.keys()];
  expect([shardsSent(threads, 0), shardsSent(threads, 1)]).toEqual([shards, shards]);
  executor.dispose();
});

/** `edited`: the step from which the first lane has another learning rate. */
function plans(from: number, to: number, edited = Number.POSITIVE_INFINITY): StepPlan[] {
  const timelines = spec.lanes.map((lane) => new HyperparamTimeline(lane, 60));
  return Array.from({ length: to - from }, (_, i) => ({
    indices: Uint32Array.from({ length: batchSize }, (_unused, k) => (7 * (from + i) + 5 * k) % 40),
    hyperparams: timelines.map((one, lane) => {
      const hyperparams = one.at(from + i);
      return lane === 0 && from + i >= edited ? { ...hyperparams, lr: 0.005 } : hyperparams;
    }),
  }));
}

/** All that can be known of the lanes. */
async function stateOf(executor: Executor) {
  const image = dataset.trainImages.slice(0, 64);
  return Promise.all(
    lanes.map(async (lane) => ({
      snapshot: await executor.snapshot(lane),
      weights: await executor.weights(lane),
      validation: await executor.evaluate(lane, 'validation'),
      test: await executor.evaluate(lane, 'test'),
      probabilities: await executor.predict(lane, dataset.testImages.slice(0, 3 * 64)),
      activations: await executor.activations(lane, image),
      gradient: await executor.inputGradient(lane, image, 1),
    })),
  );
}

/** A run as a page leads it: with an edit, a lane that is stopped, evaluations on the way. `disturb`: at some moments. */
async function wholeRun(executor: Executor, disturb: (moment: number) => void = () => undefined) {
  const early = await executor.run(plans(0, 7, 5));
  disturb(0);
  const evaluations = await Promise.all(lanes.map((lane) => executor.evaluate(lane, 'validation')));
  disturb(1);
  const underWay = [executor.run(plans(7, 12, 5)), executor.run(plans(12, 14, 5))];
  disturb(2);
  const middle = await Promise.all(underWay);
  executor.deactivate(1);
  disturb(3);
  const late = await executor.run(plans(14, 20, 5));
  disturb(4);
  const of = (steps: typeof early) => steps.map((lane, i) => (i === 1 && steps === late ? null : lane));
  return { steps: [early, ...middle, late].map(of), evaluations, state: await stateOf(executor) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('lanes in several workers', () => {
  it.each([2, 3, 4])('have the same bits in %i workers as in one thread', async (count) => {
    const expected = await wholeRun(await alone());
    const threads = new LaneThreads();
    const executor = await inGroups(threads, count);
    expect(threads.threads).toHaveLength(count);
    expect(await wholeRun(executor)).toEqual(expected);
    const [first] = expected.steps[0] ?? [];
    expect(first?.layerStatistics.length).toBeGreaterThan(0);
    executor.dispose();
    expect(threads.threads.every(({ isEnded }) => isEnded)).toBe(true);
  });

  it('go on from snapshots of one thread, and one thread from theirs', async () => {
    const one = await alone();
    await one.run(plans(0, 6));
    const many = await inGroups(new LaneThreads(), 3);
    for (const lane of lanes) await many.restore(lane, await one.snapshot(lane));
    const steps = await many.run(plans(6, 9));
    expect(steps).toEqual(await one.run(plans(6, 9)));
    const back = await alone();
    for (const lane of lanes) await back.restore(lane, await many.snapshot(lane));
    expect(await back.run(plans(9, 12))).toEqual(await one.run(plans(9, 12)));
    many.dispose();
  });

  it('refuse what one thread refuses', async () => {
    const executor = await inGroups(new LaneThreads(), 4);
    await executor.run(plans(0, 2));
    const snapshot = await executor.snapshot(2);
    await expect(executor.restore(0, snapshot)).rejects.toMatchObject({
      code: 'data',
      path: 'snapshot.identity.optimizer',
    });
    await executor.run(plans(2, 3));
    await executor.restore(2, snapshot);
    await expect(executor.run(plans(3, 4))).rejects.toMatchObject({
      code: 'state',
      fact: { id: 'snapshotSteps', params: { lane: 2, step: 2, other: 0, otherStep: 3 } },
    });
    await expect(executor.inputGradient(0, dataset.trainImages.slice(0, 64), 3)).rejects.toMatchObject({
      code: 'data',
      path: 'class',
    });
    await expect(executor.evaluate(4, 'test')).rejects.toThrow('executor: no lane 4');
    executor.dispose();
  });

  it('evaluate values of no lane in the worker that has the least to do', async () => {
    const threads = new LaneThreads();
    const executor = await inGroups(threads, 2);
    const one = await alone();
    const busy = executor.evaluate(0, 'validation');
    expect(await executor.evaluateAt(start)).toEqual(await one.evaluateAt(start));
    expect([threads.sent(0, 'call').length, threads.sent(1, 'call').length]).toEqual([1, 1]);
    await busy;
    executor.dispose();
  });

  it('are sent no steps once they are stopped', async () => {
    const threads = new LaneThreads();
    const executor = await inGroups(threads, 4);
    await executor.run(plans(0, 2));
    executor.deactivate(3);
    const [, , , stopped] = await executor.run(plans(2, 5));
    expect([...(stopped?.loss ?? [])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(threads.sent(3, 'run')).toHaveLength(1);
    executor.dispose();
  });
});

describe('a worker that dies', () => {
  for (const count of [2, 4]) {
    for (const moment of [0, 1, 2, 3, 4]) {
      it(`loses nothing, in ${count} workers at moment ${moment} of a run`, async () => {
        const expected = await wholeRun(await alone());
        const threads = new LaneThreads();
        const executor = await inGroups(threads, count);
        const disturb = (now: number) => {
          if (now === moment) threads.kill(moment % count);
        };
        expect(await wholeRun(executor, disturb)).toEqual(expected);
        expect(threads.threads).toHaveLength(count + 1);
        executor.dispose();
      });
    }
  }

  it('goes on from the last snapshots, and takes only the steps since again', async () => {
    const expected = await wholeRun(await alone());
    const threads = new LaneThreads();
    const executor = await inGroups(threads, 4);
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now');
    const disturb = (moment: number) => {
      if (moment === 1) clock.mockImplementation(() => now + 10_000); // the next run brings snapshots
      if (moment === 4) threads.kill(2);
    };
    expect(await wholeRun(executor, disturb)).toEqual(expected);
    const [first] = threads.sent(4, 'call');
    expect(first).toMatchObject({ request: { method: 'restore' } });
    expect(threads.sent(2, 'run')).toHaveLength(4);
    expect(threads.sent(4, 'run')).toHaveLength(2);
    executor.dispose();
  });

  it('again and again fails its lanes with what the browser says, and leaves the others', async () => {
    const threads = new LaneThreads();
    const executor = await inGroups(threads, 4);
    await executor.run(plans(0, 3));
    const before = await executor.weights(1);
    const failing = executor.run(plans(3, 5));
    for (const _ of [1, 2, 3, 4])
      threads.threads.findLast(({ isEnded }) => !isEnded)?.fail('Uncaught RangeError');
    await expect(failing).rejects.toMatchObject({
      code: 'worker',
      fact: { id: 'laneWorkerFailed', params: { reason: 'RangeError' } },
    });
    await expect(executor.weights(3)).rejects.toMatchObject({ code: 'worker' });
    expect((await executor.weights(1)).weights[0]?.values).not.toEqual(before.weights[0]?.values);
    executor.dispose();
  });
});
