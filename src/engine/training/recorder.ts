import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { NamedValues } from '../../nn/model.ts';
import type { RoundEnd } from '../../protocol/messages.ts';
import type { Outbox } from '../../protocol/outbox.ts';
import type { Evaluation } from '../../protocol/training-facts.ts';
import type { RoundCheckpoint } from '../../race/checkpoint.ts';
import type { LaneSteps, StepPlan } from '../executors/executor.ts';
import { BatchHash, hashWeights } from './hashes.ts';
import { LaneTrack } from './lane-track.ts';

export interface RecorderOptions {
  readonly spec: ExperimentSpec;
  readonly weights: readonly NamedValues[];
  readonly classes: number;
  readonly stepsPerEpoch: number;
  /** What schedules are laid over; null until stopped. */
  readonly totalSteps: number | null;
  readonly outbox: Outbox;
  /** A lane takes no further steps. */
  readonly deactivate: (lane: number) => void;
}

/** What came of a run's steps, lane by lane, and what the page is told of it. */
export class Recorder {
  readonly lanes: readonly LaneTrack[];
  readonly #outbox: Outbox;
  readonly #deactivate: (lane: number) => void;
  readonly #init: string;
  readonly #batches = new BatchHash();
  readonly #elapsedMs: number[] = [];
  #steps = 0;

  constructor({ spec, weights, classes, stepsPerEpoch, totalSteps, outbox, deactivate }: RecorderOptions) {
    this.lanes = spec.lanes.map((_, i) => new LaneTrack(spec, i, classes, stepsPerEpoch, totalSteps));
    this.#outbox = outbox;
    this.#deactivate = deactivate;
    this.#init = hashWeights(weights);
  }

  /** Steps taken. */
  get steps(): number {
    return this.#steps;
  }

  /** Time spent training when each step was taken. */
  get elapsedMs(): readonly number[] {
    return this.#elapsedMs;
  }

  get hashes(): RoundEnd['hashes'] {
    return { init: this.#init, batches: this.#batches.hex };
  }

  /** True while a lane takes steps. */
  get active(): boolean {
    return this.lanes.some((lane) => lane.active);
  }

  /** Takes in what came of the steps before a checkpoint; the page is told of it by `emitPast`. */
  resume({ step, elapsedMs, histories }: RoundCheckpoint, indicesOf: (step: number) => Uint32Array): void {
    for (let i = 0; i < step; i++) this.#batches.add(indicesOf(i));
    for (const ms of elapsedMs) this.#elapsedMs.push(ms);
    this.#steps = step;
    this.lanes.forEach((lane, i) => {
      const history = histories[i];
      if (history) lane.replay(history);
      if (!lane.active) this.#deactivate(i);
    });
  }

  /** Takes in the next step, which is number `at` of those that an executor has taken at once. */
  record(
    { indices, hyperparams }: StepPlan,
    results: readonly LaneSteps[],
    at: number,
    elapsedMs: number,
  ): void {
    if (!this.active) return;
    this.#batches.add(indices);
    this.#elapsedMs.push(elapsedMs);
    this.#steps++;
    this.lanes.forEach((lane, i) => {
      if (!lane.active) return;
      const { lr = 0 } = hyperparams[i] ?? {};
      const momentum = hyperparams[i]?.[lane.momentumKey] ?? 0;
      const loss = results[i]?.loss[at] ?? Number.NaN;
      const accepted = results[i]?.accepted?.[at] !== 0;
      const measured = results[i]?.layerStatistics.find((one) => one.at === at);
      if (measured) {
        const step = lane.losses.length;
        lane.layerStatistics.push({ step, norms: measured.norms });
        this.#outbox.addLayerStatistics(i, step, measured.norms);
      }
      this.#outbox.addStep(i, { loss, lr, momentum, elapsedMs, accepted });
      const { epoch, divergence } = lane.record(loss, accepted);
      if (epoch) this.#outbox.emit('epoch', { lane: i, epoch });
      if (divergence) {
        this.#deactivate(i);
        this.#announce(i);
      }
    });
  }

  evaluated(lane: number, evaluation: Evaluation): void {
    const reached = this.lanes[lane]?.evaluated(evaluation) ?? false;
    this.#outbox.emit('evaluation', { lane, evaluation });
    if (reached) this.#announce(lane);
  }

  /** Stops a lane by hand: of what is under way nothing more of it counts. */
  stopLane(index: number): void {
    const lane = this.lanes[index];
    if (!lane?.active) return;
    lane.stop();
    this.#deactivate(index);
    this.#announce(index);
  }

  /** The state of all lanes that still take steps; at an end, those that had reached the target say so. */
  setLanes(state: 'running' | 'finished' | 'stopped'): void {
    this.lanes.forEach((lane, i) => {
      if (lane.state === 'diverged') return;
      if (lane.active) lane.state = state !== 'running' && lane.targetStep !== null ? 'target' : state;
      this.#announce(i);
    });
  }

  #announce(index: number): void {
    const lane = this.lanes[index];
    if (!lane) return;
    const { state, divergence, targetStep } = lane;
    this.#outbox.emit('lane', { lane: index, state, divergence, targetStep });
  }
}
