import { describe, expect, it, vi } from 'vitest';
import type { ExperimentRunner } from '../../../../src/engine/training/experiment-runner.ts';
import { tinyDataset } from '../../../support/tiny-dataset.ts';
import { openRace, withhold } from './fake-runner.ts';

const lossesOf = (race: ExperimentRunner) => race.result().lanes[0]?.loss ?? [];

describe('a run of one round', () => {
  it('takes every step, evaluates once an interval and looks at the test set once, at the end', async () => {
    const { race, executor, emitted, until } = await openRace({ steps: 12 });
    race.play();
    await until('finished');
    expect(executor.plans).toHaveLength(12);
    expect(executor.evaluations).toEqual(['validation@5', 'validation@10', 'validation@12', 'test@12']);
    expect(emitted('state').map(({ state }) => state)).toEqual(['paused', 'running', 'finished']);
    expect(race.result()).toMatchObject({
      timing: { steps: 12 },
      lanes: [{ state: 'finished', targetStep: null }],
    });
    expect(lossesOf(race)).toHaveLength(12);
  });

  it('has the evaluations of all lanes under way at once, and tells of them in the order of the lanes', async () => {
    const lanes = [0.1, 0.2, 0.3].map((lr) => ({ optimizer: { id: 'sgd', lr } }));
    const setting = { spec: { lanes }, accuracyAt: (_: number, lr: number) => lr };
    const { race, executor, emitted, until } = await openRace({ steps: 5 }, setting);
    race.play();
    await until('finished');
    expect(executor.evaluationsAtOnce).toBe(3);
    expect(emitted('evaluation').map(({ lane, evaluation }) => [lane, evaluation.split])).toEqual([
      ...[0, 1, 2].map((lane) => [lane, 'validation']),
      ...[0, 1, 2].map((lane) => [lane, 'test']),
    ]);
    expect(emitted('evaluation').map(({ evaluation }) => evaluation.accuracy)).toEqual([
      ...[0.1, 0.2, 0.3],
      ...[0.1, 0.2, 0.3],
    ]);
  });

  it('counts epochs and their running mean as the losses were', async () => {
    const { race, emitted, until } = await openRace({ epochs: 2 }, { lossAt: (step) => step });
    expect(race.report.totalSteps).toBe(12); // 50 images in batches of 8
    race.play();
    await until('finished');
    expect(emitted('epoch')).toEqual([
      { lane: 0, epoch: { epoch: 1, runningLoss: 2.5 } },
      { lane: 0, epoch: { epoch: 2, runningLoss: 8.5 } },
    ]);
  });

  it('pauses at once while it waits for images that may never come, and goes on once they do', async () => {
    const { files } = tinyDataset();
    const { held, letGo } = withhold('train-01.shard');
    const { race, emitted, until } = await openRace({ steps: 8, evalEvery: 100 }, { files, before: held });
    race.play();
    await vi.waitFor(() =>
      expect(emitted('waiting').at(-1)?.wait).toEqual({ id: 'file', file: 'train-01.shard' }),
    );
    await race.pause();
    expect([race.state, emitted('waiting').at(-1)?.wait]).toEqual(['paused', null]);
    race.play();
    await vi.waitFor(() =>
      expect(emitted('waiting').at(-1)?.wait).toEqual({ id: 'file', file: 'train-01.shard' }),
    );
    letGo();
    await until('finished');
    expect(race.step).toBe(8);
  });

  it('can be paused, and given up, at its end while the test set does not come', async () => {
    const { files } = tinyDataset();
    const { held, letGo } = withhold('test-00.shard');
    const { race, executor, emitted, until } = await openRace(
      { steps: 2, evalEvery: 100 },
      { files, before: held },
    );
    race.play();
    await vi.waitFor(() => expect(emitted('waiting').at(-1)?.wait).toEqual({ id: 'images', split: 'test' }));
    await race.pause();
    expect(race.state).toBe('paused');
    expect(executor.evaluations).toEqual(['validation@2']);
    race.play();
    letGo();
    await until('finished');
    expect(executor.evaluations).toEqual(['validation@2', 'test@2']);
    await race.dispose();

    const other = withhold('test-00.shard');
    const lost = await openRace({ steps: 2, evalEvery: 100 }, { files, before: other.held });
    lost.race.play();
    await vi.waitFor(() =>
      expect(lost.emitted('waiting').at(-1)?.wait).toEqual({ id: 'images', split: 'test' }),
    );
    await lost.race.dispose();
    expect(lost.executor.disposed).toBe(1);
  });

  it('pauses with every step recorded, takes one step when asked, and goes on', async () => {
    const { race, executor, until, untilStep } = await openRace({ steps: 400, evalEvery: 1000 });
    race.play();
    await untilStep(20);
    await race.pause();
    expect(race.state).toBe('paused');
    expect(race.step).toBe(executor.plans.length);
    const paused = race.step;
    await race.stepOnce();
    expect([race.state, race.step, executor.plans.length]).toEqual(['paused', paused + 1, paused + 1]);
    race.play();
    await until('finished');
    expect(race.step).toBe(400);
  });

  it('lets a moved slider act on the first step not yet handed over, and says which', async () => {
    const { race, executor, untilStep } = await openRace(
      { steps: 400, evalEvery: 1000 },
      { lossAt: (_, lr) => lr },
    );
    race.play();
    await untilStep(20);
    const handedOver = executor.plans.length;
    const step = await race.change('a', { 'optimizer.lr': 0.7 });
    expect(step).toBe(handedOver);
    await untilStep(step + 10);
    await race.pause();
    const lrs = executor.plans.map(({ hyperparams }) => hyperparams[0]?.lr);
    expect(new Set(lrs.slice(0, step))).toEqual(new Set([0.1]));
    expect(new Set(lrs.slice(step))).toEqual(new Set([0.7]));
    expect(race.result().spec.lanes[0]?.events).toEqual([{ step, set: { 'optimizer.lr': 0.7 } }]);
  });

  it('marks a divergence at its step, keeps nothing after it, and does not look at the test set', async () => {
    const { race, executor, until } = await openRace(
      { steps: 100 },
      { lossAt: (step) => (step >= 13 ? Number.NaN : 0.5) },
    );
    race.play();
    await until('finished');
    const [lane] = race.result().lanes;
    expect(lane).toMatchObject({ state: 'diverged', divergence: { step: 13, reason: 'notFinite' } });
    expect(lane?.loss).toHaveLength(14);
    expect(executor.evaluations.filter((e) => e.startsWith('test'))).toEqual([]);
  });

  it('marks the step at which the target was reached, and trains on', async () => {
    const { race, executor, until } = await openRace({
      steps: 20,
      target: { metric: 'validationAccuracy', value: 0.8 },
    });
    executor.accuracyAt = (step) => (step >= 10 ? 0.9 : 0.5);
    race.play();
    await until('finished');
    expect(race.result().lanes[0]).toMatchObject({ state: 'target', targetStep: 10 });
    expect(race.step).toBe(20);
  });

  it('does not let the look at the step it was stopped at meet the target', async () => {
    const target = { metric: 'validationAccuracy', value: 0.8 };
    const { race, executor } = await openRace({ steps: 20, target });
    executor.accuracyAt = (step) => (step >= 6 ? 0.9 : 0.5);
    for (let i = 0; i < 7; i++) await race.stepOnce();
    await race.finish(true);
    const [lane] = race.result().lanes;
    expect(lane?.evals.map(({ step, split }) => [step, split])).toEqual([
      [5, 'validation'],
      [7, 'validation'],
      [7, 'test'],
    ]);
    expect(lane).toMatchObject({ state: 'stopped', targetStep: null });
  });

  it('lets the end of its length meet the target within an interval, which a run until stopped has not', async () => {
    const target = { metric: 'validationAccuracy', value: 0.8 };
    const accuracyAt = (step: number) => (step >= 6 ? 0.9 : 0.5);
    const short = await openRace({ steps: 7, target }, { accuracyAt });
    short.race.play();
    await short.until('finished');
    expect(short.race.result().lanes[0]).toMatchObject({ state: 'target', targetStep: 7 });
    const open = await openRace({ steps: null, epochs: null, target }, { accuracyAt });
    for (let i = 0; i < 7; i++) await open.race.stepOnce();
    await open.race.finish(true);
    expect(open.race.result().lanes[0]).toMatchObject({ state: 'stopped', targetStep: null });
  });

  it('stops for a shard that is missing, names it, and goes on once it is there', async () => {
    const { files } = tinyDataset();
    const shard = files.get('train-02.shard');
    files.delete('train-02.shard');
    const { race, emitted, until, dataset } = await openRace(
      { steps: 12, evalEvery: 1000 },
      { files, perRun: 1 },
    );
    race.play();
    await until('paused');
    expect(race.step).toBe(2); // the third batch of eight needs samples of the third ten
    const last = emitted('state').at(-1);
    expect(last).toMatchObject({
      state: 'paused',
      error: { code: 'data', message: expect.stringContaining('train-02.shard') },
    });
    if (shard) files.set('train-02.shard', shard);
    dataset.retry();
    race.play();
    await until('finished');
    expect(race.step).toBe(12);
  });

  it('ends early when asked, with or without a look at the test set', async () => {
    const looked = await openRace({ steps: null, epochs: null });
    looked.race.play();
    await looked.untilStep(7);
    await looked.race.finish(true);
    expect(looked.executor.evaluations.at(-1)).toMatch(/^test@/);
    expect(looked.race.result().lanes[0]?.state).toBe('stopped');

    const stopped = await openRace({ steps: 50, evalEvery: 1000 });
    stopped.race.play();
    await stopped.race.finish(false);
    expect(stopped.executor.evaluations).toEqual([]);
    expect(stopped.race.state).toBe('finished');
  });

  it('fails with what the executor says, once', async () => {
    const { race, emitted, until } = await openRace(
      { steps: 10 },
      {
        lossAt: () => {
          throw new Error('the queue is gone');
        },
      },
    );
    race.play();
    await until('failed');
    race.fail({ code: 'device', message: 'GPU: was lost' });
    expect(emitted('state').map(({ state }) => state)).toEqual(['paused', 'running', 'failed']);
  });

  it('gives the same hashes for the same spec, and the hash of the batches follows the steps taken', async () => {
    const one = await openRace({ steps: 10, evalEvery: 1000 });
    const two = await openRace({ steps: 10, evalEvery: 1000 }, { perRun: 5 });
    const short = await openRace({ steps: 9, evalEvery: 1000 });
    for (const { race, until } of [one, two, short]) {
      race.play();
      await until('finished');
    }
    expect(one.race.result().hashes).toEqual(two.race.result().hashes);
    expect(one.race.result().hashes.batches).not.toBe(short.race.result().hashes.batches);
    expect(one.executor.plans.map(({ indices }) => [...indices])).toEqual(
      two.executor.plans.map(({ indices }) => [...indices]),
    );
  });
});
