import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/compiler/kernels/kernel.ts';
import type { Dispatch } from '../../src/compiler/lowering/program.ts';
import { Program, wordsOf } from '../../src/compiler/lowering/program.ts';
import { compiledOptions } from '../../src/engine/executors/build.ts';
import type { Capture } from '../../src/engine/executors/webgpu/gpu.ts';
import { Gpu } from '../../src/engine/executors/webgpu/gpu.ts';
import { tune } from '../../src/engine/executors/webgpu/tuning.ts';
import type { TuningStore } from '../../src/engine/executors/webgpu/tuning-store.ts';
import { cnnSamples } from '../golden/references.ts';
import { sharedDevice } from '../support/device.ts';
import { experiment } from '../support/experiment.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

/** A way to do something: what it writes, how long it takes by the test's clock, and what is wrong with it. */
interface Way {
  readonly writes?: number;
  readonly ms: number;
  readonly broken?: true;
  readonly compiles?: Promise<void>;
}

interface Task {
  readonly name: string;
  readonly flops: number;
  readonly candidates: readonly Way[];
}

const nameOf = ({ name }: Task, way: number): string => (way === 0 ? name : `${name}/${way}`);

/** The real device under a clock that goes on by what each kernel says it takes, and notes what was done. */
class ClockedGpu extends Gpu {
  now = 0;
  readonly compiled: string[] = [];
  readonly runs = new Map<string, number>();
  readonly #candidates: ReadonlyMap<string, Way>;

  constructor(on: GPUDevice, tasks: readonly Task[]) {
    super(on);
    this.#candidates = new Map(
      tasks.flatMap((task) => task.candidates.map((way, i) => [nameOf(task, i), way] as const)),
    );
  }

  override async capture(dispatches: readonly Dispatch[]): Promise<Capture> {
    const name = dispatches[0]?.kernel.name ?? '';
    const way = this.#candidates.get(name);
    this.compiled.push(name);
    await way?.compiles;
    const capture = await super.capture(dispatches);
    return {
      ...capture,
      encode: (pass) => {
        this.now += way?.ms ?? 0;
        this.runs.set(name, (this.runs.get(name) ?? 0) + 1);
        capture.encode(pass);
      },
    };
  }
}

function kernelOf(task: Task, index: number): Kernel {
  const { writes = 1, broken } = task.candidates[index] ?? {};
  const body = broken ? 'nothing that compiles' : `y[0] = ${writes}.0;`;
  return {
    name: nameOf(task, index),
    wgsl: `@group(0) @binding(0) var<storage, read_write> y: array<f32>;
      @compute @workgroup_size(1) fn main() { ${body} }`,
    bindings: [{ name: 'y', access: 'read-write' }],
    workgroups: [1, 1, 1],
    flops: task.flops,
  };
}

const remembering = (memory: Map<string, number>, budgetMs: number): TuningStore => ({
  budgetMs,
  read: async (keys) => new Map([...memory].filter(([key]) => keys.includes(key))),
  write: async (written) => {
    for (const [key, value] of written) memory.set(key, value);
  },
});

/** One start of the worker: what was picked, compiled and run, and how far the clock went. */
async function start(tasks: readonly Task[], memory = new Map<string, number>(), budgetMs = 60_000) {
  const program = new Program();
  for (const task of tasks) {
    const y = program.buffer(task.name, 4);
    program.addTuned([...task.candidates.keys()], (index) => kernelOf(task, index), { y });
  }
  const gpu = new ClockedGpu(device, tasks);
  await gpu.allocate(wordsOf([program]));
  device.pushErrorScope('validation'); // of the broken ones
  try {
    const tuned = await tune(gpu, [program], remembering(memory, budgetMs), () => gpu.now);
    const picks = tasks.map(({ name }) => tuned.get(name));
    return { picks, compiled: gpu.compiled, runs: Object.fromEntries(gpu.runs), now: gpu.now };
  } finally {
    await device.popErrorScope();
    gpu.dispose();
  }
}

const light = (name: string, ...candidates: readonly Way[]): Task => ({ name, flops: 1000, candidates });

describe('which candidate is picked', () => {
  it('the fastest', async () => {
    const { picks } = await start([
      light('a', { ms: 4 }, { ms: 2 }, { ms: 3 }),
      light('b', { ms: 2 }, { ms: 4 }),
    ]);
    expect(picks).toEqual([1, 0]);
  });

  it('never one with other bits, however fast it is', async () => {
    const { picks, runs } = await start([light('a', { ms: 9 }, { ms: 1, writes: 2 }, { ms: 8 })]);
    expect(picks).toEqual([2]);
    expect(runs).toEqual({ a: 3, 'a/1': 1, 'a/2': 3 });
  });

  it('never one that does not compile: the rest go on', async () => {
    const { picks, runs } = await start([light('a', { ms: 9 }, { ms: 1, broken: true }, { ms: 8 })]);
    expect(picks).toEqual([2]);
    expect(runs['a/1']).toBeUndefined();
  });

  it('a first one that does not compile is an error, for there is nothing to compare with', async () => {
    const broken = light('a', { ms: 9, broken: true }, { ms: 1 });
    await expect(start([broken])).rejects.toMatchObject({
      fact: { id: 'kernelNotCompiled', params: { kernel: 'a' } },
    });
  });
});

describe('how long it may take', () => {
  it('what takes long runs once a candidate; what is short, for about 10 ms more', async () => {
    const { runs } = await start([
      light('long', { ms: 10 }, { ms: 300 }),
      light('short', { ms: 4 }, { ms: 0.1 }),
    ]);
    expect(runs).toEqual({ long: 1, 'long/1': 1, short: 1 + 3, 'short/1': 1 + 50 });
  });

  it('nothing is begun that promises more than is left, and the next start goes on where this one ended', async () => {
    const tasks = Array.from({ length: 5 }, (_, i) => light(`${i}`, { ms: 10_000 }, { ms: 9000 }));
    const memory = new Map<string, number>();
    const first = await start(tasks, memory);
    expect(first.picks).toEqual([1, 1, 1, undefined, undefined]);
    expect(first.compiled).toEqual(['0', '0/1', '1', '1/1', '2', '2/1']);
    expect(first.now).toBe(57_000);
    const second = await start(tasks, memory);
    expect(second.picks).toEqual([1, 1, 1, 1, 1]);
    expect(second.compiled).toEqual(['3', '3/1', '4', '4/1']);
    expect(await start(tasks, memory)).toMatchObject({ picks: second.picks, compiled: [], runs: {}, now: 0 });
  });

  it('of one that takes longer than it promised, what was measured counts, and it is not paid for twice', async () => {
    const slow = light('a', { ms: 28_000 }, { ms: 25_000 }, { ms: 1 });
    const slower = light('a', { ms: 90_000 }, { ms: 1 });
    for (const [task, pick, runs] of [
      [slow, 1, { a: 1, 'a/1': 1 }],
      [slower, 0, { a: 1 }],
    ] as const) {
      const memory = new Map<string, number>();
      expect(await start([task], memory)).toMatchObject({ picks: [pick], runs });
      expect(await start([task], memory)).toMatchObject({ picks: [pick], runs: {}, compiled: [] });
    }
  });

  it('heavy ones are judged by the rate of lighter ones, also of an earlier start, and keep their first candidate', async () => {
    const candidates = (ms: number) => [{ ms }, { ms: ms / 2 }];
    const probe: Task = { name: 'probe', flops: 2e8, candidates: candidates(200) }; // 2e6 a millisecond: the next promises 2 × 20 s
    const fits: Task = { name: 'fits', flops: 4e10, candidates: candidates(20_000) }; // 4e6 a millisecond: the next, 2 × 50 s of 60
    const heavy: Task = { name: 'heavy', flops: 2e11, candidates: candidates(100_000) };
    const memory = new Map<string, number>();
    const { picks, runs } = await start([heavy, fits, probe], memory);
    expect(picks).toEqual([undefined, 1, 1]);
    expect(runs).toEqual({ probe: 1, 'probe/1': 1, fits: 1, 'fits/1': 1 });
    const later: Task = { ...fits, name: 'later' };
    expect((await start([heavy, later, probe], memory)).runs).toEqual({ later: 1, 'later/1': 1 });
    expect((await start([heavy, later])).runs).toEqual({}); // where no rate is known
  });

  it('a compiler that takes longer than there is time is not waited for, and what it compiles is open', async () => {
    const never = light('a', { ms: 1 }, { ms: 1, compiles: new Promise(() => undefined) });
    const memory = new Map<string, number>();
    expect(await start([never, light('b', { ms: 1 }, { ms: 1 })], memory, 20)).toMatchObject({
      picks: [undefined, undefined],
      compiled: ['a', 'a/1'],
      runs: {},
    });
    expect(memory.size).toBe(0);
  });
});

describe('which adapters are tuned', () => {
  it('GPUs; on software every kernel keeps its first candidate', () => {
    const spec = experiment({
      training: { steps: 1 },
      lanes: [{ optimizer: { id: 'sgd' } }],
    });
    const tuningOf = (software: boolean) => {
      const named = { vendor: 'maker', architecture: 'model', description: '' };
      const report = { ...named, backend: 'webgpu', software, fallback: null } as const;
      return compiledOptions(spec, cnnSamples(), device, report).tuning;
    };
    expect(tuningOf(false)?.budgetMs).toBe(700);
    expect(tuningOf(true)).toBeUndefined();
  });
});
