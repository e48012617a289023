import { afterEach, describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device/backend.ts';
import { compiledOptions } from '../../src/engine/executors/build.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { Session } from '../../src/engine/session.ts';
import type { Events } from '../../src/protocol/messages.ts';
import { cnnSamples } from '../golden/references.ts';
import { openPageDevice } from '../support/device.ts';
import { dataFolder, readFromDisk } from '../support/disk-reader.ts';
import { experiment } from '../support/experiment.ts';
import { testOutbox } from '../support/outbox.ts';
import { watchBuffers } from './live-buffers.ts';

const specOf = (training: Record<string, number>) =>
  experiment({
    data: { id: 'mnist-10k', batchSize: 4, validation: 10 },
    model: { id: 'logistic' },
    training,
    lanes: [{ optimizer: { id: 'sgd' } }],
  });
const spec = specOf({ steps: 100_000, evalEvery: 100_000 });

const lost = { code: 'device', fact: { id: 'deviceLost', params: { reason: expect.stringMatching(/./) } } };
const failed = {
  code: 'device',
  fact: { id: 'deviceError', params: { reason: expect.stringMatching(/^Buffer usages .+ is invalid/) } },
};

let opened: Device | null = null;
afterEach(() => opened?.gpu?.destroy());

/** A session on a device that a test breaks; `onSteps` is called where steps were recorded. */
async function openSession(onSteps: (gpu: GPUDevice) => void = () => undefined) {
  const device = await openPageDevice();
  opened = device;
  const { gpu } = device;
  const states: Events['state'][] = [];
  let reported: () => void = () => undefined;
  const session = new Session({
    readBytes: readFromDisk,
    outbox: testOutbox({
      onEmit: (kind, payload) => {
        if (kind !== 'state') return;
        states.push(payload as Events['state']);
        reported();
      },
      onSteps: () => onSteps(gpu),
    }),
    openDevice: async () => device,
  });
  await session.handlers.connect({ prefer: null, dataUrl: dataFolder.href });
  /** The state the run goes to, once it is there. */
  const reached = (state: Events['state']['state']): Promise<Events['state']> =>
    new Promise((resolve) => {
      reported = () => {
        const last = states.at(-1);
        if (last?.state === state) resolve(last);
      };
      reported();
    });
  return { handlers: session.handlers, gpu, states, reached };
}

/** An error that no scope is there for. */
function misuse(gpu: GPUDevice): void {
  gpu.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
}

/** Calls `act` once the first kernel is compiled: the network is being built. */
function whileBuilding(gpu: GPUDevice, act: (gpu: GPUDevice) => void): void {
  const { createBindGroup } = gpu;
  gpu.createBindGroup = (descriptor) => {
    gpu.createBindGroup = createBindGroup;
    act(gpu);
    return gpu.createBindGroup(descriptor);
  };
}

describe('an error of the device that nobody asked about', () => {
  it('while building is what opening rejects with; nothing it made stays, and the next opening is none the worse', async () => {
    const { handlers, gpu, states } = await openSession();
    const { live, stop } = watchBuffers(gpu);
    whileBuilding(gpu, misuse);
    await expect(handlers.open({ spec })).rejects.toMatchObject(failed);
    stop();
    expect(
      [...live].filter(({ usage }) => usage !== (GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE)),
    ).toEqual([]);
    expect(states.map(({ state }) => state)).toEqual(['building']);
    await handlers.open({ spec });
    expect(states.at(-1)).toEqual({ state: 'paused', step: 0, error: null });
  });

  it('while training ends the run, and so does one in the run after it', async () => {
    let broken = false;
    const { handlers, reached } = await openSession((gpu) => {
      if (!broken) misuse(gpu);
      broken = true;
    });
    for (const _ of ['first', 'second']) {
      await handlers.open({ spec });
      broken = false;
      await handlers.play({});
      expect((await reached('failed')).error).toMatchObject(failed);
    }
  });
});

describe('a device that is lost', () => {
  it('while building is what opening rejects with, and every opening after', async () => {
    const { handlers, gpu, states } = await openSession();
    const reported = handlers.lost({});
    whileBuilding(gpu, () => gpu.destroy());
    await expect(handlers.open({ spec })).rejects.toMatchObject(lost);
    await expect(reported).resolves.toMatchObject(lost);
    await expect(handlers.open({ spec })).rejects.toMatchObject(lost);
    await expect(handlers.bench({ spec, steps: 1, warmup: 0 })).rejects.toMatchObject(lost);
    await expect(handlers.profile({ spec })).rejects.toMatchObject(lost);
    expect(states.map(({ state }) => state)).toEqual(['building']);
  });

  it('while kernels are tried is what building rejects with', async () => {
    const device = await openPageDevice();
    opened = device;
    const { gpu, deviceErrors: failures, report } = device;
    const { queue } = gpu;
    const { onSubmittedWorkDone } = queue;
    let tried = 0;
    queue.onSubmittedWorkDone = () => {
      queue.onSubmittedWorkDone = onSubmittedWorkDone;
      tried++;
      gpu.destroy(); // a candidate is being timed: nothing else in building waits for the queue
      return queue.onSubmittedWorkDone();
    };
    const patient = { budgetMs: 600_000, read: async () => new Map(), write: async () => undefined };
    const asGpu = compiledOptions(spec, cnnSamples(), gpu, { ...report, software: false });
    const building = failures.guard(() => CompiledExecutor.build({ ...asGpu, tuning: patient }));
    await expect(building).rejects.toMatchObject(lost);
    expect(tried).toBe(1);
  });

  it('while training or evaluating ends the run', async () => {
    for (const evalEvery of [100_000, 1]) {
      const { handlers, reached } = await openSession((gpu) => gpu.destroy());
      await handlers.open({ spec: specOf({ steps: 100_000, evalEvery }) });
      await handlers.play({});
      const { error, step } = await reached('failed');
      expect(error).toMatchObject(lost);
      expect(step).toBeGreaterThan(0);
    }
  });

  it('after the end of the run is why its weights cannot be had', async () => {
    const { handlers, gpu, reached } = await openSession();
    await handlers.open({ spec: specOf({ steps: 1 }) });
    await handlers.play({});
    await reached('finished');
    expect((await handlers.weights({ laneId: 'a' })).weights.length).toBeGreaterThan(0);
    gpu.destroy();
    await expect(handlers.weights({ laneId: 'a' })).rejects.toMatchObject(lost);
  });
});

describe('memory that runs out', () => {
  const { MAP_READ } = GPUBufferUsage;

  /** A device that has no memory left for buffers the host can read, once `spared` of them are made. */
  function starve(gpu: GPUDevice, spared: number): void {
    const { createBuffer, pushErrorScope, popErrorScope } = gpu;
    let staged = 0;
    const scopes: { filter: GPUErrorFilter; starved: boolean }[] = [];
    gpu.pushErrorScope = (filter) => {
      scopes.push({ filter, starved: false });
      pushErrorScope.call(gpu, filter);
    };
    gpu.createBuffer = (descriptor) => {
      const scope = scopes.findLast(({ filter }) => filter === 'out-of-memory');
      if (descriptor.usage & MAP_READ && ++staged > spared) {
        if (!scope) throw new Error('a buffer was made outside of any scope for memory');
        scope.starved = true;
      }
      return createBuffer.call(gpu, descriptor);
    };
    gpu.popErrorScope = async () => {
      const starved = scopes.pop()?.starved;
      const error = await popErrorScope.call(gpu);
      return starved ? new GPUOutOfMemoryError('no memory left') : error;
    };
  }

  it.each([0, 1, 2, 3])(
    'for staging buffers is told with what was asked for, after %i of them',
    async (spared) => {
      const { handlers, gpu } = await openSession();
      await handlers.open({ spec }); // kernels are known from here on: what is staged is for the run
      const { live } = watchBuffers(gpu);
      starve(gpu, spared);
      await expect(handlers.open({ spec })).rejects.toMatchObject({
        code: 'device',
        fact: {
          id: 'memoryExhausted',
          params: expect.objectContaining({ need: expect.any(Number), total: expect.any(Number) }),
        },
      });
      expect(live.size).toBe(0);
    },
  );

  it('outside of any scope is told as such', async () => {
    const { handlers, gpu, reached } = await openSession();
    await handlers.open({ spec });
    const event = Object.assign(new Event('uncapturederror'), {
      error: new GPUOutOfMemoryError('no memory left\n - somewhere'),
    });
    gpu.dispatchEvent(event);
    expect((await reached('failed')).error).toMatchObject({
      code: 'device',
      fact: { id: 'outOfMemory', params: { reason: 'no memory left' } },
    });
  });
});
