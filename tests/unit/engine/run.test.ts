import { describe, expect, it } from 'vitest';
import { Dataset } from '../../../src/data/dataset.ts';
import type { Executor, LaneSteps, StepPlan } from '../../../src/engine/executor.ts';
import { Run } from '../../../src/engine/run.ts';
import type { Emit, EventKind } from '../../../src/protocol/messages.ts';
import { parseSpec } from '../../../src/spec/schema.ts';
import { memoryReader, tinyDataset } from '../data/tiny-dataset.ts';

type LossAt = (step: number, lr: number) => number;

/** Takes steps by a formula, a few at a time, each a little later; notes everything that is asked of it. */
class FakeExecutor implements Executor {
  readonly depth = 3;
  readonly dispatchesPerStep = null;
  readonly plans: StepPlan[] = [];
  readonly evaluations: string[] = [];
  readonly retired: number[] = [];
  disposed = false;
  accuracyAt = (_step: number) => 0.5;
  /** What the stability guard says of a step; null without one. */
  acceptedAt: ((step: number) => boolean) | null = null;
  readonly #lossAt: LossAt;
  readonly #perRun: number;

  constructor(lossAt: LossAt, perRun: number) {
    this.#lossAt = lossAt;
    this.#perRun = perRun;
  }

  stepsPerRun(): number {
    return this.#perRun;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    const first = this.plans.length;
    this.plans.push(...steps);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const loss = Float32Array.from(steps, ({ hyper }, i) => this.#lossAt(first + i, hyper[0]?.lr ?? 0));
    return [
      {
        loss,
        norm: null,
        accepted: this.acceptedAt && Float32Array.from(steps, (_, i) => Number(this.acceptedAt?.(first + i))),
      },
    ];
  }

  async evaluate(_lane: number, split: 'validation' | 'test') {
    this.evaluations.push(`${split}@${this.plans.length}`);
    return { loss: 1, accuracy: this.accuracyAt(this.plans.length), confusion: [[1]] };
  }

  retire(lane: number): void {
    this.retired.push(lane);
  }

  dispose(): void {
    this.disposed = true;
  }
}

function setUp(
  training: object,
  {
    lossAt = () => 0.5,
    perRun = 2,
    files = tinyDataset().files,
  }: { lossAt?: LossAt; perRun?: number; files?: Map<string, Uint8Array> } = {},
) {
  const { manifest } = tinyDataset();
  const spec = parseSpec({
    version: 1,
    data: { id: 'mnist-10k', batchSize: 8, validation: 10 },
    model: { id: 'cnn' },
    training: { evalEvery: 5, ...training },
    lanes: [{ optimizer: { id: 'sgd', lr: 0.1 } }],
  });
  const dataset = new Dataset({
    manifest,
    folderUrl: 'tiny',
    readBytes: memoryReader(files).readBytes,
    validation: 10,
  });
  const executor = new FakeExecutor(lossAt, perRun);
  const events: { kind: EventKind; payload: unknown }[] = [];
  const emit: Emit = (kind, payload) => void events.push({ kind, payload });
  const adapter = {
    backend: 'cpu',
    vendor: '',
    architecture: '',
    description: '',
    software: true,
    fallback: null,
  } as const;
  const run = new Run({
    spec,
    title: 'fake',
    layers: [],
    weights: [],
    dataset,
    executor,
    adapter,
    emit,
    onMetrics: () => undefined,
  });
  const states = () =>
    events.filter(({ kind }) => kind === 'state').map(({ payload }) => (payload as { state: string }).state);
  const until = async (state: string) => {
    for (let i = 0; i < 500 && run.state !== state; i++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(run.state).toBe(state);
  };
  return { run, executor, events, states, until, dataset };
}

const lossEvents = (run: Run) => run.result().lanes[0]?.loss ?? [];

describe('Run', () => {
  it('takes every step, evaluates on the beat and looks at the test set once, at the end', async () => {
    const { run, executor, states, until } = setUp({ steps: 12 });
    run.play();
    await until('finished');
    expect(executor.plans).toHaveLength(12);
    expect(executor.evaluations).toEqual(['validation@5', 'validation@10', 'validation@12', 'test@12']);
    expect(states()).toEqual(['running', 'finished']);
    expect(run.result()).toMatchObject({
      timing: { steps: 12 },
      lanes: [{ state: 'finished', targetStep: null }],
    });
    expect(lossEvents(run)).toHaveLength(12);
  });

  it('counts epochs and their running mean as the losses were', async () => {
    const { run, events, until } = setUp({ epochs: 2 }, { lossAt: (step) => step });
    expect(run.horizon).toBe(12); // 50 pictures in batches of 8
    run.play();
    await until('finished');
    expect(events.filter(({ kind }) => kind === 'epoch').map(({ payload }) => payload)).toEqual([
      { lane: 0, epoch: { epoch: 1, runningLoss: 2.5 } },
      { lane: 0, epoch: { epoch: 2, runningLoss: 8.5 } },
    ]);
  });

  it('pauses with every step recorded, takes one step when asked, and goes on', async () => {
    const { run, executor, until } = setUp({ steps: 400, evalEvery: 1000 });
    run.play();
    for (let i = 0; i < 500 && run.step < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
    await run.pause();
    expect(run.state).toBe('paused');
    expect(run.step).toBe(executor.plans.length);
    const paused = run.step;
    await run.stepOnce();
    expect([run.state, run.step, executor.plans.length]).toEqual(['paused', paused + 1, paused + 1]);
    run.play();
    await until('finished');
    expect(run.step).toBe(400);
  });

  it('lets a moved slider act on the first step not yet handed over, and says which', async () => {
    const { run, executor } = setUp({ steps: 400, evalEvery: 1000 }, { lossAt: (_, lr) => lr });
    run.play();
    for (let i = 0; i < 500 && run.step < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
    const handedOver = executor.plans.length;
    const step = run.change(0, { 'optimizer.lr': 0.7 });
    expect(step).toBe(handedOver);
    for (let i = 0; i < 500 && run.step < step + 10; i++)
      await new Promise((resolve) => setTimeout(resolve, 1));
    await run.pause();
    const lrs = executor.plans.map(({ hyper }) => hyper[0]?.lr);
    expect(new Set(lrs.slice(0, step))).toEqual(new Set([0.1]));
    expect(new Set(lrs.slice(step))).toEqual(new Set([0.7]));
    expect(run.result().spec.lanes[0]?.events).toEqual([{ step, set: { 'optimizer.lr': 0.7 } }]);
  });

  it('marks a divergence at its step, keeps nothing after it, and does not look at the test set', async () => {
    const { run, executor, until } = setUp(
      { steps: 100 },
      { lossAt: (step) => (step >= 13 ? Number.NaN : 0.5) },
    );
    run.play();
    await until('finished');
    const [lane] = run.result().lanes;
    expect(lane).toMatchObject({ state: 'diverged', divergence: { step: 13, reason: 'not finite' } });
    expect(lane?.loss).toHaveLength(14);
    expect(executor.evaluations.filter((e) => e.startsWith('test'))).toEqual([]);
  });

  it('marks the step at which the target was reached, and trains on', async () => {
    const { run, executor, until } = setUp({
      steps: 20,
      target: { metric: 'validationAccuracy', value: 0.8 },
    });
    executor.accuracyAt = (step) => (step >= 10 ? 0.9 : 0.5);
    run.play();
    await until('finished');
    expect(run.result().lanes[0]).toMatchObject({ state: 'target', targetStep: 10 });
    expect(run.step).toBe(20);
  });

  it('stops for a shard that is missing, names it, and goes on once it is there', async () => {
    const { files } = tinyDataset();
    const kept = files.get('train-02.shard');
    files.delete('train-02.shard');
    const { run, events, until, dataset } = setUp({ steps: 12, evalEvery: 1000 }, { files, perRun: 1 });
    run.play();
    await until('paused');
    expect(run.step).toBe(2); // the third batch of eight needs samples of the third ten
    const last = events.findLast(({ kind }) => kind === 'state')?.payload;
    expect(last).toMatchObject({
      state: 'paused',
      error: { code: 'data', message: expect.stringContaining('train-02.shard') },
    });
    if (kept) files.set('train-02.shard', kept);
    dataset.retry();
    run.play();
    await until('finished');
    expect(run.step).toBe(12);
  });

  it('ends early when asked, with or without a look at the test set', async () => {
    const looked = setUp({ steps: null, epochs: null });
    looked.run.play();
    for (let i = 0; i < 500 && looked.run.step < 7; i++)
      await new Promise((resolve) => setTimeout(resolve, 1));
    await looked.run.finish(true);
    expect(looked.executor.evaluations.at(-1)).toMatch(/^test@/);
    expect(looked.run.result().lanes[0]?.state).toBe('stopped');

    const dropped = setUp({ steps: 50, evalEvery: 1000 });
    dropped.run.play();
    await dropped.run.finish(false);
    expect(dropped.executor.evaluations).toEqual([]);
    expect(dropped.run.state).toBe('finished');
  });

  it('fails with what the executor says, once', async () => {
    const { run, states, until } = setUp(
      { steps: 10 },
      {
        lossAt: () => {
          throw new Error('the queue is gone');
        },
      },
    );
    run.play();
    await until('failed');
    run.fail({ code: 'device', message: 'GPU: was lost' });
    expect(states()).toEqual(['running', 'failed']);
  });

  it('gives the same hashes for the same spec, and the hash of the batches follows the steps taken', async () => {
    const one = setUp({ steps: 10, evalEvery: 1000 });
    const two = setUp({ steps: 10, evalEvery: 1000 }, { perRun: 5 });
    const short = setUp({ steps: 9, evalEvery: 1000 });
    for (const { run, until } of [one, two, short]) {
      run.play();
      await until('finished');
    }
    expect(one.run.result().hashes).toEqual(two.run.result().hashes);
    expect(one.run.result().hashes.batches).not.toBe(short.run.result().hashes.batches);
    expect(one.executor.plans.map(({ indices }) => [...indices])).toEqual(
      two.executor.plans.map(({ indices }) => [...indices]),
    );
  });
});
