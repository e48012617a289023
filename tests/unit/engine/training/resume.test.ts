import { describe, expect, it } from 'vitest';
import type { LaneSnapshot } from '../../../../src/optim/snapshot.ts';
import type { EventKind, Events } from '../../../../src/protocol/messages.ts';
import type { RunResult } from '../../../../src/protocol/run-reports.ts';
import type { Checkpoint, LaneHistory, RoundCheckpoint } from '../../../../src/race/checkpoint.ts';
import type { Heard } from './fake-runner.ts';
import { openRace } from './fake-runner.ts';

const lanes = [
  { optimizer: { id: 'nesterov', lr: 0.1 }, lrSchedule: { id: 'cosine' } },
  { optimizer: { id: 'sgd', lr: 0.2 }, events: [{ step: 7, set: { 'optimizer.lr': 0.3 } }] },
  { optimizer: { id: 'adam', lr: 0.4 } },
];
/** Falls with the steps by the learning rate; the third lane diverges at step 4 of every seed. */
const lossAt = (step: number, lr: number) => (lr === 0.4 && step === 4 ? Number.NaN : 2 / (1 + lr * step));
const accuracyAt = (step: number) => step / 12;
const setting = { lossAt, accuracyAt, perRun: 2, spec: { lanes, seeds: 2, seed: 5 } };
const training = { steps: 12, evalEvery: 5, target: { metric: 'validationAccuracy', value: 0.4 } };

/** A result without what a clock says. */
const timeless = ({ timing: _, rounds, ...rest }: RunResult) => ({
  ...rest,
  rounds: rounds.map((round) => ({ ...round, trainMs: 0 })),
});

/** The result of a race that nothing disturbs, with what its executors were asked. */
async function undisturbed() {
  const { race, executors, until } = await openRace(training, setting);
  race.play();
  await until('finished');
  return { result: race.result(), evaluations: executors.map((executor) => executor.evaluations) };
}

/** Goes on from a checkpoint that has crossed into another thread. */
async function resumed(from: Checkpoint) {
  const open = await openRace(training, { ...setting, from: structuredClone(from) });
  return {
    ...open,
    finish: async () => {
      open.race.play();
      await open.until('finished');
      return open.race.result();
    },
  };
}

/** What the page makes of the events: all that is shown of the rounds, with how many steps of the lane came before it. */
function shownOf(events: readonly Heard[]) {
  const newLane = () => ({
    loss: [] as number[],
    lr: [] as number[],
    momentum: [] as number[],
    elapsedMs: [] as number[],
    skipped: 0,
    layerStatistics: [] as number[][],
    changes: [] as object[],
    state: '',
  });
  const rounds: { round: Events['round']; lanes: ReturnType<typeof newLane>[]; end: unknown }[] = [];
  const laneAt = (lane: number) => rounds.at(-1)?.lanes[lane] as ReturnType<typeof newLane>;
  const add = (lane: number, change: object) => {
    const shown = laneAt(lane);
    const [text, earlier] = [
      JSON.stringify(change),
      shown.changes.map((one) => JSON.stringify({ ...one, at: 0 })),
    ];
    if (!earlier.includes(JSON.stringify({ ...JSON.parse(text), at: 0 })))
      shown.changes.push({ ...change, at: shown.loss.length });
  };
  const on: { [Kind in EventKind]?: (payload: Events[Kind]) => void } = {
    round: (round) => rounds.push({ round, lanes: round.round.lanes.map(newLane), end: null }),
    metrics: (frames) => {
      for (const { lane, firstStep, loss, lr, momentum, elapsedMs, skipped } of frames) {
        const shown = laneAt(lane);
        expect(firstStep).toBe(shown.loss.length);
        shown.loss.push(...loss);
        shown.lr.push(...lr);
        shown.momentum.push(...momentum);
        shown.elapsedMs.push(...elapsedMs);
        shown.skipped = skipped;
      }
    },
    layerStatistics: (frames) => {
      for (const { lane, steps, gradient, weight, updateRatio } of frames)
        steps.forEach((step, i) => {
          const columns = [gradient, weight, updateRatio].map((column) => column[i] ?? Number.NaN);
          laneAt(lane).layerStatistics.push([step, ...columns]);
        });
    },
    epoch: ({ lane, epoch }) => add(lane, { epoch }),
    evaluation: ({ lane, evaluation }) => add(lane, { evaluation }),
    lane: ({ lane, state, divergence, targetStep }) => {
      if (divergence ?? targetStep) add(lane, { divergence, targetStep });
      laneAt(lane).state = state;
    },
    roundEnd: ({ index, hashes }) => {
      const last = rounds.at(-1);
      if (last) last.end = { index, hashes };
    },
  };
  for (const { kind, payload } of events) (on[kind] as ((payload: unknown) => void) | undefined)?.(payload);
  return rounds;
}

/** The same without the time of steps, which a clock says, from one on. */
const untimed = (rounds: ReturnType<typeof shownOf>, round: number, step: number) =>
  rounds.map(({ lanes: shown, ...rest }, i) => ({
    ...rest,
    lanes: shown.map(({ elapsedMs, ...lane }) => ({
      ...lane,
      elapsedMs: i < round ? elapsedMs : i === round ? elapsedMs.slice(0, step) : [],
    })),
  }));

describe('a run that goes on from a checkpoint', () => {
  it.each([
    [0, 0],
    [0, 6],
    [1, 1],
    [1, 7],
  ])(
    'tells of round %i up to step %i and of all before as if it had not been disturbed',
    async (round, step) => {
      const layerNormsAt = (at: number, lr: number) => ({
        gradient: [lr],
        weight: [at],
        updateRatio: [at * lr],
      });
      const shown = { ...setting, layerNormsAt, keepsFrames: true };
      const before = await openRace(training, shown);
      while (before.emitted('round').length <= round || before.race.step < step) await before.race.stepOnce();
      if (step === 7) await before.race.stopLane('b');
      const from = structuredClone(await before.race.checkpoint());
      const after = await openRace(training, { ...shown, from });
      const resumedAt = untimed(shownOf(after.events), round, step);
      expect(resumedAt.map(({ lanes: of }) => of[0]?.loss.length)).toEqual([...Array(round).fill(12), step]);
      expect(resumedAt.at(-1)?.lanes[0]?.elapsedMs).toHaveLength(step);
      for (const { race, until } of [before, after]) {
        race.play();
        await until('finished');
      }
      const [whole, continued] = [shownOf(before.events), shownOf(after.events)];
      expect(untimed(continued, round, step)).toEqual(untimed(whole, round, step));
      expect(continued.map(({ lanes: of }) => of[0]?.loss.length)).toEqual([12, 12]);
      expect(continued[0]?.lanes[0]?.layerStatistics.length).toBeGreaterThan(10);
      expect(continued[0]?.lanes[2]?.changes).toContainEqual({
        divergence: { step: 4, reason: 'notFinite' },
        targetStep: null,
        at: 5,
      });
      expect(continued[0]?.lanes[0]?.changes.length).toBe(7); // epochs, evaluations, target
    },
  );

  it.each([
    ['before its first step', 0, 0],
    ['in its first seed', 0, 3],
    ['where an evaluation has just been', 0, 5],
    ['in its second seed', 1, 7],
  ])('%s ends as one that was never disturbed', async (_, round, step) => {
    const whole = await undisturbed();
    const { race, emitted, until } = await openRace(training, setting);
    const isThere = () => emitted('round').length > round && race.step >= step;
    while (!isThere()) await race.stepOnce();
    const from = await race.checkpoint();
    expect(race.state).toBe('paused');
    expect(from.finished).toHaveLength(round);
    expect(from.current?.step).toBe(step);
    const next = await resumed(from);
    expect(next.race.step).toBe(step);
    const end = await next.finish();
    expect(timeless(end)).toEqual(timeless(whole.result));
    expect(end.lanes[0]?.targetStep).toBe(5);
    expect(end.lanes[2]?.divergence).toEqual({ step: 4, reason: 'notFinite' });
    const evaluateCalls = next.executors.map((executor) => executor.evaluations);
    const before = whole.evaluations.slice(round);
    expect(evaluateCalls[0]).toEqual(before[0]?.filter((name) => Number(/@(\d+)/.exec(name)?.[1]) > step));
    expect(evaluateCalls.slice(1)).toEqual(before.slice(1));
    race.play(); // what was looked at goes on as well
    await until('finished');
    expect(timeless(race.result())).toEqual(timeless(whole.result));
  });

  it('restores the lanes that take steps, and no others', async () => {
    const { race } = await openRace(training, setting);
    for (let i = 0; i < 6; i++) await race.stepOnce();
    await race.stopLane('b');
    const from = await race.checkpoint();
    expect(from.stoppedLanes).toEqual(['b']);
    expect(from.current?.snapshots.map((snapshot) => snapshot?.step ?? null)).toEqual([6, null, null]);
    const next = await resumed(from);
    expect([...next.executor.restored.keys()]).toEqual([0]);
    expect(next.executor.inactive).toEqual([1, 2]);
    const end = await next.finish();
    expect(end.rounds.map(({ runs }) => runs.map(({ lane, state }) => [lane, state]))).toEqual([
      [
        [0, 'target'],
        [1, 'target'],
        [2, 'diverged'],
      ],
      [
        [0, 'target'],
        [2, 'diverged'],
      ],
    ]);
    expect(end.rounds[0]?.runs.map(({ loss }) => loss.length)).toEqual([12, 6, 5]);
  });

  it('goes on between two rounds with the next, and counts the time trained before', async () => {
    const { race, emitted } = await openRace(training, setting);
    while (emitted('roundEnd').length === 0) await race.stepOnce();
    const from = await race.checkpoint();
    expect(from.current).toBeNull();
    expect(from.finished).toHaveLength(1);
    const next = await resumed(from);
    expect(next.built.map(({ seed }) => seed)).toEqual([6]);
    const end = await next.finish();
    expect(timeless(end)).toEqual(timeless((await undisturbed()).result));
    expect(end.rounds[0]?.trainMs).toBe(from.finished[0]?.trainMs);
  });

  it('keeps the live edits that were made', async () => {
    const quick = { ...setting, spec: { lanes: lanes.slice(0, 2) } };
    const edit = { 'optimizer.lr': 0.05 };
    const before = await openRace({ steps: 12, evalEvery: 5 }, quick);
    for (let i = 0; i < 4; i++) await before.race.stepOnce();
    expect(await before.race.change('b', edit)).toBe(4);
    await before.race.stepOnce();
    const from = structuredClone(await before.race.checkpoint());
    before.race.play();
    await before.until('finished');
    const after = await openRace({ steps: 12, evalEvery: 5 }, { ...quick, from });
    after.race.play();
    await after.until('finished');
    expect(timeless(after.race.result())).toEqual(timeless(before.race.result()));
    expect(after.race.result().spec.lanes[1]?.events).toHaveLength(2);
  });

  it('is refused where the checkpoint is of another version, not whole, or at its end', async () => {
    const { race, until } = await openRace(training, setting);
    for (let i = 0; i < 3; i++) await race.stepOnce();
    const from = await race.checkpoint();
    const current = from.current as NonNullable<Checkpoint['current']>;
    await expect(resumed({ ...from, version: 2 as 1 })).rejects.toMatchObject({
      code: 'data',
      path: 'checkpoint.version',
      fact: { id: 'checkpointVersion', params: { got: 2 } },
    });
    await expect(resumed({ ...from, current: { ...current, step: 2 } })).rejects.toThrow('checkpointDamaged');
    race.play();
    await until('finished');
    await expect(resumed(await race.checkpoint())).rejects.toThrow('nothingLeftToTrain');
  });

  it('is refused where a part of a lane is missing', async () => {
    const { race, emitted } = await openRace(training, setting);
    while (emitted('round').length < 2 || race.step < 6) await race.stepOnce();
    const from = await race.checkpoint();
    const current = from.current as RoundCheckpoint;
    const [over] = from.finished as [RoundCheckpoint];
    expect([over.step, current.step]).toEqual([12, 6]);
    expect(current.histories.map(({ state }) => state)).toEqual(['running', 'running', 'diverged']);
    const withHistory = (of: RoundCheckpoint, lane: number, part: Partial<LaneHistory>): RoundCheckpoint => ({
      ...of,
      histories: of.histories.map((history, i) => (i === lane ? { ...history, ...part } : history)),
    });
    const withSnapshot = (lane: number, snapshot: LaneSnapshot | null): RoundCheckpoint => ({
      ...current,
      snapshots: current.snapshots.map((one, i) => (i === lane ? snapshot : one)),
    });
    const [snapshot] = current.snapshots as [LaneSnapshot];
    const damaged: readonly [string, RoundCheckpoint][] = [
      ['a history', { ...current, histories: current.histories.slice(1) }],
      ['a place for a snapshot', { ...current, snapshots: current.snapshots.slice(1) }],
      ['the snapshot of a lane that takes steps', withSnapshot(1, null)],
      ['a snapshot of this step', withSnapshot(1, { ...snapshot, step: 5 })],
      ['the last loss', withHistory(current, 0, { losses: new Float32Array(5) })],
      ['all losses', withHistory(current, 0, { losses: new Float32Array(0) })],
      ['a step for a loss', withHistory(current, 0, { losses: new Float32Array(7) })],
      ['a step for a loss of a lane that diverged', withHistory(current, 2, { losses: new Float32Array(7) })],
      ['that it was stopped', withHistory(current, 2, { state: 'running' })],
      ['the time of a step', { ...current, elapsedMs: current.elapsedMs.slice(1) }],
      ['a lane of the experiment', { ...current, round: { ...current.round, lanes: [{ laneId: 'd' }] } }],
    ];
    for (const [missing, part] of damaged) {
      await expect(resumed({ ...from, current: part }), missing).rejects.toMatchObject({
        code: 'data',
        path: 'checkpoint.current',
        fact: { id: 'checkpointDamaged', params: { part: 'current' } },
      });
    }
    const tooLong = withHistory(over, 0, { losses: new Float32Array(13) });
    await expect(resumed({ ...from, finished: [tooLong] })).rejects.toMatchObject({
      path: 'checkpoint.finished[0]',
      fact: { id: 'checkpointDamaged', params: { part: 'finished[0]' } },
    });
    const stopped = withHistory(withSnapshot(1, null), 1, { isStopped: true, losses: new Float32Array(4) });
    await expect(resumed({ ...from, current: stopped })).resolves.toBeDefined();
  });
});
