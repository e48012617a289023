import { inputsOf, variablesOf } from '../../core/expr.ts';
import type { Stage, Transform } from '../transform.ts';
import { isHoisted } from './hoist.ts';
import type { MergedStage } from './merge.ts';

/** What the programs of a chain may name. */
export interface Names {
  readonly fields: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
}

/**
 * That every program reads only what is there when it runs, and no name stands for two things.
 * @throws RangeError naming the variable
 */
export function checkNames(transforms: readonly Transform[], { fields, hosts }: Names): void {
  for (const name of fields) {
    if (hosts.has(name)) throw new RangeError(`chain: ${name} is both a field and a host scalar`);
  }
  for (const name of transforms.flatMap(({ stages }) => stages).flatMap(targetsOf)) {
    if (hosts.has(name) || isHoisted(name))
      throw new RangeError(`chain: ${name} is a host scalar, not to be assigned`);
  }
  const declared = new Set([...fields, ...hosts]);
  for (const { recurrences = [] } of transforms) {
    for (const { name, value } of recurrences)
      requireDeclared([...variablesOf(value)], hosts, `recurrences.${name}`);
  }
  for (const stage of transforms.flatMap(({ stages }) => stages)) {
    checkStage(stage, declared);
    for (const scalar of stepScalarsOf(stage)) declared.add(scalar);
  }
}

function checkStage(stage: Stage, declared: ReadonlySet<string>): void {
  if (stage.kind === 'elementwise') requireDeclared(inputsOf(stage.program), declared, 'program');
  if (stage.kind === 'reduce') {
    requireDeclared(variablesOf(stage.sum), declared, `${stage.into}.sum`);
    requireDeclared(inputsOf(stage.finish), new Set([...declared, stage.into]), `${stage.into}.finish`);
  }
}

function requireDeclared(names: Iterable<string>, declared: ReadonlySet<string>, where: string): void {
  for (const name of names) {
    if (!declared.has(name))
      throw new RangeError(`chain: ${where} reads ${name}, which nothing has assigned`);
  }
}

function targetsOf(stage: Stage): readonly string[] {
  if (stage.kind === 'elementwise') return stage.program.map(({ target }) => target);
  return stepScalarsOf(stage);
}

/** The single numbers a stage leaves for later ones. */
export function stepScalarsOf(stage: Stage | MergedStage): readonly string[] {
  if (stage.kind === 'reduce') return [stage.into, ...stage.finish.map(({ target }) => target)];
  if (stage.kind === 'custom-op' && stage.op.id === 'guard') return ['accepted'];
  return [];
}

/** The host scalars a custom op reads by name. */
export function hostScalarsOf(stage: Stage | MergedStage): readonly string[] {
  if (stage.kind !== 'custom-op') return [];
  if (stage.op.id === 'attention') return ['tau'];
  return stage.op.id === 'guard' ? ['guardFactor'] : [];
}
