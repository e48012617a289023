import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { nextTask } from '../../../../src/core/delay.ts';
import type { Wait } from '../../../../src/protocol/wait.ts';
import type { Heard } from './fake-runner.ts';
import { openRace, withhold } from './fake-runner.ts';

const everyStep = { steps: 8, evalEvery: 1 };
const evaluated = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => `validation@${step}`);
const waitsFor = ({ kind, payload }: Heard, wait: Wait): boolean =>
  kind === 'waiting' && isDeepStrictEqual(payload, { wait });

describe('a run that is played on before it has come to rest', () => {
  it('takes no step on images that have not come', async () => {
    const { held, letGo } = withhold('train-01.shard');
    const waiting: Wait = { id: 'file', file: 'train-01.shard' };
    let waits = 0;
    const { race, executor, emitted, until } = await openRace(everyStep, {
      before: held,
      perRun: 1,
      onEvent: (heard, of) => {
        if (waitsFor(heard, waiting) && waits++ === 0) queueMicrotask(() => of.play()); // the stop is on its way
      },
    });
    const evaluate = executor.evaluate.bind(executor);
    executor.evaluate = async (lane, split) => {
      if (executor.evaluations.length === 0) void race.pause();
      return evaluate(lane, split);
    };
    race.play();
    await vi.waitFor(() => expect(waits).toBe(2));
    expect([executor.plans.length, emitted('waiting').at(-1)?.wait]).toEqual([1, waiting]);
    letGo();
    await until('finished');
    expect(executor.evaluations).toEqual([...evaluated, 'test@8']);
  });

  it('does not lose the play while it waits to be evaluated', async () => {
    const { held, letGo } = withhold('train-05.shard');
    let waits = 0;
    const { race, executor, emitted, until } = await openRace(everyStep, {
      before: held,
      perRun: 1,
      onEvent: (heard, of) => {
        if (!waitsFor(heard, { id: 'images', split: 'validation' })) return;
        waits++;
        if (waits === 1) queueMicrotask(() => void of.pause());
        if (waits === 2) queueMicrotask(() => of.play());
      },
    });
    race.play();
    await vi.waitFor(() => expect(waits).toBe(3));
    expect(race.state).toBe('running');
    letGo();
    await until('finished');
    expect(executor.evaluations).toEqual([...evaluated, 'test@8']);
    expect(emitted('state').map(({ state }) => state)).toEqual(['paused', 'running', 'finished']);
  });

  it('keeps the evaluation interval', async () => {
    const { held, letGo } = withhold('train-05.shard');
    const { race, executor, emitted, until } = await openRace(everyStep, { before: held, perRun: 1 });
    race.play();
    await vi.waitFor(() =>
      expect(emitted('waiting').at(-1)?.wait).toEqual({ id: 'images', split: 'validation' }),
    );
    void race.pause();
    race.play();
    letGo();
    await until('finished');
    expect(executor.evaluations).toEqual([...evaluated, 'test@8']);
  });
});

describe('a run that is about to pause', () => {
  it('stays at rest once it has been read', async () => {
    const { race, executor } = await openRace(everyStep, { perRun: 1 });
    race.play();
    while (executor.plans.length === 0) await nextTask(); // a pause that came later would find the run over
    const paused = race.pause();
    const [checkpoint] = await Promise.all([race.checkpoint(), paused]);
    expect(race.state).toBe('paused');
    expect(checkpoint.current).not.toBeNull();
    await race.dispose();
  });
});
