import type { ErrorReport } from '../../core/errors.ts';
import { toErrorReport } from '../../core/errors.ts';
import type { Pretrained } from '../../nn/files/start-values.ts';
import { summarize } from '../../nn/model.ts';
import type {
  AdapterReport,
  Announce,
  Emit,
  Events,
  HealthFrame,
  MetricsFrame,
  OpenReport,
  RunResult,
  RunState,
  TrainedWeights,
} from '../../protocol/messages.ts';
import type { Heat } from '../../race/plan.ts';
import type { ExperimentSpec } from '../../spec/schema.ts';
import { parseLaneChange } from '../../spec/schema.ts';
import type { Built } from '../executors/build.ts';
import { batchOrder } from './batch-order.ts';
import { checkHand, checkLane, withHand } from './hands.ts';
import type { HeatSetting } from './heat-under-way.ts';
import { buildHeat, HeatUnderWay } from './heat-under-way.ts';
import { Heats } from './heats.ts';
import { RaceLog } from './race-result.ts';
import { describedWeights, KeptWeights } from './trained.ts';

export interface RaceOptions extends HeatSetting {
  readonly spec: ExperimentSpec;
  /** Of the model. */
  readonly title: string;
  readonly adapter: AdapterReport;
  /** What all lanes start from; random weights where there is none. */
  readonly pretrained?: Pretrained | null;
  /** Tells of building, which may hold the thread; left out where nobody listens. */
  readonly announce?: Announce;
}

const unannounced: Announce = async (work) => work();

/**
 * An experiment from its first heat to its last, one run after the other; a run that is no race has one heat. To the
 * page it is a single run that is played, paused and finished.
 */
export class Race {
  readonly report: OpenReport;
  readonly #options: RaceOptions;
  readonly #heats: Heats;
  readonly #log: RaceLog;
  readonly #kept = new KeptWeights();
  readonly #underWay: HeatUnderWay;
  #spec: ExperimentSpec;
  #state: RunState = 'building';
  /** While the next heat is being built. */
  #opening: Promise<void> | null = null;
  #walk: Promise<void> | null = null;
  #stopAsked = false;
  /** Whether to rest after one step. */
  #once = false;
  /** Whether the end of the heat under way is the end of all. */
  #finishing = false;
  /** Settles once all is ended, or is not to be. */
  #ending: Promise<void> | null = null;

  /**
   * Builds the first heat. Nothing is told before `begin`.
   * @throws DownhillError code `device` where the adapter does not suffice, `spec` where the data do not
   */
  static async open(options: RaceOptions): Promise<Race> {
    const { spec, dataset, announce = unannounced } = options;
    const { stepsPerEpoch } = batchOrder(spec, dataset);
    const { steps, epochs } = spec.training;
    const horizon = steps ?? (epochs === null ? null : epochs * stepsPerEpoch);
    const heats = new Heats(spec, horizon);
    const heat = heats.next();
    if (!heat) throw new RangeError('race: has no heat');
    return announce(async () => {
      const built = await buildHeat(options, spec, heat);
      return new Race(options, { heats, heat, built, stepsPerEpoch, horizon });
    });
  }

  private constructor(
    options: RaceOptions,
    first: {
      readonly heats: Heats;
      readonly heat: Heat;
      readonly built: Built;
      readonly stepsPerEpoch: number;
      readonly horizon: number | null;
    },
  ) {
    const { built, heats, heat, stepsPerEpoch, horizon } = first;
    this.#options = options;
    this.#spec = options.spec;
    this.#heats = heats;
    const { adapter, pretrained = null } = options;
    const { layers } = built;
    const model = summarize(options.title, layers);
    this.report = { model, classes: options.dataset.manifest.classes, stepsPerEpoch, horizon };
    this.#log = new RaceLog({ adapter, model, layers, pretrained }, heats);
    const emit: Emit = (kind, payload) => {
      if (kind !== 'state') options.emit(kind, payload);
      else this.#takeState(payload as Events['state']);
    };
    this.#underWay = new HeatUnderWay({ ...options, emit }, horizon);
    this.#enter(heat, built);
  }

  get state(): RunState {
    return this.#state;
  }

  /** Steps taken in the heat under way. */
  get step(): number {
    return this.#underWay.step;
  }

  /** Tells of the first heat, at rest before its first step. */
  begin(): void {
    this.#underWay.tell();
    this.#tellState('paused');
  }

  /** The numbers of every lane since the last call. */
  takeMetrics(): MetricsFrame[] {
    return this.#underWay.takeMetrics();
  }

  /** What was measured of the layers of every lane since the last call. */
  takeHealth(): HealthFrame[] {
    return this.#underWay.takeHealth();
  }

  /** Settles once what is being ended is over, or cannot be; null where nothing is. */
  get ending(): Promise<void> | null {
    return this.#ending;
  }

  /** Trains on, from heat to heat, until paused or at the end; not while all is being ended. */
  play(): void {
    if (!this.#isOver && !this.#ending) void this.#walkOn(false);
  }

  /**
   * Stops after the steps under way, or before the first of a heat that is being built. What is being ended is not to be,
   * unless it is evaluated already.
   */
  async pause(): Promise<void> {
    this.#finishing = false;
    await this.#stop();
    await this.#ending;
  }

  /** One step of the heat under way, or of the next where there is none; not while all is being ended. */
  async stepOnce(): Promise<void> {
    if (this.#ending) return;
    await this.#stop();
    if (!this.#isOver && !this.#ending) await this.#walkOn(true);
  }

  /** Ends all where it is; `evaluate`: with the look at the test set, where a race is under way. */
  async finish(evaluate: boolean): Promise<void> {
    if (this.#ending && !evaluate) await this.pause(); // it is to wait for no images
    this.#finishing = true;
    this.#ending ??= this.#end(evaluate).finally(() => {
      this.#ending = null;
    });
    await this.#ending;
  }

  async #end(evaluate: boolean): Promise<void> {
    await this.#stop();
    if (this.#isOver || !this.#finishing) return;
    const { open } = this.#underWay;
    if (!open) {
      this.#tellState('finished');
      return;
    }
    const { run, heat } = open;
    await run.finish(evaluate && heat.phase === 'race');
    this.#finishing = run.state === 'finished';
    await this.#leave();
  }

  async #stop(): Promise<void> {
    this.#stopAsked = true;
    await this.#underWay.open?.run.pause();
    await this.#walk;
  }

  /**
   * Moves values of a lane: from the first step that has not been handed over, which is the answer, and at the same step
   * of the heats that follow.
   * @throws DownhillError code `state` in a fair race and after the first heat, `spec` with the path of what is wrong
   */
  async change(lane: number, set: unknown): Promise<number> {
    const heatsOver = this.#heats.records.length;
    // where the first heat was the only one, what is moved after it acts on nothing
    checkHand(this.#spec, lane, this.#isOver && heatsOver < 2 ? 0 : heatsOver);
    const change = parseLaneChange(this.#spec, lane, 0, set);
    const step = this.#underWay.change(lane, change);
    this.#spec = withHand(this.#spec, lane, step, change);
    return step;
  }

  /**
   * Stops a lane now and leaves it out of the heats to come; without the last lane the race is over. Resolves with the
   * steps it has taken in this heat.
   * @throws DownhillError code `state` where there is no such lane
   */
  async drop(lane: number): Promise<number> {
    checkLane(this.#spec, lane);
    if (this.#opening) await this.#opening;
    if (this.#isOver) return this.#underWay.stepBefore;
    this.#heats.drop(lane);
    const steps = this.#underWay.open?.drop(lane) ?? 0;
    if (this.#heats.allDropped) await this.finish(false);
    return steps;
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#underWay.setSpeed(stepsPerSecond);
  }

  fail(error: ErrorReport): void {
    if (this.#isOver) return;
    this.#stopAsked = true;
    const { open } = this.#underWay;
    if (open) open.run.fail(error);
    else this.#tellState('failed', error);
  }

  /**
   * A lane's weights at the seed raced last; training rests while they are read.
   * @throws DownhillError code `state` where there is no such lane, or none has been raced
   */
  async weights(lane: number): Promise<TrainedWeights> {
    checkLane(this.#spec, lane);
    await this.#ending;
    const goOn = this.#state === 'running' && !this.#once;
    await this.pause();
    try {
      const trained = this.#kept.now(this.#underWay.open);
      return await describedWeights(this.#spec, trained, lane, this.#options.dataset.manifest);
    } finally {
      if (goOn) this.play();
    }
  }

  async dispose(): Promise<void> {
    await this.pause();
    await this.#kept.dispose();
    await this.#underWay.dispose();
  }

  result(): RunResult {
    return this.#log.result(this.#spec, this.#underWay.open?.log);
  }

  get #isOver(): boolean {
    return this.#state === 'finished' || this.#state === 'failed';
  }

  #tellState(state: RunState, error: ErrorReport | null = null): void {
    this.#state = state;
    this.#options.emit('state', { state, step: this.step, error });
  }

  #walkOn(once: boolean): Promise<void> {
    this.#stopAsked = false;
    this.#once = once;
    if (this.#walk) this.#playRun();
    else {
      this.#walk = this.#trainHeats()
        .catch((error: unknown) => this.#failWith(error))
        .finally(() => {
          this.#walk = null;
        });
    }
    return this.#walk;
  }

  #playRun(): void {
    this.#underWay.open?.run.play(this.#once ? 1 : Number.POSITIVE_INFINITY);
  }

  #failWith(error: unknown): void {
    if (!this.#isOver) this.#tellState('failed', toErrorReport(error));
  }

  async #trainHeats(): Promise<void> {
    for (;;) {
      if (!this.#underWay.open && !(await this.#openNext())) return;
      if (this.#stopAsked) {
        this.#tellState('paused');
        return;
      }
      const run = this.#underWay.open?.run;
      this.#playRun();
      while (run?.underWay) await run.underWay;
      if (run?.state !== 'finished') return;
      await this.#leave();
      if (this.#isOver) return;
      if (this.#once) {
        this.#tellState('paused');
        return;
      }
    }
  }

  /** Builds the next heat; false where that failed. */
  async #openNext(): Promise<boolean> {
    const heat = this.#heats.next();
    if (!heat) return false;
    const { emit, announce = unannounced } = this.#options;
    const opening = async () => {
      const built = await buildHeat(this.#options, this.#spec, heat);
      if (this.#isOver) built.executor.dispose();
      else this.#enter(heat, built);
    };
    if (this.#state !== 'running') this.#tellState('running');
    emit('waiting', { message: `Preparing ${this.#heats.nameOf(heat)}` });
    this.#opening = announce(opening).catch((error: unknown) => this.#failWith(error));
    await this.#opening;
    this.#opening = null;
    emit('waiting', { message: null });
    this.#underWay.tell();
    return this.#underWay.open !== null;
  }

  #enter(heat: Heat, built: Built): void {
    this.#underWay.enter(this.#heats.records.length, heat, this.#spec, built);
  }

  /** The end of a heat is told by `#leave`. */
  #takeState({ state, error }: Events['state']): void {
    if (state !== 'finished') this.#tellState(state, error);
  }

  /** Closes a heat that is over and frees its executor, unless its weights are all that is left to ask for. */
  async #leave(): Promise<void> {
    const { open } = this.#underWay;
    if (open?.run.state !== 'finished') return;
    const { index, heat, run, log: done } = open;
    this.#log.add(done);
    const next = this.#finishing ? null : this.#heats.next();
    if (heat.phase === 'race') await this.#kept.keep(open, next);
    this.#options.emit('heatEnd', { index, hashes: done.log.hashes, trainMs: done.log.trainMs });
    this.#underWay.leave(open);
    if (next === null) this.#tellState('finished');
    if (!this.#kept.needs(open)) await run.dispose();
  }
}
