import { expect, it, vi } from 'vitest';
import { loweredOptions } from '../../../../../src/engine/executors/lowered-options.ts';
import type { LaneWorkers } from '../../../../../src/engine/executors/parallel/build-wasm.ts';
import { buildWasm } from '../../../../../src/engine/executors/parallel/build-wasm.ts';
import { ParallelExecutor } from '../../../../../src/engine/executors/parallel/parallel-executor.ts';
import { WasmExecutor } from '../../../../../src/engine/executors/wasm/wasm-executor.ts';
import { HyperparamTimeline } from '../../../../../src/experiment/hyperparam-timeline.ts';
import { startValues } from '../../../../../src/nn/files/start-values.ts';
import { experiment } from '../../../../support/experiment.ts';
import { LaneThreads } from '../../../../support/lane-threads.ts';
import { smallSamples } from '../../../../support/small-data.ts';

const dataset = smallSamples([8, 8, 1], 3);
const specOf = (lanes: number) =>
  experiment({
    data: { id: 'mnist-10k', batchSize: 4 },
    model: { id: 'logistic' },
    lanes: Array.from({ length: lanes }, () => ({ optimizer: { id: 'sgd' } })),
  });

function build(lanes: number, workers: Partial<LaneWorkers> | null) {
  const spec = specOf(lanes);
  const options = loweredOptions(spec, dataset, 'software', false);
  const start = startValues(options.layers, spec.seed, null);
  const all = workers && { cores: 4, memoryBytes: 2 ** 30, spawn: new LaneThreads().spawn, ...workers };
  return buildWasm(spec, { ...options, ...start }, all);
}

it('lanes train in a worker each where there are cores and memory, else in one thread', async () => {
  const threads = new LaneThreads();
  const executor = await build(3, threads);
  expect(executor).toBeInstanceOf(ParallelExecutor);
  expect(threads.threads).toHaveLength(3);
  executor.dispose();
  const { spawn } = new LaneThreads();
  expect(await build(1, { spawn })).toBeInstanceOf(WasmExecutor);
  expect(await build(3, { spawn, cores: 1 })).toBeInstanceOf(WasmExecutor);
  expect(await build(3, { spawn, memoryBytes: 1000 })).toBeInstanceOf(WasmExecutor);
  expect(await build(3, null)).toBeInstanceOf(WasmExecutor);
});

it('lanes that are more than the cores train by one thread each, where threads can share memory too', async () => {
  const losses = async (cores: number): Promise<readonly number[][]> => {
    const threads = new LaneThreads();
    const executor = await build(3, { spawn: threads.spawn, cores });
    const indices = Uint32Array.of(0, 1, 2, 3);
    const lanes = specOf(3).lanes.map((lane) => new HyperparamTimeline(lane, 10));
    const steps = [0, 1].map((step) => ({ indices, hyperparams: lanes.map((lane) => lane.at(step)) }));
    const results = await executor.run(steps);
    executor.dispose();
    return results.map(({ loss }) => [...loss]);
  };
  const [onOne, onTwo, onMany] = [await losses(1), await losses(2), await losses(12)];
  expect(onTwo).toEqual(onOne);
  expect(onMany).toEqual(onOne);
  for (const [first = 0, second = 0] of onOne) expect(second).toBeLessThan(first);
});

it('where no worker can be started, or ends before it is built, one thread trains', async () => {
  const forbidden = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  expect(await build(2, { spawn: forbidden })).toBeInstanceOf(WasmExecutor);
  const threads = new LaneThreads();
  const spawn = () => {
    const thread = threads.spawn();
    setTimeout(() => thread.fail('no script'));
    return thread;
  };
  expect(await build(2, { spawn })).toBeInstanceOf(WasmExecutor);
  expect(threads.threads.every(({ isEnded }) => isEnded)).toBe(true);
});

it('where memory lacks for so many workers, fewer of them have several lanes', async () => {
  const { Memory } = WebAssembly;
  let granted = 5; // of which the first four are for nothing, since not all fit beside each other
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function memory(
    descriptor: WebAssembly.MemoryDescriptor,
  ) {
    if (granted-- === 3) throw new RangeError('could not allocate memory');
    return new Memory(descriptor);
  });
  const threads = new LaneThreads();
  const executor = await build(4, threads);
  vi.restoreAllMocks();
  expect(executor).toBeInstanceOf(ParallelExecutor);
  expect(threads.threads.map(({ isEnded }) => isEnded)).toEqual([true, true, true, true, false, false]);
  executor.dispose();
});
