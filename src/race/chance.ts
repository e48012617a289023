/** How far from a guess to a perfect network a loss must have come to count as learned. */
const learnedShare = 0.02;
/** An accuracy within so many standard errors of a guess is as good as one. */
const standardErrors = 3;

/** What a guess comes to on a split: one that knows how frequent each class is, and nothing of the image. */
export interface Guess {
  /** The highest accuracy that luck explains: the most frequent class throughout, and three standard errors. */
  readonly accuracy: number;
  /** The plain cross-entropy above which nothing was learned. */
  readonly loss: number;
}

/**
 * The training loss at or above which a lane is no better than a guess, under smoothed labels q = (1 − s) 1ₖ + s / C:
 *   guess:  H(q, 1/C) = ln C, whatever s
 *   floor:  H(q) = −(1 − s + s/C) ln(1 − s + s/C) − (C − 1) (s/C) ln(s/C), what smoothing adds to a perfect network's loss
 *   chance: ln C − 0.02 (ln C − H(q)), which is 0.98 ln C without smoothing and rises to ln C as s goes to 1
 */
export function chanceLoss(classes: number, labelSmoothing: number): number {
  const guess = Math.log(classes);
  return guess - learnedShare * (guess - smoothedFloor(classes, labelSmoothing));
}

/** The entropy of a smoothed label: the least loss that a network can come to on it. */
function smoothedFloor(classes: number, labelSmoothing: number): number {
  const other = labelSmoothing / classes;
  return entropy([1 - labelSmoothing + other, ...new Array<number>(classes - 1).fill(other)]);
}

/** A guess on a split of `count` images whose classes have these shares. Evaluations know no smoothing and no dropout. */
export function guessOn(shares: readonly number[], count: number): Guess {
  const largest = Math.max(...shares);
  return {
    accuracy: largest + standardErrors * Math.sqrt((largest * (1 - largest)) / count),
    loss: (1 - learnedShare) * entropy(shares),
  };
}

/** The shares of the classes in a split, from any confusion[actual][predicted] on it; alike where there is none. */
export function classShares(confusion: readonly (readonly number[])[], classes: number): number[] {
  const counts = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? new Array<number>(classes).fill(1 / classes) : counts.map((count) => count / total);
}

const entropy = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => (share === 0 ? sum : sum - share * Math.log(share)), 0);
