import type { ErrorReport } from '../../core/errors.ts';
import { DownhillError, toErrorReport } from '../../core/errors.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Pretrained } from '../../nn/files/start-values.ts';
import { startValues } from '../../nn/files/start-values.ts';
import type { Layer } from '../../nn/layer.ts';
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
import { BatchHash, hashWeights } from './hashes.ts';
import { Heats, heatSpec } from './heats.ts';
import { OpenHeat } from './open-heat.ts';
import type { HeatLog } from './race-result.ts';
import { heatRecord, raceResult } from './race-result.ts';
import type { Trained } from './trained.ts';
import { describedWeights, trainedNow, trainedOnHost } from './trained.ts';

export interface RaceOptions {
  readonly spec: ExperimentSpec;
  /** Of the model. */
  readonly title: string;
  readonly dataset: Dataset;
  readonly adapter: AdapterReport;
  /** What all lanes start from; random weights where there is none. */
  readonly pretrained?: Pretrained | null;
  /** The model of a heat's experiment with its initial weights, ready to take steps; `health`: measured layer by layer. */
  readonly build: (spec: ExperimentSpec, health: boolean) => Promise<Built>;
  /** Tells of building, which may hold the thread; left out where nobody listens. */
  readonly announce?: Announce;
  readonly emit: Emit;
  /** There are numbers to be taken with `takeMetrics`. */
  readonly onMetrics: () => void;
}

const unannounced: Announce = async (work) => work();

/** Nothing is measured that would lengthen tuning, or what is timed. */
const isMeasured = ({ phase }: Heat): boolean => phase === 'race';

/**
 * An experiment from its first heat to its last, one run after the other; a run that is no race has one heat. To the
 * page it is a single run that is played, paused and finished.
 */
export class Race {
  readonly report: OpenReport;
  readonly #options: RaceOptions;
  readonly #layers: readonly Layer[];
  readonly #heats: Heats;
  readonly #raced: HeatLog[] = [];
  /** Of the heat raced last, once it is over. */
  #trained: Trained | null = null;
  /** The heat with which all was over: its executor stays for its weights. */
  #last: OpenHeat | null = null;
  #spec: ExperimentSpec;
  #state: RunState = 'building';
  #step = 0;
  /** Null between heats. */
  #open: OpenHeat | null = null;
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
  #stepsPerSecond: number | null = null;

  /**
   * Builds the first heat. Nothing is told before `begin`.
   * @throws DownhillError code `device` where the adapter does not suffice, `spec` where the data do not
   */
  static async open(options: RaceOptions): Promise<Race> {
    const { spec, dataset, build, announce = unannounced } = options;
    const { stepsPerEpoch } = batchOrder(spec, dataset);
    const { steps, epochs } = spec.training;
    const horizon = steps ?? (epochs === null ? null : epochs * stepsPerEpoch);
    const heats = new Heats(spec, horizon);
    const heat = heats.next();
    if (!heat) throw new RangeError('race: has no heat');
    return announce(async () => {
      const built = await build(heatSpec(spec, heat), isMeasured(heat));
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
    this.#layers = built.layers;
    this.#heats = heats;
    const model = summarize(options.title, built.layers);
    this.report = { model, classes: options.dataset.manifest.classes, stepsPerEpoch, horizon };
    this.#enter(heat, built);
  }

  get state(): RunState {
    return this.#state;
  }

  /** Steps taken in the heat under way. */
  get step(): number {
    return this.#open?.run.step ?? this.#step;
  }

  /** Tells of the first heat, at rest before its first step. */
  begin(): void {
    this.#tellHeat();
    this.#tellState('paused');
  }

  /** The numbers of every lane since the last call. */
  takeMetrics(): MetricsFrame[] {
    return (this.#open?.run.lanes ?? []).flatMap((lane) => lane.metrics.take() ?? []);
  }

  /** What was measured of the layers of every lane since the last call. */
  takeHealth(): HealthFrame[] {
    return (this.#open?.run.lanes ?? []).flatMap((lane) => lane.health.take() ?? []);
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
    if (!this.#open) {
      this.#tellState('finished');
      return;
    }
    const { run, heat } = this.#open;
    await run.finish(evaluate && heat.phase === 'race');
    this.#finishing = run.state === 'finished';
    await this.#leave();
  }

  async #stop(): Promise<void> {
    this.#stopAsked = true;
    await this.#open?.run.pause();
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
    const step = this.#open?.change(lane, change) ?? this.#step;
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
    if (this.#isOver) return this.#step;
    this.#heats.drop(lane);
    const steps = this.#open?.drop(lane) ?? 0;
    if (this.#heats.allDropped) await this.finish(false);
    return steps;
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.#open?.setSpeed(stepsPerSecond);
  }

  fail(error: ErrorReport): void {
    if (this.#isOver) return;
    this.#stopAsked = true;
    if (this.#open) this.#open.run.fail(error);
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
      const isRaced = this.#trained === null || this.#open?.heat.phase === 'race';
      const trained = this.#open && isRaced ? trainedNow(this.#open) : this.#trained;
      if (trained) return await describedWeights(this.#spec, trained, lane, this.#options.dataset.manifest);
    } finally {
      if (goOn) this.play();
    }
    throw new DownhillError({
      code: 'state',
      message: 'Weights: none are at hand between two seeds; wait until the next has begun',
    });
  }

  async dispose(): Promise<void> {
    await this.pause();
    await this.#last?.run.dispose();
    this.#last = null;
    await this.#open?.run.dispose();
    this.#open = null;
  }

  result(): RunResult {
    const { adapter } = this.#options;
    const { model } = this.report;
    const under = this.#open?.log;
    const raced = under?.heat.phase === 'race' ? [...this.#raced, under] : this.#raced;
    return raceResult({
      spec: this.#spec,
      adapter,
      model,
      hashes: raced[0]?.log.hashes ?? this.#noHashes(),
      raced,
      heats: under ? [...this.#heats.records, heatRecord(under)] : this.#heats.records,
    });
  }

  /** Before a seed is raced: of the weights it would start from. */
  #noHashes(): RunResult['hashes'] {
    const { pretrained = null } = this.#options;
    const init = hashWeights(startValues(this.#layers, this.#spec.seed, pretrained).weights);
    return { init, batches: new BatchHash().hex };
  }

  get #isOver(): boolean {
    return this.#state === 'finished' || this.#state === 'failed';
  }

  #tellState(state: RunState, error: ErrorReport | null = null): void {
    this.#state = state;
    this.#options.emit('state', { state, step: this.step, error });
  }

  #tellHeat(): void {
    if (!this.#open) return;
    const { index, heat } = this.#open;
    this.#options.emit('heat', { index, heat });
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
    this.#open?.run.play(this.#once ? 1 : Number.POSITIVE_INFINITY);
  }

  #failWith(error: unknown): void {
    if (!this.#isOver) this.#tellState('failed', toErrorReport(error));
  }

  async #trainHeats(): Promise<void> {
    for (;;) {
      if (!this.#open && !(await this.#openNext())) return;
      if (this.#stopAsked) {
        this.#tellState('paused');
        return;
      }
      const run = this.#open?.run;
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
    const { emit, build, announce = unannounced } = this.#options;
    const opening = async () => {
      const built = await build(heatSpec(this.#spec, heat), isMeasured(heat));
      if (this.#isOver) built.executor.dispose();
      else this.#enter(heat, built);
    };
    if (this.#state !== 'running') this.#tellState('running');
    emit('waiting', { message: `Preparing ${this.#heats.nameOf(heat)}` });
    this.#opening = announce(opening).catch((error: unknown) => this.#failWith(error));
    await this.#opening;
    this.#opening = null;
    emit('waiting', { message: null });
    this.#tellHeat();
    return this.#open !== null;
  }

  #enter(heat: Heat, built: Built): void {
    const { dataset, emit, onMetrics } = this.#options;
    const relay: Emit = (kind, payload) => {
      if (kind !== 'state') emit(kind, payload);
      else this.#takeState(payload as Events['state']);
    };
    const index = this.#heats.records.length;
    const { horizon } = this.report;
    const spec = this.#spec;
    this.#open = new OpenHeat({ index, heat, spec, horizon, dataset, built, emit: relay, onMetrics });
    this.#open.setSpeed(this.#stepsPerSecond);
  }

  /** The end of a heat is told by `#leave`. */
  #takeState({ state, error }: Events['state']): void {
    if (state !== 'finished') this.#tellState(state, error);
  }

  /** Closes a heat that is over and frees its executor, unless its weights are all that is left to ask for. */
  async #leave(): Promise<void> {
    const { emit } = this.#options;
    const open = this.#open;
    if (open?.run.state !== 'finished') return;
    const { index, heat, run, log: done } = open;
    this.#heats.add(heat, heatRecord(done));
    if (heat.phase === 'race') this.#raced.push(done);
    const isOver = this.#finishing || this.#heats.next() === null;
    if (heat.phase === 'race') await this.#keepTrained(open, isOver);
    emit('heatEnd', { index, hashes: done.log.hashes, trainMs: done.log.trainMs });
    this.#step = run.step;
    this.#open = null;
    if (isOver) this.#tellState('finished');
    if (open !== this.#last) await run.dispose();
  }

  async #keepTrained(open: OpenHeat, isOver: boolean): Promise<void> {
    this.#trained = null;
    if (isOver) {
      this.#last = open;
      this.#trained = trainedNow(open);
    } else if (this.#heats.next()?.phase === 'timing') this.#trained = await trainedOnHost(open);
  }
}
