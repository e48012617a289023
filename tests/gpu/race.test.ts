import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { openDataset } from '../../src/data/open-dataset.ts';
import type { Device } from '../../src/engine/device/backend.ts';
import { compiledOptions } from '../../src/engine/executors/build.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { ExperimentRunner } from '../../src/engine/training/experiment-runner.ts';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import type { RunResult } from '../../src/protocol/run-reports.ts';
import type { Checkpoint } from '../../src/race/checkpoint.ts';
import { choicesOf } from '../../src/race/race-plan.ts';
import { sharedPageDevice } from '../support/device.ts';
import { readFromDisk } from '../support/disk-reader.ts';
import { testOutbox } from '../support/outbox.ts';

let device: Device;
let gpu: GPUDevice;
let dataset: Dataset;
let compiled = 0;
let stopCounting = (): void => undefined;
beforeAll(async () => {
  const shared = await sharedPageDevice();
  device = shared;
  gpu = shared.gpu;
  const { createComputePipelineAsync } = gpu;
  gpu.createComputePipelineAsync = (descriptor) => {
    compiled++;
    return createComputePipelineAsync.call(gpu, descriptor);
  };
  stopCounting = () => {
    gpu.createComputePipelineAsync = createComputePipelineAsync;
  };
  const baseUrl = new URL('../../public/data/', import.meta.url).href;
  dataset = await openDataset({ id: 'mnist-10k', baseUrl, readBytes: readFromDisk, validation: 200 });
});
afterAll(() => {
  dataset.close();
  stopCounting();
});

const common = {
  version: 1,
  data: { id: 'mnist-10k', batchSize: 8, validation: 200 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 6, evalEvery: 3 },
};
const lanes = [
  { optimizer: { id: 'nesterov', lr: 0.02, momentum: 0.9 }, lrSchedule: { id: 'cosine' } },
  { optimizer: { id: 'sgd', lr: 0.05 } },
];
const fair = parseSpec({
  ...common,
  seed: 3,
  seeds: 2,
  race: { mode: 'fair', tuningSeed: 4, grid: { points: 5, decades: 1 }, timing: { warmup: 2, steps: 4 } },
  lanes,
});

/**
 * Trains to the end, kernels untimed; `during` is called with the number of the round after each submission. `from`:
 * where it goes on.
 */
async function train(
  spec: ExperimentSpec,
  whileRunning: (race: ExperimentRunner, round: number) => void = () => undefined,
  from: Checkpoint | null = null,
): Promise<RunResult> {
  let round = 0;
  let end = (_error: unknown): void => undefined;
  const over = new Promise<unknown>((resolve) => {
    end = resolve;
  });
  const race: ExperimentRunner = await ExperimentRunner.open({
    spec,
    from,
    dataset,
    adapter: device.report,
    build: async (of) => {
      const { tuning: _, ...options } = compiledOptions(of, dataset, gpu, device.report);
      const { layers, weights } = options;
      return { executor: await CompiledExecutor.build(options), layers, weights };
    },
    outbox: testOutbox({
      onEmit: (_, payload) => {
        if ('round' in payload) round = payload.index;
        if ('error' in payload && (payload.state === 'finished' || payload.error)) end(payload.error);
      },
      onSteps: () => whileRunning(race, round),
    }),
  });
  race.play();
  expect(await over).toBeNull();
  await race.dispose();
  return race.result();
}

const roundsOf = ({ rounds }: RunResult, phase: string) => rounds.filter((round) => round.phase === phase);
const lossesOf = ({ rounds }: RunResult) => rounds.map(({ runs }) => runs.map(({ loss }) => [...loss]));

describe('a fair race on the GPU', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await train(fair);
  });

  it('tunes without the test set, races over seeds and times each lane', () => {
    expect(result.rounds.map(({ phase, seed, runs }) => [phase, seed, runs.length])).toEqual([
      ['lr-search', 4, 8],
      ['lr-search', 4, 2],
      ['race', 3, 2],
      ['race', 5, 2],
      ['timing', 3, 1],
      ['timing', 3, 1],
    ]);
    const splits = (phase: string) =>
      roundsOf(result, phase).map(({ runs }) =>
        runs.map(({ evaluations }) => evaluations.map(({ split }) => split).join(' ')),
      );
    expect(new Set(splits('lr-search').flat())).toEqual(new Set(['validation validation']));
    expect(new Set(splits('race').flat())).toEqual(new Set(['validation validation test']));
    expect(new Set(splits('timing').flat())).toEqual(new Set(['']));
    for (const { steps, trainMs, runs } of result.rounds) {
      expect(trainMs).toBeGreaterThan(0);
      for (const { loss } of runs) expect([...loss].filter(Number.isFinite)).toHaveLength(steps);
    }
  });

  it('chooses for each lane what did best on validation at the tuning seed', () => {
    const tuned = roundsOf(result, 'lr-search').flatMap(({ runs }) => runs);
    const accuracies = (lane: number) =>
      tuned
        .filter((run) => run.lane === lane)
        .map(({ effectiveSpec, evaluations }) => ({
          lr: effectiveSpec.optimizer.lr,
          accuracy: evaluations.at(-1)?.accuracy ?? 0,
        }));
    for (const { lane, lr } of choicesOf(fair, result.rounds)) {
      const all = accuracies(lane);
      expect(all).toHaveLength(5);
      const chosen = all.find((run) => run.lr === lr);
      expect(chosen?.accuracy).toBe(Math.max(...all.map(({ accuracy }) => accuracy)));
      expect(roundsOf(result, 'race').map(({ runs }) => runs[lane]?.effectiveSpec.optimizer.lr)).toEqual([
        lr,
        lr,
      ]);
    }
  });

  it('at a seed gives the losses of a plain run at it, to the bit: of all lanes, and of one alone', async () => {
    const round = roundsOf(result, 'race')[1];
    const effectiveSpecs = round?.runs.map((run) => run.effectiveSpec) ?? [];
    const together = await train(parseSpec({ ...common, seed: 5, lanes: effectiveSpecs }));
    expect(together.rounds).toHaveLength(1);
    expect(together.rounds[0]).toEqual({ ...round, trainMs: together.rounds[0]?.trainMs });
    for (const [lane, of] of effectiveSpecs.entries()) {
      const alone = await train(parseSpec({ ...common, seed: 5, lanes: [of] }));
      expect(alone.rounds[0]?.runs[0]).toEqual({ ...round?.runs[lane], lane: 0 });
      expect(alone.hashes).toEqual(round?.hashes);
    }
  });

  it('pairs seeds: one start and one order of batches a seed, for whatever is trained at it', () => {
    const [first, second, third, fourth] = result.rounds.map(({ hashes }) => hashes);
    expect(first).toEqual(second);
    expect(new Set([first, third, fourth].map((hashes) => hashes?.init)).size).toBe(3);
    expect(new Set([first, third, fourth].map((hashes) => hashes?.batches)).size).toBe(3);
    for (const { hashes } of roundsOf(result, 'timing')) expect(hashes.init).toBe(third?.init);
    expect(result.hashes).toEqual(third);
  });

  it('gives the same again without compiling anything, and a lane stopped on the way changes no bit of the others', async () => {
    const before = compiled;
    let stopped = -1;
    const again = await train(fair, (race, round) => {
      if (round !== 3 || stopped !== -1) return;
      stopped = race.step;
      void race.stopLane('b');
    });
    expect(compiled).toBe(before);
    expect(stopped).toBeGreaterThan(0);
    const [losses, whole] = [lossesOf(again), lossesOf(result)];
    expect(losses.slice(0, 3)).toEqual(whole.slice(0, 3));
    expect(again.rounds.slice(0, 4).map(({ hashes }) => hashes)).toEqual(
      result.rounds.slice(0, 4).map(({ hashes }) => hashes),
    );
    expect(losses[3]?.[0]).toEqual(whole[3]?.[0]);
    expect(losses[3]?.[1]).toEqual(whole[3]?.[1]?.slice(0, stopped));
    expect(again.rounds[3]?.runs.map(({ state }) => state)).toEqual(['finished', 'stopped']);
    expect(again.rounds.slice(4).map(({ phase, runs }) => [phase, runs[0]?.lane])).toEqual([['timing', 0]]);
  });

  it.each([
    ['lr-search', 0, 1],
    ['the second seed', 3, 1],
  ])('goes on bit for bit in another run from a checkpoint in %s', async (_, at, step) => {
    let results: Promise<Checkpoint> | null = null;
    await train(fair, (race, round) => {
      if (round === at && race.step >= step) results ??= race.checkpoint();
    });
    const from = structuredClone(await (results as Promise<Checkpoint> | null));
    expect(from?.finished).toHaveLength(at);
    expect(from?.current?.step).toBeGreaterThan(0);
    expect(from?.current?.step).toBeLessThan(6);
    const resumed = await train(fair, undefined, from);
    const timeless = ({ rounds }: RunResult) => rounds.map((round) => ({ ...round, trainMs: 0 }));
    expect(timeless(resumed)).toEqual(timeless(result));
    expect(resumed.lanes).toEqual(result.lanes);
  });
});
