import { log } from '../../core/portable-math.ts';
import { rejectedPatience } from '../../race/lane-issue.ts';
import type { Divergence } from '../../race/outcome.ts';

/** A loss is too large from so many times that of a guess on. */
const explodedFactor = 1000;

/**
 * The rules of divergence, fed with every loss in order; a lane that breaks one takes no further step:
 *   1. not finite;
 *   2. above 1000 ln(classes);
 *   3. refused by the stability guard 100 times in a row.
 * A step that the guard refused counts for the third alone. That a lane is no better than a guess does not end it: see
 * `race/learning.ts`.
 */
export class DivergenceWatch {
  readonly #limit: number;
  #rejected = 0;

  constructor(classes: number) {
    this.#limit = explodedFactor * log(classes);
  }

  /** The rule this loss breaks, or null. */
  next(loss: number, accepted: boolean): Divergence['reason'] | null {
    if (!accepted) return ++this.#rejected < rejectedPatience ? null : 'skipped';
    this.#rejected = 0;
    if (!Number.isFinite(loss)) return 'notFinite';
    return loss > this.#limit ? 'tooLarge' : null;
  }
}
