import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { CallProgram } from '../../../src/compiler/wasm/call-program.ts';
import { Machine } from '../../../src/engine/executors/wasm/machine.ts';
import type { SpawnThread } from '../../../src/engine/executors/wasm/spawn-thread.ts';
import { threadSpawner } from '../../../src/engine/executors/wasm/spawn-thread.ts';
import { controlWords } from '../../../src/engine/executors/wasm/task-runner.ts';
import { WasmExecutor } from '../../../src/engine/executors/wasm/wasm-executor.ts';
import type { LaneSpec } from '../../../src/experiment/schema.ts';
import { modelById } from '../../../src/nn/index.ts';
import type { Layer } from '../../../src/nn/layer.ts';
import { families, snapshots, stateLanes, train, trainingOptions } from '../../support/continuation.ts';

const batch = 40; // five parts where weights are used often enough
const nesterov = [stateLanes.nesterov] as LaneSpec[];

/** A net that is cut into parts, with dropout. */
const partedNet = (): readonly Layer[] =>
  modelById('cnn').layers({ filters: [4, 6], dense: [], dropout: 0.2 }, [8, 8, 1], 3);

/** Losses and states with so many threads, all of which must have started. */
async function run(layers: readonly Layer[], lanes: readonly LaneSpec[], threads: number, steps = 8) {
  const executor = await WasmExecutor.build({ ...trainingOptions(layers, lanes, batch), threads });
  const started = await executor.threads;
  const losses = await train(executor, lanes, 0, steps, batch);
  const end = await snapshots(executor, lanes);
  executor.dispose();
  return { started, losses, end };
}

describe('several threads of one executor', () => {
  it('give every optimizer the losses and states of one thread, to the bit', async () => {
    const lanes = Object.values(stateLanes);
    const alone = await run(partedNet(), lanes, 1);
    for (const threads of [2, 3, 4]) {
      const together = await run(partedNet(), lanes, threads);
      expect(together.started).toBe(threads);
      expect(together.losses).toEqual(alone.losses);
      expect(together.end).toEqual(alone.end);
    }
    expect(alone.losses.flat().every(Number.isFinite)).toBe(true);
  });

  it.each(families)('give a network of the family %s the bits of one thread', async (_, layers) => {
    const alone = await run(layers, nesterov, 1, 3);
    for (const threads of [2, 3, 4]) {
      const { losses, end } = await run(layers, nesterov, threads, 3);
      expect(losses).toEqual(alone.losses);
      expect(end).toEqual(alone.end);
    }
  });

  it('are no more than there are parts of a batch', async () => {
    expect((await run(partedNet(), nesterov, 64, 1)).started).toBe(5);
  });

  it('end with the executor, and one thread goes on where one of them dies between steps', async () => {
    const exits: number[] = [];
    let kill = () => undefined as unknown;
    const spawn: SpawnThread = (start) => {
      const handle = threadSpawner()?.(start);
      if (!handle) throw new Error('threads: there are none');
      void handle.ended.then(() => exits.push(start.index));
      if (start.index === 1) kill = () => handle.terminate();
      return handle;
    };
    const options = { ...trainingOptions(partedNet(), nesterov, batch), threads: 3 };
    const executor = await WasmExecutor.build(options, spawn);
    expect(await executor.threads).toBe(3);
    const before = await train(executor, nesterov, 0, 4, batch);
    kill();
    await expect.poll(() => exits).toEqual([1]);
    const after = await train(executor, nesterov, 4, 8, batch);
    const alone = await run(partedNet(), nesterov, 1);
    expect([...(before[0] ?? []), ...(after[0] ?? [])]).toEqual(alone.losses[0]);
    executor.dispose();
    await expect.poll(() => exits).toEqual([1, 2]);
  });
});

it('a thread that starts while others train is no less a thread', async () => {
  const exits: number[] = [];
  let letIn = () => undefined as unknown;
  const gate = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  let first: Promise<void> = gate;
  const spawn: SpawnThread = (start) => {
    const handle = threadSpawner()?.(start);
    if (!handle) throw new Error('threads: there are none');
    void handle.ended.then(() => exits.push(start.index));
    if (start.index === 1) first = handle.ready;
    return start.index === 1 ? handle : { ...handle, ready: handle.ready.then(() => gate) };
  };
  const options = { ...trainingOptions(partedNet(), nesterov, batch), threads: 3 };
  const executor = await WasmExecutor.build(options, spawn);
  await first;
  await new Promise((done) => setTimeout(done)); // it is admitted in a turn of its own
  const before = await train(executor, nesterov, 0, 4, batch);
  letIn();
  expect(await executor.threads).toBe(3);
  const after = await train(executor, nesterov, 4, 8, batch);
  expect(exits).toEqual([]);
  const alone = await run(partedNet(), nesterov, 1);
  expect([...(before[0] ?? []), ...(after[0] ?? [])]).toEqual(alone.losses[0]);
  executor.dispose();
  await expect.poll(() => exits.toSorted()).toEqual([1, 2]);
});

describe('one thread does all', () => {
  const never = new Promise<void>(() => undefined);
  const spawners: Readonly<Record<string, SpawnThread | null>> = {
    'where memory cannot be shared': null,
    'where none can be made': () => {
      throw new Error('no more workers');
    },
    'where others do not start': () => ({ ready: never, ended: never, terminate: () => undefined }),
    'where others fail': () => ({ ready: never, ended: Promise.resolve(), terminate: () => undefined }),
  };

  it.each(Object.entries(spawners))('%s', async (_, spawn) => {
    const options = { ...trainingOptions(partedNet(), nesterov, batch), threads: 3 };
    const executor = await WasmExecutor.build(options, spawn, { startMs: 200, silentMs: 1000 });
    expect(await executor.threads).toBe(1);
    expect(await train(executor, nesterov, 0, 8, batch)).toEqual(
      (await run(partedNet(), nesterov, 1)).losses,
    );
    executor.dispose();
  });
});

describe('a thread that fails within a step', () => {
  /** A machine of two threads whose job is to clear a buffer, eight times, or to call what there is not. */
  async function machineWith(kernel: string) {
    const workspaces = { threads: 2, workspace: new Set<string>() };
    const machine = await Machine.make(new Map([['x', 4096]]), {}, workspaces);
    const program = new CallProgram();
    program.call(kernel, program.buffer('x', 4096), 4 * 4096);
    machine.addJob(
      Array.from({ length: 8 }, () => program),
      new Map(),
    );
    return machine;
  }

  it('and does not go on ends the run with an error of the device', async () => {
    const source = `
      const { parentPort, workerData: { control, at } } = require('node:worker_threads');
      parentPort.postMessage('ready');
      for (;;) {
        const seen = Atomics.load(control, at.wakeUps);
        while (Atomics.load(control, at.wakeUps) === seen);
        if ((Atomics.add(control, at.ticket, 1) & 0xffff) < Atomics.load(control, at.tasks)) break;
      }
      Atomics.store(control, 7, 1); // it has drawn a ticket
      Atomics.wait(control, 7, 1);`;
    const machine = await machineWith('clear');
    const threads = machine.startThreads(
      ({ control }) => {
        const worker = new Worker(source, { eval: true, workerData: { control, at: controlWords } });
        const ready = new Promise<void>((resolve) => worker.once('message', () => resolve()));
        const terminate = () => void worker.terminate();
        return { ready, ended: new Promise<void>(() => undefined), terminate };
      },
      { startMs: 30_000, silentMs: 1000 },
    );
    expect(await threads.started).toBe(2);
    const runs = () => {
      for (let run = 0; run < 100_000; run++) threads.run(0);
    };
    expect(runs).toThrow(
      expect.objectContaining({ code: 'device', fact: { id: 'threadSilent', params: {} } }),
    );
  });

  it('at a kernel ends the run with an error', async () => {
    const machine = await machineWith('not-a-kernel');
    const threads = machine.startThreads(threadSpawner());
    expect(await threads.started).toBe(2);
    expect(() => threads.run(0)).toThrow('a kernel failed in a thread');
    threads.dispose();
  });
});
