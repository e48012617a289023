import { DebiasedMean } from '../core/debiased-mean.ts';
import type { Divergence } from '../protocol/messages.ts';

const smoothing = 0.95;
/** Losses that the mean weighs alike, roughly: the luck of fewer batches is no learning. */
const settled = Math.round(1 / (1 - smoothing));
const patience = 100;

/** A hand on the lane, for the message: what went from where to where, before which step. */
export interface Cause {
  readonly step: number;
  readonly text: string;
}

/** The last hand up to a step; asked only where a lane diverges. A loss shows the hands of earlier steps alone. */
type CauseOf = (step: number) => Cause | null;

/**
 * The rules of divergence, fed with every loss in order:
 *   1. not finite, or above 1000 ln(classes);
 *   2. fallen back to chance: the smoothed loss at or above ln(classes) for 100 steps after having been below;
 *   3. refused by the stability guard 100 times in a row.
 * Smoothed: the debiased exponential mean with weight 0.95, which tells of having been below from its 20th value on. A
 * step that the guard refused counts for the third alone.
 */
export class DivergenceWatch {
  readonly #chance: number;
  readonly #classes: number;
  readonly #mean = new DebiasedMean(smoothing);
  #losses = 0;
  #wasBelow = false;
  #stepsAtChance = 0;
  #refused = 0;

  constructor(classes: number) {
    this.#classes = classes;
    this.#chance = Math.log(classes);
  }

  /** The divergence this loss shows, or null. */
  next(step: number, loss: number, accepted: boolean, lr: number, causeOf: CauseOf): Divergence | null {
    if (!accepted) return this.#refuse(step, lr, causeOf);
    this.#refused = 0;
    if (!Number.isFinite(loss) || loss > 1000 * this.#chance) {
      const reason = Number.isFinite(loss) ? 'too large' : 'not finite';
      const value = Number.isFinite(loss) ? loss.toExponential(1) : Number.isNaN(loss) ? 'NaN' : 'infinite';
      return {
        step,
        reason,
        message: `Loss became ${value} at step ${step}${because(step, lr, causeOf(step - 1))}.`,
      };
    }
    this.#losses++;
    if (this.#mean.next(loss) < this.#chance) {
      if (this.#losses >= settled) this.#wasBelow = true;
      this.#stepsAtChance = 0;
    } else if (this.#wasBelow && ++this.#stepsAtChance >= patience) {
      const since = step - patience + 1;
      const chance = `At chance (loss ln ${this.#classes} = ${this.#chance.toFixed(2)})`;
      return {
        step,
        reason: 'at chance',
        message: `${chance} since step ${since}${because(since, lr, causeOf(since - 1))}.`,
      };
    }
    return null;
  }

  #refuse(step: number, lr: number, causeOf: CauseOf): Divergence | null {
    if (++this.#refused < patience) return null;
    const since = step - patience + 1;
    const message = `The guard skipped every step since step ${since}${because(since, lr, causeOf(since))}.`;
    return { step, reason: 'skipped', message };
  }
}

function because(step: number, lr: number, cause: Cause | null): string {
  if (cause === null) return ` with lr ${Number(lr.toPrecision(3))}`;
  const after = step - cause.step;
  return `, ${after} ${after === 1 ? 'step' : 'steps'} after ${cause.text}`;
}
