/** What a paired test found. */
export interface SignedRank {
  /** Two-sided and exact: the share of all 2ᵐ ways to sign the m differences that are at least as far from even. */
  readonly p: number;
  /** Whether the negative (−1) or the positive (1) differences outweigh; 0 where they are even. */
  readonly sign: -1 | 0 | 1;
}

/**
 * Wilcoxon's signed-rank test of paired differences against a distribution that is symmetric about 0. Equal sizes share
 * the mean of their ranks; differences of 0 take part in the ranking and leave the sum (Pratt). Sizes count by their
 * order alone, so ±Infinity is a difference larger than any number. The distribution is not approximated: the ways to
 * sign the ranks are counted by dynamic programming.
 * @param differences lane minus baseline, one a pair; none gives p = 1
 * @throws RangeError where one is not a number
 * Source: Wilcoxon 1945; Pratt 1959, "Remarks on zeros and ties in the Wilcoxon signed rank procedures".
 */
export function signedRank(differences: ArrayLike<number>): SignedRank {
  const doubled = doubledRanks(differences);
  let below = 0;
  let above = 0;
  const ranks: number[] = [];
  for (let i = 0; i < doubled.length; i++) {
    const difference = differences[i] as number;
    const rank = doubled[i] as number;
    if (difference === 0) continue;
    ranks.push(rank);
    if (difference < 0) below += rank;
    else above += rank;
  }
  if (below === above) return { p: 1, sign: 0 };
  const counts = countRankSums(ranks, Math.min(below, above));
  return { p: Math.min(1, (2 * counts) / 2 ** ranks.length), sign: below > above ? -1 : 1 };
}

/** Twice the rank of each size among all, smallest first: twice, so that the mean of two ranks is whole. */
function doubledRanks(differences: ArrayLike<number>): Uint32Array {
  const n = differences.length;
  const sizes = Float64Array.from(differences, (difference, i) => {
    if (Number.isNaN(difference)) {
      throw new RangeError(`signed rank: difference ${i} must be a number, got NaN`);
    }
    return Math.abs(difference);
  });
  const ranks = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    let smaller = 0;
    let equal = 0;
    for (let j = 0; j < n; j++) {
      if ((sizes[j] as number) < (sizes[i] as number)) smaller++;
      else if (sizes[j] === sizes[i]) equal++;
    }
    ranks[i] = 2 * smaller + equal + 1;
  }
  return ranks;
}

/** Subsets of the ranks whose sum is at most so much. Exact to 2⁵³, which is more than pairs can have in practice. */
function countRankSums(ranks: readonly number[], max: number): number {
  const counts = new Float64Array(max + 1);
  counts[0] = 1;
  let largest = 0;
  for (const rank of ranks) {
    largest = Math.min(max, largest + rank);
    for (let sum = largest; sum >= rank; sum--) {
      counts[sum] = (counts[sum] as number) + (counts[sum - rank] as number);
    }
  }
  return counts.reduce((total, count) => total + count, 0);
}
