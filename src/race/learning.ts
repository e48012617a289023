import { DebiasedMean } from '../core/debiased-mean.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { Guess } from './chance.ts';
import { chanceLoss, classShares, guessOn } from './chance.ts';
import type { LaneState, RaceEvaluation } from './outcome.ts';

export const learningLimits = {
  /** Weight of the debiased mean of the training loss. */
  smoothing: 0.95,
  /** Losses that this mean weighs alike, roughly: the luck of fewer batches is no learning. */
  stableSteps: 20,
  /** A lane may be at chance for so many steps: a spike passes. */
  patience: 100,
  /** At the start for this part of the run too, and for the length of its warm-up. */
  startShare: 0.25,
  /** In a run until stopped for so many steps. */
  openStart: 500,
  /** A mean of so many times what a guess or the first step lost has exploded. */
  growth: 3,
} as const;

/** What the rules need to know of a lane beside its numbers. */
export interface LearningTerms {
  readonly classes: number;
  readonly labelSmoothing: number;
  /** Steps of the whole run; null until stopped. */
  readonly totalSteps: number | null;
  /** Images that validation is measured on. */
  readonly validation: number;
  /** Steps of the warm-up of the lane's learning rate. */
  readonly warmup: number;
}

/** @param classes of the data; `totalSteps`: steps of the whole run, null until stopped */
export function learningTerms(
  { training, data }: ExperimentSpec,
  { lrSchedule }: LaneSpec,
  classes: number,
  totalSteps: number | null,
): LearningTerms {
  const { labelSmoothing } = training;
  return { classes, labelSmoothing, totalSteps, validation: data.validation, warmup: lrSchedule.warmup };
}

/** Whether a lane takes no more steps, and has not diverged. */
export const isAtRest = (state: LaneState): boolean =>
  state === 'finished' || state === 'stopped' || state === 'target';

/** An evaluation with confusion[actual][predicted], where it was kept. */
type EvaluationWithConfusion = RaceEvaluation & { readonly confusion?: readonly (readonly number[])[] };

/** That a lane trains and is no better than a guess. Steps count those taken. */
export type Idle =
  | {
      /** It never was better. */
      readonly id: 'notLearning';
      /** Of the evaluation that shows it. */
      readonly step: number;
      readonly accuracy: number;
      /** Whether its loss once exploded: it was too fast, and never too slow. */
      readonly exploded: boolean;
    }
  | {
      /** It was better before. */
      readonly id: 'collapsed';
      readonly step: number;
      readonly accuracy: number;
      /** The first step whose smoothed loss was at chance, without a break since; null where the end came too soon to tell. */
      readonly since: number | null;
      /** The best evaluation before, where one was better than a guess. */
      readonly best: { readonly step: number; readonly accuracy: number } | null;
    };

/**
 * Tells from a lane's losses and evaluations whether it learns. An evaluation decides, a loss alone never does:
 *   guessing:     accuracy ≤ guess + 3 standard errors, and loss ≥ 0.98 of a guess's (see `guessOn`)
 *   at chance:    the debiased mean of the training loss, weight 0.95, ≥ `chanceLoss`
 *   learned:      an evaluation beyond a guess's accuracy, or the mean below chance after 20 losses
 *   exploded:     that mean once was above 3 times ln C, and 3 times the first loss
 *   not learning: past max(100 steps, a quarter of the run, the warm-up and 100 more), or at the end past 100 steps:
 *                 never learned, at chance, and the latest evaluation guesses
 *   collapsed:    learned, then at chance for 100 steps, and the latest evaluation guesses; at the end of the run, as soon
 *                 as the last evaluation guesses, and the mean is at chance unless an evaluation had been better
 * Losses that are not finite are left out.
 */
export class LearningWatch {
  readonly #terms: LearningTerms;
  readonly #chance: number;
  readonly #mean = new DebiasedMean(learningLimits.smoothing);
  #guess: Guess;
  #steps = 0;
  #losses = 0;
  #hasDipped = false;
  /** Above which the mean has exploded; known from the first loss on. */
  #maxMean: number | null = null;
  #hasExploded = false;
  /** The first step of those at chance without a break; null where the latest is not. */
  #since: number | null = 0;
  #best: { readonly step: number; readonly accuracy: number } | null = null;
  #latest: EvaluationWithConfusion | null = null;
  #running: Idle | null = null;
  #ended: Idle | null = null;

  constructor(terms: LearningTerms) {
    this.#terms = terms;
    this.#chance = chanceLoss(terms.classes, terms.labelSmoothing);
    this.#guess = guessOn(classShares([], terms.classes), terms.validation);
  }

  /** How many losses were taken in. */
  get steps(): number {
    return this.#steps;
  }

  /** Takes in the loss of the next step. */
  next(loss: number): void {
    const step = this.#steps++;
    if (!Number.isFinite(loss)) return;
    this.#losses++;
    this.#maxMean ??= learningLimits.growth * Math.max(loss, Math.log(this.#terms.classes));
    const mean = this.#mean.next(loss);
    if (mean > this.#maxMean) this.#hasExploded = true;
    if (mean >= this.#chance) {
      this.#since ??= step;
      return;
    }
    this.#since = null;
    if (this.#losses >= learningLimits.stableSteps) this.#hasDipped = true;
  }

  /** The classes of the validation split, from a confusion on it. */
  know(confusion: readonly (readonly number[])[]): void {
    if (confusion.length === 0) return;
    this.#guess = guessOn(classShares(confusion, this.#terms.classes), this.#terms.validation);
  }

  /** Takes in an evaluation on validation; all losses before it have been taken in. */
  evaluated(evaluation: EvaluationWithConfusion): void {
    this.know(evaluation.confusion ?? []);
    const { step, accuracy } = evaluation;
    if (accuracy > this.#guess.accuracy && !(this.#best && this.#best.accuracy >= accuracy)) {
      this.#best = { step, accuracy };
    }
    this.#latest = evaluation;
    this.#running = this.#judge(false);
    this.#ended = this.#judge(true);
  }

  /** What the latest evaluation shows, the same object as long as it is the latest; `ended`: no step follows. */
  idle(ended: boolean): Idle | null {
    return ended ? this.#ended : this.#running;
  }

  #judge(ended: boolean): Idle | null {
    if (this.#latest === null || !this.#isGuess(this.#latest)) return null;
    const { step, accuracy } = this.#latest;
    const since = this.#since;
    const { patience } = learningLimits;
    if (this.#best === null && !this.#hasDipped) {
      const isPast = step >= (ended ? patience : this.#start);
      if (!isPast || since === null) return null;
      return { id: 'notLearning', step, accuracy, exploded: this.#hasExploded };
    }
    const lasts = since !== null && step - since >= patience;
    const endsSo = ended && (since !== null || this.#best !== null);
    return lasts || endsSo ? { id: 'collapsed', step, accuracy, since, best: this.#best } : null;
  }

  #isGuess({ accuracy, loss }: EvaluationWithConfusion): boolean {
    return accuracy <= this.#guess.accuracy && !(loss < this.#guess.loss);
  }

  get #start(): number {
    const { totalSteps, warmup } = this.#terms;
    const { patience, startShare, openStart } = learningLimits;
    const share = totalSteps === null ? openStart : Math.ceil(startShare * totalSteps);
    return Math.max(patience, share, warmup > 0 ? warmup + patience : 0);
  }
}

/** What a lane's losses and evaluations show in all; see `LearningWatch`. `ended`: it takes no more steps. */
export function idleOf(
  losses: ArrayLike<number>,
  evaluations: readonly EvaluationWithConfusion[],
  terms: LearningTerms,
  ended: boolean,
): Idle | null {
  const watch = new LearningWatch(terms);
  feed(watch, losses, evaluations);
  return watch.idle(ended);
}

/** Hands a watch the losses and the validations it has not had yet, in order; returns how many of `evaluations` it has had. */
export function feed(
  watch: LearningWatch,
  losses: ArrayLike<number>,
  evaluations: readonly EvaluationWithConfusion[],
  from = 0,
): number {
  if (from === 0) watch.know(evaluations.find(hasConfusion)?.confusion ?? []);
  let had = from;
  for (; had < evaluations.length; had++) {
    const evaluation = evaluations[had];
    if (evaluation === undefined || evaluation.step > losses.length) break;
    while (watch.steps < evaluation.step) watch.next(losses[watch.steps] ?? Number.NaN);
    if (evaluation.split === 'validation') watch.evaluated(evaluation);
  }
  return had;
}

const hasConfusion = ({ split, confusion = [] }: EvaluationWithConfusion): boolean =>
  split === 'validation' && confusion.length > 0;
