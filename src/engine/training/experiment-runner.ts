import type { ErrorReport } from '../../core/errors.ts';
import { DownhillError } from '../../core/errors.ts';
import { applyEdits } from '../../experiment/edits.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { parseLaneChange } from '../../experiment/schema.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';
import { summarize } from '../../nn/model.ts';
import type { OpenReport, RunState, TrainedWeights } from '../../protocol/messages.ts';
import type { RunResult } from '../../protocol/run-reports.ts';
import type { AdapterReport } from '../../protocol/training-facts.ts';
import type { Checkpoint, RoundCheckpoint } from '../../race/checkpoint.ts';
import type { Round } from '../../race/plan.ts';
import type { BuiltModel } from '../executors/build.ts';
import { batchOrder } from './batch-order.ts';
import { checkCheckpoint, finishedRound, restoreRound, roundCheckpoint } from './checkpoint.ts';
import type { RoundSetting } from './current-round.ts';
import { buildRound } from './current-round.ts';
import { describedWeights, FinishedWeights } from './finished-weights.ts';
import { assertEditable, placeOfLane } from './live-edit.ts';
import { emitPast } from './past-events.ts';
import { RoundLoop } from './round-loop.ts';
import { RoundQueue } from './round-queue.ts';

import type { RoundLog } from './run-result.ts';
import { ExperimentLog, recordOf } from './run-result.ts';

export interface ExperimentRunnerOptions extends RoundSetting {
  readonly spec: ExperimentSpec;
  /** Of the model. */
  readonly adapter: AdapterReport;
  /** What all lanes start from; random weights where there is none. */
  readonly pretrained?: PretrainedWeights | null;
  /** Where it goes on, of the same spec and data; its beginning where absent. */
  readonly from?: Checkpoint | null;
}

/**
 * An experiment from its first round to its last, one run after the other; a run that is no race has one round. To the
 * page it is a single run that is played, paused and finished.
 */
export class ExperimentRunner {
  readonly report: OpenReport;
  readonly #options: ExperimentRunnerOptions;
  readonly #rounds: RoundQueue;
  readonly #log: ExperimentLog;
  readonly #finishedWeights: FinishedWeights;
  readonly #walk: RoundLoop;
  /** Settles once all is ended, or is not to be. */
  #ending: Promise<void> | null = null;

  /**
   * Builds the first round, or the one of a checkpoint. Nothing is told before `begin`.
   * @throws DownhillError code `device` where the adapter does not suffice, `spec` where the data do not, `data` where
   *   the checkpoint does not fit, `state` where nothing of it is left to train
   */
  static async open({ from = null, ...beginning }: ExperimentRunnerOptions): Promise<ExperimentRunner> {
    if (from) checkCheckpoint(from);
    const options = { ...beginning, spec: from?.spec ?? beginning.spec };
    const { spec, dataset, outbox } = options;
    const { stepsPerEpoch } = batchOrder(spec, dataset);
    const { steps, epochs } = spec.training;
    const totalSteps = steps ?? (epochs === null ? null : epochs * stepsPerEpoch);
    const rounds = new RoundQueue(spec, totalSteps);
    const classes = dataset.manifest.classes.length;
    const done = (from?.finished ?? []).map((one) =>
      finishedRound(spec, one, { classes, stepsPerEpoch, totalSteps }),
    );
    for (const one of done) rounds.add(one.round, recordOf(one, spec));
    for (const lane of from?.stoppedLanes ?? []) rounds.stopLane(lane);
    const current = from?.current ?? null;
    const round = current?.round ?? rounds.next();
    if (!round) throw nothingLeft();
    return outbox.announce(async () => {
      const built = await buildRound(options, spec, round);
      try {
        if (current) await restoreRound(built.executor, current);
      } catch (error) {
        built.executor.dispose();
        throw error;
      }
      return new ExperimentRunner(options, {
        rounds,
        done,
        round,
        current,
        built,
        stepsPerEpoch,
        totalSteps,
      });
    });
  }

  private constructor(
    options: ExperimentRunnerOptions,
    first: {
      readonly rounds: RoundQueue;
      /** Rounds that were over before. */
      readonly done: readonly RoundLog[];
      readonly round: Round;
      /** Where the round goes on. */
      readonly current: RoundCheckpoint | null;
      readonly built: BuiltModel;
      readonly stepsPerEpoch: number;
      readonly totalSteps: number | null;
    },
  ) {
    const { built, rounds, done, round, current, stepsPerEpoch, totalSteps } = first;
    this.#options = options;
    this.#rounds = rounds;
    this.#finishedWeights = new FinishedWeights(round);
    const { adapter, pretrained = null } = options;
    const { layers } = built;
    const model = summarize(layers);
    this.report = { model, classes: options.dataset.manifest.classes, stepsPerEpoch, totalSteps };
    this.#log = new ExperimentLog({ adapter, model, layers, pretrained }, rounds, done);
    const shared = { totalSteps, rounds, log: this.#log, finishedWeights: this.#finishedWeights };
    this.#walk = new RoundLoop({ ...options, ...shared }, round, built, current);
  }

  get state(): RunState {
    return this.#walk.state;
  }

  /** Steps taken in the round under way. */
  get step(): number {
    return this.#walk.underWay.step;
  }

  /** Tells of the rounds so far, at rest before the next step. */
  begin(): void {
    const { outbox } = this.#options;
    this.#log.done.forEach((round, index) => {
      emitPast(round, index, outbox);
      outbox.emit('roundEnd', { index, hashes: round.log.hashes, trainMs: round.log.trainMs });
    });
    const { open } = this.#walk.underWay;
    if (open) emitPast(open.log, open.index, outbox);
    this.#walk.announce('paused');
  }

  /** Settles once what is being ended is over, or cannot be; null where nothing is. */
  get ending(): Promise<void> | null {
    return this.#ending;
  }

  /** Trains on, from round to round, until paused or at the end; not while all is being ended. */
  play(): void {
    if (!this.#walk.isOver && !this.#ending) void this.#walk.go(false);
  }

  /**
   * Stops after the steps under way, or before the first of a round that is being built. What is being ended is not to be,
   * unless it is evaluated already.
   */
  async pause(): Promise<void> {
    this.#walk.finishing = false;
    await this.#walk.stop();
    await this.#ending;
  }

  /** One step of the round under way, or of the next where there is none; not while all is being ended. */
  async stepOnce(): Promise<void> {
    if (this.#ending) return;
    await this.#walk.stop();
    if (!this.#walk.isOver && !this.#ending) await this.#walk.go(true);
  }

  /** Ends all where it is; `evaluate`: with the look at the test set, where a race is under way. */
  async finish(evaluate: boolean): Promise<void> {
    if (this.#ending && !evaluate) await this.pause(); // it is to wait for no images
    this.#walk.finishing = true;
    this.#ending ??= this.#end(evaluate).finally(() => {
      this.#ending = null;
    });
    await this.#ending;
  }

  async #end(evaluate: boolean): Promise<void> {
    await this.#walk.stop();
    if (this.#walk.isOver || !this.#walk.finishing) return;
    const { open } = this.#walk.underWay;
    if (!open) {
      this.#walk.announce('finished');
      return;
    }
    const { runner, round } = open;
    await runner.finish(evaluate && round.phase === 'race');
    this.#walk.finishing = runner.state === 'finished';
    await this.#walk.leave();
  }

  /**
   * Edits values of a lane: from the first step that has not been handed over, which is the answer, and at the same step
   * of the rounds that follow.
   * @throws DownhillError code `state` in a fair race and after the first round, `spec` with the path of what is wrong
   */
  async change(laneId: string, set: unknown): Promise<number> {
    const roundsOver = this.#rounds.records.length;
    // after the only round an edit has no effect
    assertEditable(this.#walk.spec, this.#walk.isOver && roundsOver < 2 ? 0 : roundsOver);
    const change = parseLaneChange(this.#walk.spec, placeOfLane(this.#walk.spec, laneId), 0, set);
    const step = this.#walk.underWay.change(laneId, change);
    this.#walk.spec = applyEdits(this.#walk.spec, [{ laneId, event: { step, set: change } }]);
    return step;
  }

  /**
   * Stops a lane now and leaves it out of the rounds to come; without the last lane the race is over. Resolves with the
   * steps it has taken in this round.
   * @throws DownhillError code `state` where there is no such lane
   */
  async stopLane(laneId: string): Promise<number> {
    placeOfLane(this.#walk.spec, laneId);
    if (this.#walk.opening) await this.#walk.opening;
    if (this.#walk.isOver) return this.#walk.underWay.stepBefore;
    this.#rounds.stopLane(laneId);
    const steps = this.#walk.underWay.open?.stopLane(laneId) ?? 0;
    if (this.#rounds.allStopped) await this.finish(false);
    return steps;
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#walk.underWay.setSpeed(stepsPerSecond);
  }

  fail(error: ErrorReport): void {
    this.#walk.fail(error);
  }

  /**
   * A lane's weights at the seed raced last; training rests while they are read.
   * @throws DownhillError code `state` where there is no such lane, or none has been raced
   */
  async weights(laneId: string): Promise<TrainedWeights> {
    placeOfLane(this.#walk.spec, laneId);
    return this.#atRest(() => {
      const trained = this.#finishedWeights.now(this.#walk.underWay.open);
      return describedWeights(this.#walk.spec, trained, laneId, this.#options.dataset.manifest);
    });
  }

  /** Where it is, to go on from by the option `from`; training rests while it is read. */
  checkpoint(): Promise<Checkpoint> {
    return this.#atRest(async () => {
      const { open } = this.#walk.underWay;
      return {
        version: 1,
        spec: this.#walk.spec,
        stoppedLanes: this.#rounds.stoppedLanes,
        finished: this.#log.done.map(roundCheckpoint),
        current: open ? await open.checkpoint() : null,
      };
    });
  }

  async #atRest<T>(work: () => Promise<T>): Promise<T> {
    await this.#ending;
    const goOn = this.#walk.goesOn;
    await this.pause();
    try {
      return await work();
    } finally {
      if (goOn) this.play();
    }
  }

  async dispose(): Promise<void> {
    await this.pause();
    await this.#finishedWeights.dispose();
    await this.#walk.underWay.dispose();
  }

  result(): RunResult {
    return this.#log.result(this.#walk.spec, this.#walk.underWay.open?.log);
  }
}

const nothingLeft = (): DownhillError =>
  new DownhillError({ code: 'state', fact: { id: 'nothingLeftToTrain', params: {} } });
