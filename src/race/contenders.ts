import { excludedLanes } from './excluded.ts';
import type { SeedRun, Target } from './outcome.ts';
import { isDecided, stepsToTarget, validationOf } from './outcome.ts';
import type { Bounds } from './statistics.ts';

/** What a race is decided by: steps to the target, or where there is none the validation accuracy at the end. */
export type ScoreKind = 'steps' | 'accuracy';

export const scoreKindOf = (target: Target | null): ScoreKind => (target === null ? 'accuracy' : 'steps');

/** A lane's results over the seeds that every lane compared has finished, in the order they were raced. */
export interface Contender {
  /** Index into the lanes given. */
  readonly lane: number;
  /**
   * Less is better: steps to the target, or minus the accuracy; Infinity where the target was missed or the lane diverged.
   * Steps are known to the interval of evaluation: the target was reached after `from − 1` steps and by `by`.
   */
  readonly costs: Bounds & { readonly by: readonly number[] };
  /** Seeds in which it diverged without a result. */
  readonly diverged: number;
}

/** Who is compared, over which seeds; `excluded`: stopped by hand, see `excludedLanes`. */
export function contendersOf(
  lanes: readonly { readonly runs: readonly SeedRun[] }[],
  target: Target | null,
  evalEvery: number,
): { readonly contenders: readonly Contender[]; readonly excluded: readonly number[] } {
  const excluded = excludedLanes(lanes);
  const compared = lanes.map((_, lane) => lane).filter((lane) => !excluded.includes(lane));
  const ended = lanes.map(({ runs }) => new Map(runs.filter(isDecided).map((run) => [run.seed, run])));
  const [first] = compared;
  const common = [...((first === undefined ? undefined : ended[first])?.keys() ?? [])].filter((seed) =>
    compared.every((lane) => ended[lane]?.has(seed)),
  );
  const contenders = compared.map((lane): Contender => {
    const runs = common.flatMap((seed) => ended[lane]?.get(seed) ?? []);
    const by = runs.map(target === null ? accuracyCost : stepsToTarget);
    const from = target === null ? by : by.map((step) => earliest(step, evalEvery));
    const diverged = runs.filter(
      ({ state }, i) => state === 'diverged' && by[i] === Number.POSITIVE_INFINITY,
    );
    return { lane, costs: { from, by }, diverged: diverged.length };
  });
  return { contenders, excluded };
}

/** Minus the accuracy of the last evaluation on the validation split; Infinity where the lane diverged. */
function accuracyCost({ state, evaluations }: SeedRun): number {
  const last = validationOf(evaluations).at(-1);
  return state === 'diverged' || last === undefined ? Number.POSITIVE_INFINITY : -last.accuracy;
}

/** The fewest steps that a target seen at `step` can have taken: one more than at the evaluation before. */
function earliest(step: number, evalEvery: number): number {
  return Number.isFinite(step) ? (Math.ceil(step / evalEvery) - 1) * evalEvery + 1 : step;
}
