import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import type { ExperimentSpec, LaneChange, LaneSpec } from '../../experiment/schema.ts';
import { optimizerById } from '../../optim/index.ts';
import type { EpochLoss, Evaluation } from '../../protocol/training-facts.ts';
import type { LaneHistory, LayerStatisticsRecord } from '../../race/checkpoint.ts';
import type { LaneIssue } from '../../race/lane-issue.ts';
import { divergedIssue, idleIssue } from '../../race/lane-issue.ts';
import type { LearningTerms } from '../../race/learning.ts';
import { idleOf, isAtRest, learningTerms } from '../../race/learning.ts';
import type { Divergence, LaneState, TargetRule } from '../../race/outcome.ts';
import { meetsTarget } from '../../race/outcome.ts';
import { DivergenceWatch } from './divergence.ts';

/** What a recorded step changed, for the run to tell the page. */
export interface StepRecord {
  readonly epoch: EpochLoss | null;
  readonly divergence: Divergence | null;
}

/** All that is known of one lane while it runs: its hyperparameters, every loss, evaluations, state. */
export class LaneTrack {
  readonly timeline: HyperparamTimeline;
  /** The hyperparameter that the lane's momentum schedule moves. */
  readonly momentumKey: string;
  readonly stepsPerEpoch: number;
  readonly losses: number[] = [];
  readonly evaluations: Evaluation[] = [];
  readonly epochs: EpochLoss[] = [];
  readonly layerStatistics: LayerStatisticsRecord[] = [];
  state: LaneState = 'ready';
  divergence: Divergence | null = null;
  targetStep: number | null = null;
  /** Steps that the stability guard did not take. */
  readonly #skippedSteps: number[] = [];
  #stopped = false;
  readonly #targetRule: TargetRule;
  readonly #watch: DivergenceWatch;
  readonly #terms: LearningTerms;
  #epochSum = 0;

  constructor(
    spec: ExperimentSpec,
    index: number,
    classes: number,
    stepsPerEpoch: number,
    totalSteps: number | null,
  ) {
    const lane = spec.lanes[index];
    if (!lane) throw new RangeError(`lane: there is no lane ${index}`);
    const { target, evalEvery } = spec.training;
    this.#targetRule = { target, evalEvery, length: totalSteps ?? Number.POSITIVE_INFINITY };
    this.stepsPerEpoch = stepsPerEpoch;
    this.#watch = new DivergenceWatch(classes);
    this.#terms = learningTerms(spec, lane, classes, totalSteps);
    this.timeline = new HyperparamTimeline(lane, totalSteps);
    this.momentumKey = optimizerById(lane.optimizer.id).momentumKey ?? '';
  }

  /** How many steps the stability guard did not take. */
  get skipped(): number {
    return this.#skippedSteps.length;
  }

  /** A copy of what came of its steps. */
  get history(): LaneHistory {
    return {
      losses: Float32Array.from(this.losses),
      skippedSteps: [...this.#skippedSteps],
      evaluations: [...this.evaluations],
      layerStatistics: [...this.layerStatistics],
      state: this.state,
      isStopped: this.#stopped,
    };
  }

  /** Takes in what came of steps before, as if it had been recorded here; before the first of its own. */
  replay({ losses, skippedSteps, evaluations, layerStatistics, state, isStopped }: LaneHistory): void {
    const skipped = new Set(skippedSteps);
    losses.forEach((loss, step) => {
      this.record(loss, !skipped.has(step));
    });
    for (const evaluation of evaluations) this.evaluated(evaluation);
    for (const measured of layerStatistics) this.layerStatistics.push(measured);
    if (isStopped) this.stop();
    this.state = state;
  }

  /** True while it takes steps: neither diverged nor stopped. */
  get active(): boolean {
    return this.divergence === null && !this.#stopped;
  }

  /** Ends it where it is, by hand; what has diverged stays so. */
  stop(): void {
    if (!this.active) return;
    this.#stopped = true;
    this.state = this.targetStep === null ? 'stopped' : 'target';
  }

  /** The lane as it would have to be written to repeat this run: with its live edits. */
  get spec(): LaneSpec {
    return this.timeline.lane;
  }

  change(step: number, set: LaneChange): void {
    this.timeline.change(step, set);
  }

  /**
   * Takes in the loss of the next step; nothing after a divergence counts.
   * @param accepted false where the stability guard did not take the step
   */
  record(loss: number, accepted: boolean): StepRecord {
    const step = this.losses.length;
    this.losses.push(loss);
    if (!accepted) this.#skippedSteps.push(step);
    const broken = this.#watch.next(loss, accepted);
    if (broken !== null) {
      this.divergence = { step, reason: broken };
      this.state = 'diverged';
    }
    this.#epochSum += loss;
    if ((step + 1) % this.stepsPerEpoch !== 0) return { epoch: null, divergence: this.divergence };
    const epoch = {
      epoch: (step + 1) / this.stepsPerEpoch,
      runningLoss: this.#epochSum / this.stepsPerEpoch,
    };
    this.epochs.push(epoch);
    this.#epochSum = 0;
    return { epoch, divergence: this.divergence };
  }

  /** Takes in an evaluation; true where it is the first that meets the target. */
  evaluated(evaluation: Evaluation): boolean {
    this.evaluations.push(evaluation);
    if (this.targetStep !== null || !meetsTarget(evaluation, this.#targetRule)) return false;
    this.targetStep = evaluation.step;
    return true;
  }

  /** What is wrong with it so far, and which number is to blame; null while all is well. */
  get issue(): LaneIssue | null {
    const { totalSteps } = this.#terms;
    if (this.divergence !== null) {
      return divergedIssue(this.divergence, this.losses.at(-1) ?? Number.NaN, this.spec, totalSteps);
    }
    const idle = idleOf(this.losses, this.evaluations, this.#terms, isAtRest(this.state));
    return idle && idleIssue(idle, this.spec, totalSteps);
  }
}
