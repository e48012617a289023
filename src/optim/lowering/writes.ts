import { inputsOf, variablesOf } from '../../core/expr.ts';
import type { MergedElementwise, MergedStage } from './merge.ts';

/** Which of theta, g and the slots the stage at `index` must store: what it assigns, but g only where it is read again. */
export function writesOf(
  stages: readonly MergedStage[],
  index: number,
  fields: ReadonlySet<string>,
): readonly string[] {
  const stage = stages[index];
  if (stage?.kind !== 'elementwise') return [];
  const assigned = new Set(stage.parts.flatMap(({ program }) => program.map(({ target }) => target)));
  const gradientLives = stages.slice(index + 1).some(readsGradient);
  return [...fields].filter((field) => assigned.has(field) && (field !== 'g' || gradientLives));
}

function readsGradient(stage: MergedStage): boolean {
  if (stage.kind === 'reduce') return variablesOf(stage.sum).has('g');
  if (stage.kind === 'custom-op') return stage.op.id !== 'guard';
  return readsInput(stage, 'g');
}

const readsInput = (stage: MergedElementwise, name: string): boolean =>
  stage.parts.some(({ program }) => inputsOf(program).has(name));
