import type { Expr } from '../../core/expr.ts';
import type { CustomOpStage, ElementwisePart, ReduceStage } from '../plan.ts';
import type { Group, Stage } from '../transform.ts';

type Elementwise = Extract<Stage, { kind: 'elementwise' }>;

/** Element-wise stages that stood side by side, not yet hoisted. */
export interface MergedElementwise {
  readonly kind: 'elementwise';
  readonly parts: readonly ElementwisePart[];
}

export type MergedStage = MergedElementwise | ReduceStage | CustomOpStage;

/**
 * Reduces with the same `into` become the first of them, with the finishes of all; then consecutive element-wise
 * stages become one.
 */
export function merge(stages: readonly Stage[]): MergedStage[] {
  const merged: MergedStage[] = [];
  let run: Elementwise[] = [];
  const flush = (): void => {
    if (run.length > 0) merged.push({ kind: 'elementwise', parts: partsOf(run) });
    run = [];
  };
  for (const stage of joinReduces(stages)) {
    if (stage.kind === 'elementwise') {
      run.push(stage);
      continue;
    }
    flush();
    merged.push(stage);
  }
  flush();
  return merged;
}

function joinReduces(stages: readonly Stage[]): Stage[] {
  const reduces = new Map<string, ReduceStage>();
  for (const stage of stages) {
    if (stage.kind !== 'reduce') continue;
    const first = reduces.get(stage.into);
    reduces.set(stage.into, first ? joined(first, stage) : stage);
  }
  return stages.flatMap((stage): readonly Stage[] => {
    if (stage.kind !== 'reduce') return [stage];
    const reduce = reduces.get(stage.into);
    reduces.delete(stage.into);
    return reduce ? [reduce] : [];
  });
}

function joined(first: ReduceStage, second: ReduceStage): ReduceStage {
  if (!isSame(first.sum, second.sum)) {
    throw new RangeError(`chain: two reduces into ${first.into} must have the same sum`);
  }
  const values = new Map(first.finish.map(({ target, value }) => [target, value]));
  for (const { target, value } of second.finish) {
    const other = values.get(target);
    if (other && !isSame(other, value))
      throw new RangeError(`chain: two reduces assign ${target} in two ways`);
  }
  return {
    ...first,
    finish: [...first.finish, ...second.finish.filter(({ target }) => !values.has(target))],
  };
}

const isSame = (a: Expr, b: Expr): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One program for all, or, where a stage is of one group, one for each group that has work. */
function partsOf(run: readonly Elementwise[]): ElementwisePart[] {
  const programFor = (group: Group) =>
    run.filter((stage) => (stage.group ?? group) === group).flatMap(({ program }) => program);
  if (run.every(({ group }) => group === undefined)) {
    return [{ group: 'all', program: run.flatMap(({ program }) => program) }];
  }
  return (['matrices', 'others'] as const)
    .map((group) => ({ group, program: programFor(group) }))
    .filter(({ program }) => program.length > 0);
}
