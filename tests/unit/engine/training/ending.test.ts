import { describe, expect, it, vi } from 'vitest';
import { engineFacts } from '../../../../src/core/engine.ts';
import { newArrival } from '../../../../src/data/arrival.ts';
import { parseResult } from '../../../../src/race/result.ts';
import { printResult } from '../../../../src/race/result-text.ts';
import { tinyDataset } from '../../../support/tiny-dataset.ts';
import { openRace, withhold } from './fake-runner.ts';

const training = { steps: 40, evalEvery: 10 };
const lanes = [{ optimizer: { id: 'sgd', lr: 0.1 } }];
const file = { kind: 'downhill-race', version: 4, versions: {}, verdict: null } as const;
const threeSeeds = { lanes, seeds: 3, seed: 5 };

/** A race of three seeds, stopped at step 13 of the first: what it is evaluated on last waits for the test images. */
async function openWaiting() {
  const { held, letGo } = withhold('test-00.shard');
  const opened = await openRace(training, { spec: threeSeeds, before: held });
  const { race, emitted } = opened;
  for (let i = 0; i < 13; i++) await race.stepOnce();
  const untilWaiting = () =>
    vi.waitFor(() => expect(emitted('waiting').at(-1)?.wait).toEqual({ id: 'images', split: 'test' }));
  const ended = race.finish(true);
  await untilWaiting();
  return { ...opened, ended, letGo, untilWaiting };
}

/** The same, with the images there, once the executor is at its evaluation on the test set; `letGo` has it answer. */
async function openEvaluating() {
  const opened = await openRace(training, { spec: threeSeeds });
  const { race, executor } = opened;
  for (let i = 0; i < 13; i++) await race.stepOnce();
  const evaluate = executor.evaluate.bind(executor);
  const answer = newArrival();
  executor.evaluate = async (lane, split) => {
    const measured = await evaluate(lane, split);
    if (split === 'test') await answer.promise;
    return measured;
  };
  const ended = race.finish(true);
  await vi.waitFor(() => expect(executor.evaluations.at(-1)).toBe('test@13'));
  return { ...opened, ended, letGo: () => answer.resolve() };
}

describe('a race that is being ended', () => {
  for (const [what, open] of [
    ['waits for images', openWaiting],
    ['is evaluated', openEvaluating],
  ] as const) {
    it(`takes no step while it ${what}, whatever is pressed, and ends once`, async () => {
      const { race, executor, executors, emitted, ended, letGo } = await open();
      expect(race.state).toBe('running');
      race.play();
      await race.stepOnce();
      race.play();
      const again = race.finish(true);
      letGo();
      await Promise.all([ended, again]);
      expect([race.state, executor.plans.length, executors.length]).toEqual(['finished', 13, 1]);
      expect(executor.evaluations).toEqual(['validation@10', 'validation@13', 'test@13']);
      expect([emitted('roundEnd').length, race.result().rounds.length]).toEqual([1, 1]);
      expect(race.result().lanes[0]).toMatchObject({ state: 'stopped' });
    });

    it(`gives weights once it is over, where it ${what}`, async () => {
      const { race, executor, ended, letGo } = await open();
      const weights = race.weights('a');
      letGo();
      expect((await weights).metadata).toMatchObject({ seed: '5', step: '13' });
      await ended;
      expect([race.state, executor.evaluations.at(-1)]).toEqual(['finished', 'test@13']);
    });
  }

  it('goes on where it is paused while it waits for images', async () => {
    const { race, executor, executors, emitted, ended, letGo, until } = await openWaiting();
    await race.pause();
    await ended;
    expect([race.state, emitted('waiting').at(-1)?.wait]).toEqual(['paused', null]);
    letGo();
    race.play();
    await until('finished');
    expect(executors.map(({ plans }) => plans.length)).toEqual([40, 40, 40]);
    const intervals = [10, 20, 30, 40].map((step) => `validation@${step}`);
    expect(executor.evaluations).toEqual([...intervals, 'test@40']);
  });

  it('is over though it is paused, once it is evaluated', async () => {
    const { race, executors, ended, letGo } = await openEvaluating();
    const paused = race.pause();
    letGo();
    await Promise.all([paused, ended]);
    expect([race.state, executors.length]).toEqual(['finished', 1]);
  });

  it('frees its executor when it is given up, and not before it has been evaluated', async () => {
    const waiting = await openWaiting();
    await waiting.race.dispose();
    expect(waiting.executor.disposed).toBe(1);

    const { race, executor, letGo } = await openEvaluating();
    const disposal = race.dispose();
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(executor.disposed).toBe(0);
    letGo();
    await disposal;
    expect(executor.disposed).toBe(1);

    const early = withhold('test-00.shard');
    const hasty = await openRace(training, { before: early.held });
    await hasty.race.stepOnce();
    void hasty.race.finish(true);
    await hasty.race.dispose();
    expect(hasty.executor.disposed).toBe(1);
  });

  it('waits for no images once its last lane is stopped', async () => {
    const { race, executor, emitted, ended } = await openWaiting();
    expect(await race.stopLane('a')).toBe(13);
    await ended;
    expect([race.state, emitted('roundEnd').length]).toEqual(['finished', 1]);
    expect(executor.evaluations.filter((text) => text.startsWith('test'))).toEqual([]);
  });

  it('goes on where the test images fail, with no evaluation within an interval, and its file is read again', async () => {
    const { files } = tinyDataset();
    const shard = files.get('test-00.shard') as Uint8Array;
    files.delete('test-00.shard');
    const { race, executor, emitted, until, dataset, spec } = await openRace(training, { files });
    for (let i = 0; i < 13; i++) await race.stepOnce();
    await race.finish(true);
    expect(emitted('state').at(-1)).toMatchObject({ state: 'paused', error: { code: 'data' } });
    expect(executor.evaluations).toEqual(['validation@10']);
    files.set('test-00.shard', shard);
    dataset.retry();
    race.play();
    await until('finished');
    const { rounds, adapter } = race.result();
    expect(rounds[0]?.runs[0]?.evaluations.map(({ step, split }) => [step, split])).toEqual([
      [10, 'validation'],
      [20, 'validation'],
      [30, 'validation'],
      [40, 'validation'],
      [40, 'test'],
    ]);
    expect(
      parseResult(printResult({ ...file, ...engineFacts(adapter), spec, adapter, rounds })).rounds,
    ).toEqual(rounds);
  });

  it('ends where it was once its test images have failed and come', async () => {
    const { files } = tinyDataset();
    const shard = files.get('test-00.shard') as Uint8Array;
    files.delete('test-00.shard');
    const { race, executor, dataset } = await openRace(training, { files });
    for (let i = 0; i < 13; i++) await race.stepOnce();
    await race.finish(true);
    files.set('test-00.shard', shard);
    dataset.retry();
    await race.finish(true);
    expect([race.state, race.step]).toEqual(['finished', 13]);
    expect(executor.evaluations).toEqual(['validation@10', 'validation@13', 'test@13']);
  });

  it('has finished where all its steps were taken before', async () => {
    const { held, letGo } = withhold('test-00.shard');
    const { race, emitted, spec } = await openRace({ steps: 3, evalEvery: 2 }, { before: held });
    race.play();
    await vi.waitFor(() => expect(emitted('waiting').at(-1)?.wait).toEqual({ id: 'images', split: 'test' }));
    const ended = race.finish(true);
    letGo();
    await ended;
    const { rounds, lanes: results, adapter } = race.result();
    expect(results[0]?.state).toBe('finished');
    expect(results[0]?.evals.map(({ step, split }) => [step, split])).toEqual([
      [2, 'validation'],
      [3, 'validation'],
      [3, 'test'],
    ]);
    expect(
      parseResult(printResult({ ...file, ...engineFacts(adapter), spec, adapter, rounds })).rounds,
    ).toEqual(rounds);
  });

  it('opens no other round where the one under way comes to its end meanwhile', async () => {
    const { race, executor, executors, until } = await openRace(
      { steps: 3, evalEvery: 9 },
      { spec: threeSeeds },
    );
    const evaluate = executor.evaluate.bind(executor);
    executor.evaluate = async (lane, split) => {
      if (split === 'test') void race.finish(true);
      return evaluate(lane, split);
    };
    race.play();
    await until('finished');
    expect([executors.length, race.result().rounds.length]).toEqual([1, 1]);
    expect(race.result().lanes[0]).toMatchObject({ state: 'finished' });
  });

  it('stays failed where its device is lost in the last evaluation', async () => {
    const { race, emitted, ended, letGo } = await openEvaluating();
    race.fail({ code: 'device', message: 'GPU: was lost' });
    letGo();
    await ended;
    expect(race.state).toBe('failed');
    expect(emitted('roundEnd')).toEqual([]);
  });
});
