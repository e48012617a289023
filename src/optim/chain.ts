import { inputsOf, variablesOf } from '../core/expr.ts';
import type { Names } from './lowering/check-names.ts';
import { checkNames, hostScalarsOf, stepScalarsOf } from './lowering/check-names.ts';
import { Hoist } from './lowering/hoist.ts';
import type { MergedElementwise, MergedStage } from './lowering/merge.ts';
import { merge } from './lowering/merge.ts';
import type { LaneUpdate, Plan, PlanStage } from './plan.ts';
import type { Transform } from './transform.ts';
import { clipNorm } from './transforms/clip-norm.ts';
import { clipValue } from './transforms/clip-value.ts';
import { guard } from './transforms/guard.ts';

/** The transforms of a lane, in order: guard and clipping see the gradient as it comes, then the optimizer's own. */
export const transformsOf = ({
  optimizer,
  options,
  clipsNorm,
  clipsValue,
  guarded,
}: LaneUpdate): readonly Transform[] => [
  ...(guarded ? [guard] : []),
  ...(clipsNorm ? [clipNorm] : []),
  ...(clipsValue ? [clipValue] : []),
  ...optimizer.transforms(options),
];

/**
 * Lowers a lane's transforms to a plan: stages joined where they can be, expressions of the host hoisted into host scalars.
 * @throws RangeError when a transform reads what is not there
 */
export function chain(update: LaneUpdate): Plan {
  return lower(transformsOf(update), hostNamesOf(update));
}

/** What the host must say each step, without the recurrences. */
export function hostNamesOf({ optimizer, clipsNorm, clipsValue, guarded }: LaneUpdate): readonly string[] {
  return [
    ...optimizer.hyperparams.map(({ key }) => key),
    ...(optimizer.momentumKey === null ? [] : [`${optimizer.momentumKey}Next`]),
    't',
    ...(clipsNorm ? ['clipNorm'] : []),
    ...(clipsValue ? ['clipValue'] : []),
    ...(guarded ? ['guardFactor'] : []),
  ];
}

/** `chain` for transforms as they stand; `hosts` are the names of the host's numbers. */
export function lower(transforms: readonly Transform[], hosts: readonly string[]): Plan {
  const slots = uniqueByName(transforms.flatMap((transform) => transform.slots ?? []));
  const recurrences = uniqueByName(transforms.flatMap((transform) => transform.recurrences ?? []));
  const names: Names = {
    fields: new Set(['theta', 'g', ...slots.map(({ name }) => name)]),
    hosts: new Set([...hosts, ...recurrences.map(({ name }) => name)]),
  };
  checkNames(transforms, names);
  const declared = transforms.flatMap(({ stages }) => stages);
  const merged = merge(declared);
  const hoist = new Hoist(names.hosts);
  const stages = merged.map((_, index) => lowerStage(merged, index, hoist, names.fields));
  return {
    hostScalars: hoist.hostScalars,
    recurrences,
    slots,
    stepScalars: [...new Set(merged.flatMap(stepScalarsOf))],
    stages,
    guarded: declared.some((stage) => stage.kind === 'custom-op' && stage.op.id === 'guard'),
    grouped: stages.some(isGrouped),
    memoryPerParameter: slots.length + merged.reduce((total, stage) => total + storedGradients(stage), 0),
  };
}

function lowerStage(
  merged: readonly MergedStage[],
  index: number,
  hoist: Hoist,
  fields: ReadonlySet<string>,
): PlanStage {
  const stage = merged[index] as MergedStage;
  if (stage.kind === 'custom-op') {
    for (const name of hostScalarsOf(stage)) hoist.use(name);
    return stage;
  }
  if (stage.kind === 'reduce') {
    const stepScalars = new Set(stepScalarsOf(stage));
    return { ...stage, sum: hoist.expr(stage.sum), finish: hoist.program(stage.finish, stepScalars) };
  }
  const parts = stage.parts.map(({ group, program }) => ({ group, program: hoist.program(program, fields) }));
  return { kind: 'elementwise', parts, writes: writesOf(merged, index, fields) };
}

const isGrouped = (stage: PlanStage): boolean =>
  stage.kind === 'elementwise'
    ? stage.parts.some(({ group }) => group !== 'all')
    : stage.kind === 'custom-op' && stage.op.id === 'orthogonalize';

const storedGradients = (stage: MergedStage): number =>
  stage.kind === 'custom-op' && stage.op.id === 'attention' ? stage.op.keep : 0;

function uniqueByName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.name, item])).values()];
}

/** Which of theta, g and the slots the stage at `index` must store: what it assigns, but g only where it is read again. */
function writesOf(
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
