import { describe, expect, it } from 'vitest';
import { engineFacts } from '../../../../src/core/engine.ts';
import { DownhillError } from '../../../../src/core/errors.ts';
import { parseResult } from '../../../../src/race/result.ts';
import { printResult } from '../../../../src/race/result-text.ts';
import type { Heard } from './fake-runner.ts';
import { openRace } from './fake-runner.ts';

const lanes = [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'nesterov', lr: 0.2 } }];
const threeSeeds = { spec: { lanes, seeds: 3, seed: 5 } };

/** An event in a few words. */
const words = ({ kind, payload }: Heard): string => {
  if ('state' in payload) return `${'lane' in payload ? `lane ${payload.lane}` : 'state'} ${payload.state}`;
  if ('round' in payload) return `round ${payload.index} seed ${payload.round.seed}`;
  if ('evaluation' in payload) return `${payload.evaluation.split} ${payload.lane}`;
  if ('split' in payload) return payload.split === null ? 'evaluated' : `evaluating ${payload.split}`;
  if ('wait' in payload)
    return `waiting ${payload.wait === null ? null : Object.values(payload.wait).join(' ')}`;
  return 'hashes' in payload ? `roundEnd ${payload.index}` : kind;
};

describe('a race over seeds', () => {
  it('walks all rounds at one play and tells of each in order', async () => {
    const { race, executors, built, events, until } = await openRace(
      { steps: 3, evalEvery: 9 },
      {
        spec: { lanes, seeds: 2, seed: 5 },
      },
    );
    race.play();
    await until('finished');
    const round = ['lane 0 running', 'lane 1 running', 'waiting images validation'];
    const end = [
      'evaluating validation',
      'validation 0',
      'validation 1',
      'evaluated',
      'waiting images test',
      'waiting null',
      'evaluating test',
      'test 0',
      'test 1',
      'evaluated',
      'lane 0 finished',
      'lane 1 finished',
    ];
    const emitted = events.map(words).filter((text) => !text.includes('train-0'));
    expect(emitted.filter((text, i) => text !== 'waiting null' || emitted[i - 1]?.includes('test'))).toEqual([
      'round 0 seed 5',
      'state paused',
      'state running',
      ...round,
      ...end,
      'roundEnd 0',
      'waiting round race 2 2',
      'round 1 seed 6',
      'state running',
      ...round,
      ...end,
      'roundEnd 1',
      'state finished',
    ]);
    expect(built.map(({ seed }) => seed)).toEqual([5, 6]);
    // the last stays for its weights
    expect(executors.map(({ disposed }) => disposed)).toEqual([1, 0]);
    await race.dispose();
    expect(executors.map(({ disposed }) => disposed)).toEqual([1, 1]);
  });

  it('gives every lane a run a seed, paired: all lanes of a round share hashes, which differ between seeds', async () => {
    const { race, emitted, until, spec } = await openRace(
      { steps: 4, evalEvery: 2 },
      { ...threeSeeds, lossAt: (step, lr) => step + lr },
    );
    race.play();
    await until('finished');
    const result = race.result();
    expect(result.lanes.map(({ runs }) => runs.map(({ seed }) => seed))).toEqual([
      [5, 6, 7],
      [5, 6, 7],
    ]);
    const [sgd] = result.lanes;
    expect(sgd?.runs[0]).toEqual({
      seed: 5,
      state: sgd?.state,
      loss: sgd?.loss,
      evals: sgd?.evals,
      epochs: sgd?.epochs,
      issue: null,
    });
    expect(result.rounds.map(({ phase, seed, steps }) => [phase, seed, steps])).toEqual([
      ['race', 5, 4],
      ['race', 6, 4],
      ['race', 7, 4],
    ]);
    expect(emitted('roundEnd').map(({ hashes }) => hashes)).toEqual(
      result.rounds.map(({ hashes }) => hashes),
    );
    expect(new Set(result.rounds.map(({ hashes }) => hashes.init)).size).toBe(3);
    expect(new Set(result.rounds.map(({ hashes }) => hashes.batches)).size).toBe(3);
    expect(result.hashes).toEqual(result.rounds[0]?.hashes);
    expect(result.spec).toEqual(spec);
    expect(result.timing.steps).toBe(4);
    const file = { kind: 'downhill-race', version: 4, versions: {}, verdict: null } as const;
    const { adapter, rounds } = result;
    expect(
      parseResult(printResult({ ...file, ...engineFacts(adapter), spec, adapter, rounds })).rounds,
    ).toEqual(rounds);
  });

  it('pauses in any round, takes single steps across rounds, and opens the next only when asked', async () => {
    const { race, built, emitted, until } = await openRace({ steps: 2, evalEvery: 9 }, threeSeeds);
    await race.stepOnce();
    expect([race.state, race.step, built.length]).toEqual(['paused', 1, 1]);
    await race.stepOnce();
    expect([race.state, race.step, built.length]).toEqual(['paused', 2, 1]);
    expect(emitted('roundEnd')).toHaveLength(1);
    await race.stepOnce();
    expect([race.state, race.step, built.length]).toEqual(['paused', 1, 2]);
    expect(emitted('round').at(-1)).toEqual({
      index: 1,
      round: { phase: 'race', seed: 6, lanes: [{ laneId: 'a' }, { laneId: 'b' }], steps: 2 },
    });
    race.play();
    await until('finished');
    expect(built).toHaveLength(3);
    expect(emitted('state').filter(({ state }) => state === 'finished')).toHaveLength(1);
  });

  it('loses nothing that is asked while the next round is built', async () => {
    let enter: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    let build: () => void = () => undefined;
    const mayBuild = new Promise<void>((resolve) => {
      build = resolve;
    });
    const { race, executors, emitted } = await openRace(
      { steps: 2, evalEvery: 9 },
      {
        ...threeSeeds,
        onBuild: async (count) => {
          if (count !== 1) return;
          enter();
          await mayBuild;
        },
      },
    );
    race.play();
    await entered;
    const stopped = race.stopLane('a');
    const paused = race.pause();
    build();
    expect(await Promise.all([stopped, paused])).toEqual([0, undefined]);
    expect([race.state, race.step]).toEqual(['paused', 0]);
    await race.stepOnce();
    expect(executors[1]?.plans).toHaveLength(1);
    expect(emitted('lane').at(-2)).toMatchObject({ lane: 0, state: 'stopped' });
    expect(race.result().lanes[0]?.runs[1]).toMatchObject({ state: 'stopped', loss: [] });
  });

  it('repeats a live edit at the same step of the rounds that follow', async () => {
    const { race, executors, until } = await openRace({ steps: 4, evalEvery: 9 }, threeSeeds);
    await race.stepOnce();
    await race.stepOnce();
    expect(await race.change('b', { 'optimizer.lr': 0.7 })).toBe(2);
    race.play();
    await until('finished');
    const rates = executors.map(({ plans }) => plans.map(({ hyperparams }) => hyperparams[1]?.lr));
    expect(rates).toEqual([
      [0.2, 0.2, 0.7, 0.7],
      [0.2, 0.2, 0.7, 0.7],
      [0.2, 0.2, 0.7, 0.7],
    ]);
    const { spec, rounds } = race.result();
    expect(spec.lanes[1]?.events).toEqual([{ step: 2, set: { 'optimizer.lr': 0.7 } }]);
    expect(rounds[2]?.runs[1]?.effectiveSpec).toEqual(spec.lanes[1]);
  });

  it('rejects live edits from the end of the first seed on, so that all seeds are of one experiment', async () => {
    const { race, executors, spec } = await openRace({ steps: 2, evalEvery: 9 }, threeSeeds);
    const expectRejection = async (): Promise<void> => {
      const rejected = race.change('a', { 'optimizer.lr': 0.3 });
      await expect(rejected).rejects.toMatchObject({ code: 'state', fact: { id: 'editInLaterSeed' } });
    };
    await race.stepOnce();
    await race.stepOnce();
    await expectRejection(); // between two rounds
    await race.stepOnce();
    await expectRejection();
    await race.finish(true);
    await expectRejection();
    expect(race.result().spec).toEqual(spec);
    expect(executors.map(({ plans }) => plans.map(({ hyperparams }) => hyperparams[0]?.lr))).toEqual([
      [0.1, 0.1],
      [0.1],
    ]);
  });

  it('rejects live edits while lanes are timed after the only seed', async () => {
    const timed = { lanes, race: { timing: { warmup: 1, steps: 2 } } };
    const { race } = await openRace({ steps: 1, evalEvery: 9 }, { spec: timed });
    await race.stepOnce();
    await race.stepOnce();
    await expect(race.change('a', { 'optimizer.lr': 0.3 })).rejects.toMatchObject({
      fact: { id: 'editInLaterSeed' },
    });
  });

  it('ends all where it is when told to, and keeps what there is', async () => {
    const { race, executors, until } = await openRace({ steps: 4, evalEvery: 9 }, threeSeeds);
    for (let i = 0; i < 6; i++) await race.stepOnce();
    await race.finish(true);
    expect(race.state).toBe('finished');
    const { lanes: ended, rounds } = race.result();
    expect(ended[0]?.runs.map(({ state, loss }) => [state, loss.length])).toEqual([
      ['finished', 4],
      ['stopped', 2],
    ]);
    expect(executors[1]?.evaluations).toEqual(['validation@2', 'validation@2/1', 'test@2', 'test@2/1']);
    expect(rounds).toHaveLength(2);
    race.play();
    await until('finished');
    expect(executors).toHaveLength(2);
  });

  it('comes to a result that is taken back with lanes diverged, stopped singly, stopped and at the target', async () => {
    const four = ['sgd', 'nesterov', 'momentum', 'nmgd'].map((id, i) => ({
      optimizer: { id, lr: 0.1 + i / 10 },
    }));
    const { race, spec } = await openRace(
      { steps: 6, evalEvery: 2, target: { metric: 'validationAccuracy', value: 0.8 } },
      {
        spec: { lanes: four, seeds: 2, seed: 5 },
        lossAt: (step, lr) => (lr === 0.1 && step >= 3 ? Number.NaN : 0.5),
        accuracyAt: (step, lr) => (lr === 0.2 && step >= 3 ? 0.9 : 0.5),
      },
    );
    await race.stepOnce();
    await race.stopLane('c');
    for (let i = 0; i < 10; i++) await race.stepOnce(); // five in the second seed
    await race.finish(true);
    const { adapter, rounds } = race.result();
    expect(rounds.map(({ runs }) => runs.map(({ state, targetStep }) => [state, targetStep]))).toEqual([
      [
        ['diverged', null],
        ['target', 4],
        ['stopped', null],
        ['finished', null],
      ],
      [
        ['diverged', null],
        ['target', 4],
        ['stopped', null],
      ],
    ]);
    const file = { kind: 'downhill-race', version: 4, versions: {}, verdict: null } as const;
    expect(
      parseResult(printResult({ ...file, ...engineFacts(adapter), spec, adapter, rounds })).rounds,
    ).toEqual(rounds);
  });

  it('ends between rounds too', async () => {
    const { race, executors, emitted } = await openRace({ steps: 1, evalEvery: 9 }, threeSeeds);
    await race.stepOnce();
    await race.finish(true);
    expect([race.state, executors.length, emitted('roundEnd').length]).toEqual(['finished', 1, 1]);
  });

  it('fails where the next round cannot be built', async () => {
    const { race, emitted, until } = await openRace(
      { steps: 1 },
      {
        ...threeSeeds,
        onBuild: (count) => {
          if (count === 1) throw new DownhillError({ code: 'device', message: 'GPU: no memory' });
        },
      },
    );
    race.play();
    await until('failed');
    expect(emitted('state').at(-1)?.error).toEqual({ code: 'device', message: 'GPU: no memory' });
    expect(emitted('waiting').at(-1)).toEqual({ wait: null });
    expect(emitted('round')).toHaveLength(1);
    expect(race.result().rounds).toHaveLength(1);
  });
});

describe('stopping a lane', () => {
  it('stops it at once, leaves the others as they were to the bit, and out of later rounds', async () => {
    const setting = { ...threeSeeds, lossAt: (step: number, lr: number) => Math.sin(step + lr) };
    const whole = await openRace({ steps: 40, evalEvery: 10 }, setting);
    whole.race.play();
    await whole.until('finished');
    const { race, executors, emitted, until, untilStep } = await openRace(
      { steps: 40, evalEvery: 10 },
      setting,
    );
    race.play();
    await untilStep(13);
    const steps = await race.stopLane('a');
    expect(steps).toBeGreaterThanOrEqual(13);
    expect(emitted('lane').at(-1)).toEqual({ lane: 0, state: 'stopped', divergence: null, targetStep: null });
    await until('finished');
    const [stopped, other] = race.result().lanes;
    expect(stopped?.runs.map(({ seed, state, loss }) => [seed, state, loss.length])).toEqual([
      [5, 'stopped', steps],
    ]);
    expect(other).toEqual(whole.race.result().lanes[1]);
    expect(executors[0]?.inactive).toEqual([0]);
    expect(executors[0]?.evaluations.filter((text) => text.startsWith('test'))).toEqual(['test@40/1']);
    expect(race.result().rounds.map(({ runs }) => runs.map(({ lane }) => lane))).toEqual([[0, 1], [1], [1]]);
  });

  it('counts as having reached the target where it had', async () => {
    const { race } = await openRace(
      { steps: 9, evalEvery: 2, target: { metric: 'validationAccuracy', value: 0.4 } },
      threeSeeds,
    );
    for (let i = 0; i < 3; i++) await race.stepOnce();
    expect(await race.stopLane('b')).toBe(3);
    expect(race.result().lanes[1]).toMatchObject({ state: 'target', targetStep: 2 });
    expect(race.result().lanes[0]).toMatchObject({ state: 'running' });
  });

  it('of the last lane ends the race; of none there is an error', async () => {
    const { race, executors, emitted } = await openRace({ steps: 9, evalEvery: 99 }, threeSeeds);
    await race.stepOnce();
    await race.stopLane('b');
    await expect(race.stopLane('c')).rejects.toMatchObject({
      fact: { id: 'noLaneOfId', params: { got: 'c', ids: ['a', 'b'] } },
    });
    await race.stopLane('a');
    expect(race.state).toBe('finished');
    expect(executors).toHaveLength(1);
    expect(executors[0]?.evaluations).toEqual([]);
    expect(emitted('roundEnd')).toHaveLength(1);
    const ended = await openRace({ steps: null, epochs: null });
    ended.race.play();
    await ended.untilStep(3);
    await ended.race.stopLane('a');
    expect(ended.race.state).toBe('finished');
  });
});

describe('timing', () => {
  const timed = { ...threeSeeds.spec, seeds: 1, race: { timing: { warmup: 3, steps: 5 } } };

  it('runs each lane alone after the race, warmed up, with no look at any split', async () => {
    const { race, executors, emitted, until } = await openRace({ steps: 4, evalEvery: 2 }, { spec: timed });
    race.play();
    await until('finished');
    expect(
      emitted('round')
        .slice(1)
        .map(({ round }) => round),
    ).toEqual([
      { phase: 'timing', seed: 5, lanes: [{ laneId: 'a' }], steps: 8 },
      { phase: 'timing', seed: 5, lanes: [{ laneId: 'b' }], steps: 8 },
    ]);
    expect(executors.slice(1).map(({ plans, evaluations }) => [plans.length, evaluations])).toEqual([
      [8, []],
      [8, []],
    ]);
    expect(emitted('roundEnd').every(({ trainMs }) => trainMs > 0)).toBe(true);
    expect(race.result().lanes.map(({ runs }) => runs.length)).toEqual([1, 1]);
    expect(emitted('waiting').at(-2)?.wait).toEqual({ id: 'timing', lane: 'Nesterov' });
  });

  it('starts the clock after the warm-up, with nothing of it under way', async () => {
    const { race, executors, outbox } = await openRace({ steps: 1 }, { spec: timed });
    await race.stepOnce();
    for (let i = 0; i < 3; i++) await race.stepOnce();
    expect(executors[1]?.plans).toHaveLength(3);
    expect(race.result().rounds[1]?.trainMs).toBe(0);
    expect([...(outbox.drainMetrics()[0]?.elapsedMs ?? [])]).toEqual([0, 0, 0]);
    await race.stepOnce();
    expect(race.result().rounds[1]?.trainMs).toBeGreaterThan(0);
  });

  it('lays schedules over the race’s length and not over that of the timing', async () => {
    const cosine = { ...lanes[0], lrSchedule: { id: 'cosine' } };
    const { race, executors, until } = await openRace({ steps: 16 }, { spec: { ...timed, lanes: [cosine] } });
    race.play();
    await until('finished');
    const rates = executors.map(({ plans }) => plans.map(({ hyperparams }) => hyperparams[0]?.lr));
    expect(rates[1]).toEqual(rates[0]?.slice(0, 8));
  });
});
