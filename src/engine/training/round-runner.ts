import { Delay, nextTask } from '../../core/delay.ts';
import type { ErrorReport } from '../../core/errors.ts';
import { toErrorReport } from '../../core/errors.ts';
import { Timer } from '../../core/timer.ts';
import type { BatchOrder } from '../../data/batches.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { ExperimentSpec, LaneChange } from '../../experiment/schema.ts';
import type { NamedValues } from '../../nn/model.ts';
import type { LaneSnapshot } from '../../optim/snapshot.ts';
import type { RunState } from '../../protocol/messages.ts';
import type { Outbox } from '../../protocol/outbox.ts';
import type { Split } from '../../protocol/training-facts.ts';
import type { RoundCheckpoint } from '../../race/checkpoint.ts';
import type { Executor, LaneSteps, StepPlan } from '../executors/executor.ts';
import { Arrivals } from './arrivals.ts';
import { batchOrder } from './batch-order.ts';
import { lastEvaluation } from './checkpoint.ts';
import type { LaneTrack } from './lane-track.ts';
import { Recorder } from './recorder.ts';
import type { RunPlan } from './run-plan.ts';
import { isEvaluationDue, nextRest, splitsAtEnd } from './run-plan.ts';
import type { RunLog } from './run-result.ts';

export interface RoundRunnerOptions {
  readonly spec: ExperimentSpec;
  readonly runPlan: RunPlan;
  readonly weights: readonly NamedValues[];
  readonly dataset: Dataset;
  readonly executor: Executor;
  readonly outbox: Outbox;
  /** Where the round goes on, the executor having been restored to it; its beginning where absent. */
  readonly from?: RoundCheckpoint | null;
}

/** Lanes at one seed from their initial weights to the end: takes the steps, records what comes of them, tells the page. */
export class RoundRunner {
  readonly #options: RoundRunnerOptions;
  readonly #order: BatchOrder;
  readonly #recorder: Recorder;
  readonly #arrivals: Arrivals;
  readonly #timer = new Timer();
  /** What the checkpoint it goes on from had on its clock. */
  readonly #trainedMs: number;
  readonly #delay = new Delay();
  #state: RunState = 'paused';
  #submitted = 0;
  /** Settles once every submission so far is recorded; rejects where one of them failed. */
  #recorded: Promise<void> = Promise.resolve();
  #evaluatedAt = 0;
  /** Steps the loop may take before it pauses of itself. */
  #limit = Number.POSITIVE_INFINITY;
  #stopRequested = false;
  #loop: Promise<void> | null = null;
  #stepsPerSecond: number | null = null;

  constructor(options: RoundRunnerOptions) {
    const { spec, runPlan, dataset, weights, executor, outbox, from } = options;
    this.#options = options;
    this.#order = batchOrder(spec, dataset);
    this.#arrivals = new Arrivals(dataset, this.#order, outbox.emit, () => this.#stopRequested);
    this.#recorder = new Recorder({
      spec,
      weights,
      classes: dataset.manifest.classes.length,
      stepsPerEpoch: this.#order.stepsPerEpoch,
      totalSteps: runPlan.totalSteps,
      outbox,
      deactivate: (lane) => executor.deactivate(lane),
    });
    this.#trainedMs = from?.trainMs ?? 0;
    if (!from) return;
    this.#recorder.resume(from, (step) => this.#order.indices(step));
    this.#submitted = from.step;
    this.#evaluatedAt = lastEvaluation(from);
  }

  get state(): RunState {
    return this.#state;
  }

  get step(): number {
    return this.#recorder.steps;
  }

  get lanes(): readonly LaneTrack[] {
    return this.#recorder.lanes;
  }

  /** Resolves when it has come to rest; null at rest. */
  get underWay(): Promise<void> | null {
    return this.#loop;
  }

  get log(): RunLog {
    const { lanes, hashes, steps, elapsedMs } = this.#recorder;
    return { lanes, hashes, steps, elapsedMs, trainMs: this.#elapsedMs };
  }

  get #elapsedMs(): number {
    return this.#trainedMs + this.#timer.elapsedMs();
  }

  /** What each lane goes on from, at rest; null where it takes no further step. */
  async snapshots(): Promise<(LaneSnapshot | null)[]> {
    const { executor } = this.#options;
    const results: (LaneSnapshot | null)[] = [];
    for (const [i, { active }] of this.lanes.entries())
      results.push(active ? await executor.snapshot(i) : null);
    return results;
  }

  /** Trains on until paused or done, or for `limit` steps. */
  play(limit = Number.POSITIVE_INFINITY): void {
    if (this.#state === 'finished' || this.#state === 'failed') return;
    this.#limit = this.#submitted + limit;
    this.#stopRequested = false;
    if (!this.#loop) this.#goOn(() => this.#train());
  }

  /** Stops after the steps under way; resolves once they are recorded. */
  async pause(): Promise<void> {
    this.#stopRequested = true;
    this.#delay.wake();
    this.#arrivals.wake();
    await this.#loop;
  }

  /**
   * Ends the run where it is; `evaluate`: with a last look at the splits it is evaluated on. A pause gives up what is
   * waited for to that end, and the run can go on; `play` must not be called meanwhile.
   */
  async finish(evaluate: boolean): Promise<void> {
    await this.pause();
    if (this.#state !== 'paused') return;
    this.#stopRequested = false; // this is to wait for what is evaluated
    const how = evaluate && this.#isDone() ? 'finished' : 'stopped';
    this.#goOn(async () => {
      if (!(await this.#end(how, evaluate))) this.#rest();
    });
    await this.#loop;
  }

  /** The first step that will use the new values. */
  change(lane: number, set: LaneChange): number {
    this.lanes[lane]?.change(this.#submitted, set);
    return this.#submitted;
  }

  /** Stops one lane; the others go on, and never know. Of the steps under way none of it is recorded. */
  stopLane(lane: number): void {
    this.#recorder.stopLane(lane);
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.#delay.wake();
  }

  fail(error: ErrorReport): void {
    if (this.#state === 'finished' || this.#state === 'failed') return;
    this.#stopRequested = true;
    this.#timer.stop();
    this.#setState('failed', error);
    this.#delay.wake();
    this.#arrivals.wake();
  }

  async dispose(): Promise<void> {
    await this.pause();
    this.#options.executor.dispose();
  }

  #setState(state: RunState, error: ErrorReport | null = null): void {
    this.#state = state;
    this.#options.outbox.emit('state', { state, step: this.step, error });
  }

  /** Runs `work`; a data failure pauses the run so that it can go on, any other failure ends it. */
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const report = toErrorReport(error);
      this.#timer.stop();
      this.#options.outbox.emit('waiting', { wait: null });
      this.#options.outbox.emit('evaluating', { split: null });
      if (this.#state === 'failed') return;
      this.#setState(report.code === 'data' ? 'paused' : 'failed', report);
    }
  }

  #goOn(work: () => Promise<void>): void {
    this.#loop = this.#guard(work).finally(() => {
      this.#loop = null;
    });
  }

  async #train(): Promise<void> {
    this.#setState('running');
    this.#recorder.setLanes('running');
    do {
      await this.#runSteps();
      if (this.#state === 'failed') return;
      if (this.#isDone() && (await this.#end('finished'))) return;
    } while (!this.#stopRequested && this.#submitted < this.#limit); // played on before it has come to rest
    this.#rest();
  }

  #rest(): void {
    if (this.#state !== 'failed') this.#setState('paused');
  }

  #isDone(): boolean {
    return this.step >= this.#options.runPlan.length || !this.#recorder.active;
  }

  async #runSteps(): Promise<void> {
    const { executor, runPlan } = this.#options;
    const underWay: Promise<void>[] = [];
    const drain = async () => {
      await Promise.all(underWay.splice(0));
      this.#timer.stop();
    };
    try {
      while (!this.#stopRequested && !this.#isDone()) {
        const isDue = this.step === this.#submitted && this.#isEvaluationDue;
        if (isDue && !(await this.#evaluate('validation'))) break;
        const end = Math.min(this.#limit, nextRest(runPlan, this.#submitted));
        const max = this.#stepsPerSecond === null ? executor.stepsPerRun() : 1;
        const count = Math.min(max, end - this.#submitted);
        if (count > 0) {
          const hasData = await this.#arrivals.forStep(this.#submitted + count - 1, drain);
          if (!hasData || this.#stopRequested) break;
          if (this.#submitted >= runPlan.warmup) this.#timer.start();
          const results = this.#submit(count);
          results.catch(() => undefined); // it is awaited later, and may fail before
          underWay.push(results);
        }
        const reachedEnd = this.#submitted >= end;
        if (reachedEnd) await drain();
        else if (underWay.length >= executor.depth) await underWay.shift();
        if (this.#submitted >= this.#limit) break;
        await this.#limitSpeed();
        await nextTask();
      }
    } finally {
      await drain();
    }
    if (this.#isEvaluationDue && !this.#isDone()) await this.#evaluate('validation');
  }

  get #isEvaluationDue(): boolean {
    return isEvaluationDue(this.#options.runPlan, this.step, this.#evaluatedAt);
  }

  /** Hands the next `count` steps to the executor; resolves once they, and all steps before them, are recorded. */
  #submit(count: number): Promise<void> {
    const first = this.#submitted;
    const plans: StepPlan[] = Array.from({ length: count }, (_, i) => ({
      indices: this.#order.indices(first + i) as Uint32Array<ArrayBuffer>,
      hyperparams: this.lanes.map((lane) => lane.timeline.at(first + i)),
    }));
    this.#submitted += count;
    this.#recorded = this.#record(plans, this.#options.executor.run(plans), this.#recorded);
    return this.#recorded;
  }

  /** Answers may come in any order: each waits for those before it, and after one that fails nothing is recorded. */
  async #record(
    plans: readonly StepPlan[],
    answer: Promise<readonly LaneSteps[]>,
    before: Promise<void>,
  ): Promise<void> {
    answer.catch(() => undefined); // it may fail before its turn
    await before;
    const lanes = await answer;
    const elapsedMs = this.#elapsedMs;
    plans.forEach((plan, i) => {
      this.#recorder.record(plan, lanes, i, elapsedMs);
    });
    this.#options.outbox.release();
  }

  async #limitSpeed(): Promise<void> {
    if (this.#stepsPerSecond === null || this.#stopRequested) return;
    await this.#delay.wait(1000 / this.#stepsPerSecond);
  }

  /** False where a stop was asked before the split had arrived. */
  async #evaluate(split: Split): Promise<boolean> {
    const { executor, outbox } = this.#options;
    if (!(await this.#arrivals.forSplit(split))) return false;
    outbox.emit('evaluating', { split });
    const evaluations = this.lanes.map((lane, i) => (lane.active ? executor.evaluate(i, split) : null));
    for (const evaluation of evaluations) evaluation?.catch(() => undefined); // it may fail before its turn
    for (const [i, lane] of this.lanes.entries()) {
      const scores = await evaluations[i];
      if (scores && lane.active) this.#recorder.evaluated(i, { step: this.step, split, ...scores });
    }
    outbox.emit('evaluating', { split: null });
    if (split === 'validation') this.#evaluatedAt = this.step;
    return true;
  }

  /** False where a stop was asked before the splits had come: where it is stopped, all before a look, for it may go on. */
  async #end(how: 'finished' | 'stopped', evaluate = true): Promise<boolean> {
    const splits = evaluate ? splitsAtEnd(this.#options.runPlan, this.step, this.#evaluatedAt) : [];
    if (splits.length > 0 && this.#state !== 'running') this.#setState('running');
    for (const split of how === 'stopped' ? splits : []) {
      if (!(await this.#arrivals.forSplit(split))) return false;
    }
    for (const split of splits) {
      if (!(await this.#evaluate(split)) || this.state === 'failed') return false;
    }
    this.#recorder.setLanes(how);
    this.#setState('finished');
    return true;
  }
}
