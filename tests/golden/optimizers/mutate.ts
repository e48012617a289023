import type { Assignment, Expr } from '../../../src/core/expr.ts';
import {
  add,
  div,
  mapOperands,
  max,
  min,
  mul,
  operandsOf,
  select,
  sub,
  variable,
} from '../../../src/core/expr.ts';
import { alignedTex, assignmentToTex, exprToTex } from '../../../src/core/tex.ts';
import { symbolOf } from '../../../src/optim/symbols.ts';
import type { CustomOp, Recurrence, Stage, Transform } from '../../../src/optim/transform.ts';

/** Something with one thing in it made wrong; `what` says which, the same for the same mistake. */
export interface Mutant<T> {
  readonly what: string;
  readonly mutated: T;
}

/** Every expression that differs from this one by one mistake in one node. */
function mutateExpr(expr: Expr): Expr[] {
  const inside = operandsOf(expr).flatMap((operand, i) =>
    mutateExpr(operand).map((mutated) => {
      let at = 0;
      return mapOperands(expr, (original) => (at++ === i ? mutated : original));
    }),
  );
  return [...mistakesAt(expr), ...inside];
}

function mistakesAt(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case 'constant':
      return [expr.value + 1, 0]
        .filter((value) => value !== expr.value)
        .map((value) => ({ op: 'constant', value }));
    case 'variable':
      if (expr.name === 't') return [add(expr, 1), sub(expr, 1)];
      return expr.name.endsWith('Next') ? [variable(expr.name.slice(0, -4))] : [];
    case 'add':
      return [sub(expr.left, expr.right), expr.left, expr.right];
    case 'sub':
      return [add(expr.left, expr.right), expr.left, expr.right];
    case 'mul':
      return [div(expr.left, expr.right), expr.left, expr.right];
    case 'div':
      return [mul(expr.left, expr.right), expr.left, expr.right];
    case 'min':
      return [max(expr.left, expr.right), expr.left, expr.right];
    case 'max':
      return [min(expr.left, expr.right), expr.left, expr.right];
    case 'pow':
      return [mul(expr.left, expr.right), expr.left];
    case 'select':
      return [select(expr.condition, expr.otherwise, expr.whenPositive), expr.whenPositive, expr.otherwise];
    default:
      return [expr.arg];
  }
}

function mutateProgram(program: readonly Assignment[]): Mutant<readonly Assignment[]>[] {
  return program.flatMap((assignment, i) => {
    const written = assignmentToTex(assignment, symbolOf);
    const changed = mutateExpr(assignment.value).map((value) => ({
      what: `${written} became ${exprToTex(value, symbolOf)}`,
      mutated: program.with(i, { ...assignment, value }),
    }));
    return [...changed, { what: `${written} left out`, mutated: program.toSpliced(i, 1) }];
  });
}

function mutateCustomOp(op: CustomOp): CustomOp[] {
  switch (op.id) {
    case 'attention':
      return [
        { ...op, keep: op.keep + 1 },
        { ...op, keep: op.keep - 1 },
        { ...op, headSize: op.headSize + 1 },
      ];
    case 'orthogonalize':
      return [4, 6].map((steps) => ({ ...op, steps }));
    case 'guard':
      return [30, 32].map((window) => ({ ...op, window }));
  }
}

function mutateStage(stage: Stage): Mutant<Stage>[] {
  if (stage.kind === 'custom-op') {
    return mutateCustomOp(stage.op).map((op) => ({
      what: `${JSON.stringify(stage.op)} became ${JSON.stringify(op)}`,
      mutated: { ...stage, op },
    }));
  }
  if (stage.kind === 'elementwise') {
    return mutateProgram(stage.program).map(({ what, mutated }) => ({
      what: `${stage.group ?? 'all'}: ${what}`,
      mutated: { ...stage, program: mutated },
    }));
  }
  const sums = mutateExpr(stage.sum).map((sum) => ({
    what: `sum of ${exprToTex(stage.sum, symbolOf)} became ${exprToTex(sum, symbolOf)}`,
    mutated: { ...stage, sum },
  }));
  const finishes = mutateProgram(stage.finish).map(({ what, mutated }) => ({
    what,
    mutated: { ...stage, finish: mutated },
  }));
  return [...sums, ...finishes];
}

function mutateRecurrence(recurrence: Recurrence): Mutant<Recurrence>[] {
  const { name: target, value, initial } = recurrence;
  const written = alignedTex([assignmentToTex({ target, value }, symbolOf)]);
  return [
    { what: `${written} from ${initial + 1}`, mutated: { ...recurrence, initial: initial + 1 } },
    ...mutateExpr(value).map((changed) => ({
      what: `${written} became ${exprToTex(changed, symbolOf)}`,
      mutated: { ...recurrence, value: changed },
    })),
  ];
}

function mutateTransform(transform: Transform): Mutant<Transform>[] {
  const { stages, recurrences = [] } = transform;
  return [
    ...stages.flatMap((stage, i) =>
      mutateStage(stage).map(({ what, mutated }) => ({
        what,
        mutated: { ...transform, stages: stages.with(i, mutated) },
      })),
    ),
    ...recurrences.flatMap((recurrence, i) =>
      mutateRecurrence(recurrence).map(({ what, mutated }) => ({
        what,
        mutated: { ...transform, recurrences: recurrences.with(i, mutated) },
      })),
    ),
  ];
}

/** Every list of transforms that differs from this one by one mistake. */
export const mutateTransforms = (transforms: readonly Transform[]): Mutant<readonly Transform[]>[] =>
  transforms.flatMap((transform, i) =>
    mutateTransform(transform).map(({ what, mutated }) => ({ what, mutated: transforms.with(i, mutated) })),
  );
