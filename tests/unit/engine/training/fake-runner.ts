import { expect } from 'vitest';
import { Dataset } from '../../../../src/data/dataset.ts';
import type { Executor, LaneSteps, StepPlan } from '../../../../src/engine/executors/executor.ts';
import { ExperimentRunner } from '../../../../src/engine/training/experiment-runner.ts';
import type { ExperimentSpec } from '../../../../src/experiment/schema.ts';
import type { LaneSnapshot } from '../../../../src/optim/snapshot.ts';
import type { Frames, StepLayerStatistics } from '../../../../src/protocol/frames.ts';
import type { EventKind, Events } from '../../../../src/protocol/messages.ts';
import type { Checkpoint } from '../../../../src/race/checkpoint.ts';
import { inspectsNothing } from '../../../support/executor.ts';
import { experiment } from '../../../support/experiment.ts';
import { testOutbox } from '../../../support/outbox.ts';
import { memoryReader, tinyDataset } from '../../../support/tiny-dataset.ts';

const lrOf = (step: StepPlan | undefined, lane: number): number => step?.hyperparams[lane]?.lr ?? 0;

type LossAt = (step: number, lr: number) => number;

/** Takes steps by a formula, a few at a time, each a little later; notes everything that is asked of it. */
class FakeExecutor implements Executor {
  readonly depth = 3;
  readonly dispatchesPerStep = null;
  readonly plans: StepPlan[] = [];
  readonly evaluations: string[] = [];
  /** The most evaluations that were under way at once. */
  evaluationsAtOnce = 0;
  readonly inactive: number[] = [];
  readonly restored = new Map<number, LaneSnapshot>();
  disposed = 0;
  accuracyAt = (_step: number, _lr: number) => 0.5;
  layerNormsAt: ((step: number, lr: number) => StepLayerStatistics) | null = null;
  readonly #lossAt: LossAt;
  readonly #perRun: number;
  /** The step it goes on from. */
  #first = 0;
  #evaluationsUnderWay = 0;

  constructor(lossAt: LossAt, perRun: number) {
    this.#lossAt = lossAt;
    this.#perRun = perRun;
  }

  stepsPerRun(): number {
    return this.#perRun;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    const first = this.#first + this.plans.length;
    this.plans.push(...steps);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const lanes = steps[0]?.hyperparams ?? [];
    return lanes.map((_, lane) => ({
      loss: Float32Array.from(steps, ({ hyperparams }, i) =>
        this.#lossAt(first + i, hyperparams[lane]?.lr ?? 0),
      ),
      norm: null,
      accepted: null,
      layerStatistics: steps.flatMap((_, i) =>
        this.layerNormsAt ? [{ at: i, norms: this.layerNormsAt(first + i, lrOf(steps[i], lane)) }] : [],
      ),
    }));
  }

  /** Noted as `test@12`, with a lane beyond the first as `test@12/1`. */
  async evaluate(lane: number, split: 'validation' | 'test') {
    const step = this.#first + this.plans.length;
    this.evaluations.push(`${split}@${step}${lane === 0 ? '' : `/${lane}`}`);
    const lr = this.plans.at(-1)?.hyperparams[lane]?.lr ?? 0;
    this.evaluationsAtOnce = Math.max(this.evaluationsAtOnce, ++this.#evaluationsUnderWay);
    await Promise.resolve();
    this.#evaluationsUnderWay--;
    return { loss: 1, accuracy: this.accuracyAt(step, lr), confusion: [] };
  }

  readonly evaluateAt = inspectsNothing.evaluateAt;
  readonly predict = inspectsNothing.predict;
  readonly activations = inspectsNothing.activations;
  readonly attentionWeights = inspectsNothing.attentionWeights;
  readonly inputGradient = inspectsNothing.inputGradient;

  async weights(lane: number) {
    const values = Float32Array.of(this.plans.length, lane);
    return { weights: [{ name: 'w', shape: [2], values }], state: [] };
  }

  async snapshot(lane: number): Promise<LaneSnapshot> {
    const step = this.#first + this.plans.length;
    const identity = { model: 'fake', optimizer: 'fake', update: String(lane), seed: 0 };
    return { version: 1, identity, step, acceptedSteps: step, tensors: {} };
  }

  async restore(lane: number, snapshot: LaneSnapshot): Promise<void> {
    this.restored.set(lane, snapshot);
    this.#first = snapshot.step;
  }

  deactivate(lane: number): void {
    this.inactive.push(lane);
  }

  dispose(): void {
    this.disposed++;
  }
}

export interface Heard {
  readonly kind: EventKind;
  readonly payload: Events[EventKind];
}

interface Setting {
  readonly lossAt?: LossAt;
  readonly perRun?: number;
  readonly files?: Map<string, Uint8Array>;
  /** Waited for before a file is read. */
  readonly before?: (url: string) => Promise<void>;
  /** Of the experiment, beside its training. */
  readonly spec?: object;
  /** Called before a round is built, with how many were before. */
  readonly onBuild?: (count: number, spec: ExperimentSpec) => Promise<void> | void;
  readonly accuracyAt?: FakeExecutor['accuracyAt'];
  readonly layerNormsAt?: FakeExecutor['layerNormsAt'];
  /** Called where steps were recorded, with what has their numbers. */
  readonly onSteps?: (numbers: Pick<Frames, 'drainMetrics' | 'drainLayerStatistics'>) => void;
  /** Whether frames are kept among the events, as the page has them. */
  readonly keepsFrames?: boolean;
  /** Where the race goes on. */
  readonly from?: Checkpoint;
  /** Called as it is told, in the midst of what the race does. */
  readonly onEvent?: (heard: Heard, race: ExperimentRunner) => void;
}

/** Keeps a file of the data back until it is let go. */
export function withhold(file: string) {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const held = async (url: string) => {
    if (url.endsWith(file)) await gone;
  };
  return { held, letGo };
}

/** A race on a dataset of 60 images whose executors are fakes, opened and begun. */
export async function openRace(training: object, setting: Setting = {}) {
  const { lossAt = () => 0.5, perRun = 2, files = tinyDataset().files, spec: parts, onBuild } = setting;
  const { manifest } = tinyDataset();
  const spec = experiment({
    data: { id: 'mnist-10k', batchSize: 8, validation: 10 },
    training: { evalEvery: 5, ...training },
    lanes: [{ optimizer: { id: 'sgd', lr: 0.1 } }],
    ...parts,
  });
  const { readBytes } = memoryReader(files);
  const dataset = new Dataset({
    manifest,
    folderUrl: 'tiny',
    readBytes: async (url, ...rest) => {
      await setting.before?.(url);
      return readBytes(url, ...rest);
    },
    validation: 10,
  });
  const executors: FakeExecutor[] = [];
  const built: ExperimentSpec[] = [];
  const measured: boolean[] = [];
  const events: Heard[] = [];
  const outbox = testOutbox({
    onEmit: (kind, payload) => {
      if (setting.keepsFrames) {
        events.push({ kind: 'metrics', payload: outbox.drainMetrics() });
        events.push({ kind: 'layerStatistics', payload: outbox.drainLayerStatistics() });
      }
      events.push({ kind, payload });
      setting.onEvent?.({ kind, payload }, race);
    },
    onSteps: () => setting.onSteps?.(outbox),
  });
  const race: ExperimentRunner = await ExperimentRunner.open({
    spec,
    dataset,
    adapter: {
      backend: 'cpu',
      vendor: '',
      architecture: '',
      description: '',
      software: true,
      fallback: null,
    },
    build: async (of, layerStatistics) => {
      measured.push(layerStatistics);
      await onBuild?.(executors.length, of);
      const executor = new FakeExecutor(lossAt, perRun);
      if (setting.accuracyAt) executor.accuracyAt = setting.accuracyAt;
      if (layerStatistics && setting.layerNormsAt) executor.layerNormsAt = setting.layerNormsAt;
      executors.push(executor);
      built.push(of);
      const values = Float32Array.of(of.seed);
      return { executor, layers: [], weights: [{ name: 'w', shape: [1], values }] };
    },
    outbox,
    from: setting.from ?? null,
  });
  race.begin();
  const emitted = <Kind extends EventKind>(kind: Kind): Events[Kind][] =>
    events.filter((event) => event.kind === kind).map(({ payload }) => payload as Events[Kind]);
  const until = async (state: string) => {
    for (let i = 0; i < 1000 && race.state !== state; i++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(race.state).toBe(state);
  };
  const untilStep = async (step: number) => {
    for (let i = 0; i < 1000 && race.step < step; i++) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const [executor] = executors as [FakeExecutor];
  return {
    race,
    spec,
    executor,
    executors,
    built,
    measured,
    events,
    emitted,
    until,
    untilStep,
    dataset,
    outbox,
  };
}
