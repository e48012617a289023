import { DownhillError } from '../../src/core/errors.ts';
import { Rng } from '../../src/core/rng.ts';
import { datasetOf } from '../../src/data/catalog/index.ts';
import { datasetKey } from '../../src/data/catalog/info.ts';
import { stepsPerEpoch } from '../../src/experiment/length.ts';
import type { ExperimentSpec } from '../../src/experiment/schema.ts';
import { layersOf } from '../../src/nn/index.ts';
import { summarize } from '../../src/nn/model.ts';
import type { StepMetrics } from '../../src/protocol/frames.ts';
import type { Handlers } from '../../src/protocol/messages.ts';
import type { SessionOutbox } from '../../src/protocol/outbox.ts';
import type { Port, SessionPort } from '../../src/protocol/server.ts';
import { serve } from '../../src/protocol/server.ts';
import type { Evaluation } from '../../src/protocol/training-facts.ts';

/** How fast it feeds; set by a line before this script. */
interface Feed {
  /** Steps of the last seed that come at once when Train is pressed; the seeds before it come whole. */
  readonly atOnce: number;
  /** From then on. */
  readonly stepsPerSecond: number;
}

const feed = (globalThis as unknown as { readonly feed: Feed }).feed;
const tickMs = 25;

/** The answer to what only a worker that trains can be asked. */
const notFed = async (): Promise<never> => {
  throw new DownhillError({
    code: 'state',
    message: 'feeder: nothing is trained here, so there is no answer',
  });
};

/**
 * In the place of the training worker, for what the page costs when steps come as fast as a GPU takes them: it trains
 * nothing, and sends losses that fall with noise through the protocol's own server.
 */
class Feeder implements SessionPort {
  readonly #outbox: SessionOutbox;
  #spec: ExperimentSpec | null = null;
  #seed = 0;
  #sent = 0;
  #step = 0;
  #playing = false;
  #startedAt = 0;
  #startedWith = 0;

  constructor(outbox: SessionOutbox) {
    this.#outbox = outbox;
    setInterval(() => this.#tick(), tickMs);
  }

  readonly handlers: Handlers = {
    watch: async () => ({ lock: null }),
    limits: async () => null,
    connect: async () => ({
      backend: 'webgpu',
      vendor: 'none',
      architecture: 'fed',
      description: 'losses made up, nothing trained',
      software: false,
      fallback: null,
    }),
    lost: () => new Promise(() => undefined), // made-up losses come from no device that could be lost
    speed: async () => ({}),
    open: async ({ spec }) => this.#open(spec),
    play: async () => {
      this.#emitSeedsBefore();
      this.#step = Math.max(this.#step, feed.atOnce);
      this.#startedWith = this.#step;
      this.#startedAt = performance.now();
      this.#playing = true;
      this.#emit('running');
      return { step: this.#step };
    },
    pause: async () => {
      this.#playing = false;
      this.#emit('paused');
      return { step: this.#step };
    },
    set: async () => ({ step: this.#step }), // what is fed follows no hyperparameter
    retryData: async () => ({}),
    step: notFed,
    finish: notFed,
    stopLane: notFed,
    describe: notFed,
    result: notFed,
    checkpoint: notFed,
    weights: notFed,
    bench: notFed,
    minimize: notFed,
    profile: notFed,
  };

  #open(spec: ExperimentSpec) {
    const meta = datasetOf(spec.data);
    const perEpoch = stepsPerEpoch(spec.data);
    if (!meta || perEpoch === null)
      throw new RangeError(`feeder: no such dataset, got ${datasetKey(spec.data)}`);
    this.#spec = spec;
    this.#seed = this.#sent = this.#step = 0;
    this.#outbox.beginRun();
    this.#playing = false;
    this.#outbox.emit('data', {
      id: datasetKey(spec.data),
      loadedBytes: 1,
      totalBytes: 1,
      loadedTrain: meta.trainCount,
      trainCount: meta.trainCount,
      ready: true,
      failures: [],
    });
    this.#emit('paused');
    const layers = layersOf(spec.model, meta.shape, meta.classCount);
    return {
      model: summarize(layers),
      classes: meta.classes,
      stepsPerEpoch: perEpoch,
      totalSteps: spec.training.steps,
    };
  }

  /** Every seed but the last, whole. */
  #emitSeedsBefore(): void {
    const { seeds, training, lanes } = this.#spec ?? { seeds: 0, training: { steps: 0 }, lanes: [] };
    if (this.#sent > 0) return;
    this.#emitRound();
    while (this.#seed + 1 < seeds) {
      this.#goTo(training.steps ?? 0);
      lanes.forEach((_, lane) => {
        this.#outbox.emit('lane', { lane, state: 'finished', divergence: null, targetStep: null });
      });
      const hashes = { init: 'fed', batches: 'fed' };
      this.#outbox.emit('roundEnd', {
        index: this.#seed,
        hashes,
        trainMs: (1000 * this.#step) / feed.stepsPerSecond,
      });
      this.#seed += 1;
      this.#sent = this.#step = 0;
      this.#outbox.beginRound();
      this.#emitRound();
    }
  }

  #emitRound(): void {
    const { seed, lanes, training } = this.#spec ?? { seed: 0, lanes: [], training: { steps: 0 } };
    const round = {
      phase: 'race',
      seed: seed + this.#seed,
      lanes: lanes.map(({ id }) => ({ laneId: id })),
      steps: training.steps ?? 0,
    } as const;
    this.#outbox.emit('round', { index: this.#seed, round });
  }

  #tick(): void {
    if (!this.#playing || this.#spec === null) return;
    const { steps } = this.#spec.training;
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const max = steps ?? Number.POSITIVE_INFINITY;
    this.#goTo(Math.min(max, this.#startedWith + Math.floor(seconds * feed.stepsPerSecond)));
  }

  #goTo(step: number): void {
    const before = this.#sent;
    const evalEvery = this.#spec?.training.evalEvery ?? 1;
    this.#spec?.lanes.forEach((_, lane) => {
      for (const metrics of stepsOf(this.#seed, lane, before, step)) this.#outbox.addStep(lane, metrics);
    });
    this.#sent = this.#step = step;
    this.#outbox.release();
    for (let at = (Math.floor(before / evalEvery) + 1) * evalEvery; at <= this.#step; at += evalEvery) {
      this.#spec?.lanes.forEach((_, lane) => {
        this.#outbox.emit('evaluation', { lane, evaluation: evaluationOf(this.#seed, lane, at) });
      });
    }
  }

  #emit(state: 'running' | 'paused'): void {
    this.#outbox.emit('state', { state, step: this.#step, error: null });
  }
}

function stepsOf(seed: number, lane: number, from: number, to: number): StepMetrics[] {
  const rng = Rng.of(seed, 'feed', lane, from);
  const level = (i: number): number => (2.3 + 0.2 * lane) / (1 + (from + i) / (150 + 60 * lane)) ** 0.45;
  return Array.from({ length: to - from }, (_, i) => ({
    loss: level(i) * Math.exp(0.35 * noise(rng)),
    lr: 0.02,
    momentum: 0.9,
    elapsedMs: (from + i) * (1000 / feed.stepsPerSecond),
    accepted: true,
  }));
}

function evaluationOf(seed: number, lane: number, step: number): Evaluation {
  const jitter = 0.004 * noise(Rng.of(seed, 'evaluated', lane, step));
  const accuracy = Math.min(0.999, 0.92 - 0.01 * lane - 0.5 / (1 + step / (80 + 20 * lane)) + jitter);
  const confusion = Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (__, j) =>
      i === j ? Math.round(500 * accuracy) : Math.round(50 * (1 - accuracy)),
    ),
  );
  return { step, split: 'validation', loss: 1.2 * (1 - accuracy) + 0.1, accuracy, confusion };
}

/** Of mean 0 and variance 1. */
const noise = (rng: Rng): number => 2 * (rng.uniform() + rng.uniform() + rng.uniform() - 1.5);

serve(globalThis as unknown as Port, (outbox) => new Feeder(outbox));
