import type { ErrorReport } from '../../core/errors.ts';
import { toErrorReport } from '../../core/errors.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Emit, Events, RunState } from '../../protocol/messages.ts';
import type { RoundCheckpoint } from '../../race/checkpoint.ts';
import type { Round } from '../../race/plan.ts';
import type { BuiltModel } from '../executors/build.ts';
import type { RoundSetting } from './current-round.ts';
import { buildRound, CurrentRound } from './current-round.ts';
import type { FinishedWeights } from './finished-weights.ts';
import type { RoundQueue } from './round-queue.ts';
import type { ExperimentLog } from './run-result.ts';

interface RoundLoopOptions extends RoundSetting {
  readonly spec: ExperimentSpec;
  /** Steps that schedules are laid over; null until stopped. */
  readonly totalSteps: number | null;
  readonly rounds: RoundQueue;
  readonly log: ExperimentLog;
  readonly finishedWeights: FinishedWeights;
}

/** The way of a race from round to round: builds each, trains it, leaves it, and tells the state of the whole. */
export class RoundLoop {
  readonly underWay: CurrentRound;
  /** With the live edits made so far. */
  spec: ExperimentSpec;
  /** Whether the end of the round under way is the end of all. */
  finishing = false;
  readonly #options: RoundLoopOptions;
  #state: RunState = 'building';
  #opening: Promise<void> | null = null;
  #walk: Promise<void> | null = null;
  /** How far it was last asked to go: to the end of all, one step, or no further than the steps under way. */
  #goal: 'end' | 'step' | 'rest' = 'rest';

  /** Begins at rest with the first round, which has been built, or goes on with one from a checkpoint. */
  constructor(
    options: RoundLoopOptions,
    round: Round,
    built: BuiltModel,
    from: RoundCheckpoint | null = null,
  ) {
    this.#options = options;
    this.spec = options.spec;
    const emit: Emit = (kind, payload) => {
      if (kind !== 'state') options.outbox.emit(kind, payload);
      else this.#onState(payload as Events['state']);
    };
    this.underWay = new CurrentRound({ ...options, outbox: { ...options.outbox, emit } }, options.totalSteps);
    this.#enter(round, built, from);
  }

  get state(): RunState {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#state === 'finished' || this.#state === 'failed';
  }

  /** Whether it trains on until it is stopped. */
  get goesOn(): boolean {
    return this.#state === 'running' && this.#goal === 'end';
  }

  /** While the next round is being built. */
  get opening(): Promise<void> | null {
    return this.#opening;
  }

  /** Trains on to the end, or one step (`once`); resolves where it has come to rest. */
  go(once: boolean): Promise<void> {
    this.#goal = once ? 'step' : 'end';
    if (this.#walk) this.#playRunner();
    else {
      this.#walk = this.#trainRounds()
        .catch((error: unknown) => this.#failWith(error))
        .finally(() => {
          this.#walk = null;
        });
    }
    return this.#walk;
  }

  /** Stops after the steps under way, or before the first of a round that is being built. */
  async stop(): Promise<void> {
    this.#goal = 'rest';
    await this.underWay.open?.runner.pause();
    await this.#walk;
  }

  fail(error: ErrorReport): void {
    if (this.isOver) return;
    this.#goal = 'rest';
    const { open } = this.underWay;
    if (open) open.runner.fail(error);
    else this.announce('failed', error);
  }

  /** The state of the whole changes. */
  announce(state: RunState, error: ErrorReport | null = null): void {
    this.#state = state;
    this.#options.outbox.emit('state', { state, step: this.underWay.step, error });
  }

  /** Closes a round that is over and frees its executor, unless its weights are all that is left to ask for. */
  async leave(): Promise<void> {
    const { rounds, log, finishedWeights, outbox } = this.#options;
    const { open } = this.underWay;
    if (open?.runner.state !== 'finished') return;
    const { index, round, runner, log: done } = open;
    log.add(done);
    const next = this.finishing ? null : rounds.next();
    if (round.phase === 'race') await finishedWeights.keep(open, next);
    outbox.emit('roundEnd', { index, hashes: done.log.hashes, trainMs: done.log.trainMs });
    this.underWay.leave(open);
    if (next === null) this.announce('finished');
    if (!finishedWeights.needs(open)) await runner.dispose();
  }

  #playRunner(): void {
    this.underWay.open?.runner.play(this.#goal === 'step' ? 1 : Number.POSITIVE_INFINITY);
  }

  #failWith(error: unknown): void {
    if (!this.isOver) this.announce('failed', toErrorReport(error));
  }

  async #trainRounds(): Promise<void> {
    for (;;) {
      if (!this.underWay.open && !(await this.#openNext())) return;
      if (this.#goal === 'rest') {
        this.announce('paused');
        return;
      }
      const runner = this.underWay.open?.runner;
      this.#playRunner();
      while (runner?.underWay) await runner.underWay;
      if (runner?.state !== 'finished') return;
      await this.leave();
      if (this.isOver) return;
      if (this.#goal !== 'end') {
        this.announce('paused');
        return;
      }
    }
  }

  /** Builds the next round; false where that failed. */
  async #openNext(): Promise<boolean> {
    const { rounds, outbox } = this.#options;
    const round = rounds.next();
    if (!round) return false;
    const opening = async () => {
      const built = await buildRound(this.#options, this.spec, round);
      if (this.isOver) built.executor.dispose();
      else this.#enter(round, built);
    };
    if (this.#state !== 'running') this.announce('running');
    outbox.emit('waiting', { wait: rounds.waitOf(round) });
    this.#opening = outbox.announce(opening).catch((error: unknown) => this.#failWith(error));
    await this.#opening;
    this.#opening = null;
    outbox.emit('waiting', { wait: null });
    this.underWay.announce();
    return this.underWay.open !== null;
  }

  #enter(round: Round, built: BuiltModel, from: RoundCheckpoint | null = null): void {
    this.underWay.enter(this.#options.rounds.records.length, round, this.spec, built, from);
  }

  /** The end of a round is told by `leave`. */
  #onState({ state, error }: Events['state']): void {
    if (state !== 'finished') this.announce(state, error);
  }
}
