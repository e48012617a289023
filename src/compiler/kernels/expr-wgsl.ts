import type { Algebra, Assignment } from '../../core/expr.ts';
import { evaluate } from '../../core/expr.ts';

/** A number as a WGSL literal of type f32, rounded to float32. @throws RangeError when it does not fit one */
export function floatLiteral(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new RangeError(`float literal: must fit a float32, got ${value}`);
  return `${rounded < 0 ? '(' : ''}${rounded}f${rounded < 0 ? ')' : ''}`;
}

/** What a program works on: four elements at a time, or the single numbers after a reduce. */
export type WgslType = 'vec4f' | 'f32';

/**
 * Expressions as WGSL: one operation, one rounding, in the order written. Arithmetic mixes scalars with vectors; the
 * built-in functions do not, so what goes into them is made a `type` first.
 */
const wgsl = (type: WgslType): Algebra<string> => ({
  constant: floatLiteral,
  neg: (arg) => `(-${arg})`,
  sqrt: (arg) => `sqrt(${arg})`,
  abs: (arg) => `abs(${arg})`,
  add: (left, right) => `(${left} + ${right})`,
  sub: (left, right) => `(${left} - ${right})`,
  mul: (left, right) => `(${left} * ${right})`,
  div: (left, right) => `(${left} / ${right})`,
  min: (left, right) => `min(${type}(${left}), ${type}(${right}))`,
  max: (left, right) => `max(${type}(${left}), ${type}(${right}))`,
  pow: () => {
    throw new RangeError('expression: a power is for the host to work out; hoist it out of the program');
  },
  select: (condition, whenPositive, otherwise) =>
    `select(${type}(${otherwise}), ${type}(${whenPositive}), ${type}(${condition}) > ${type}(0f))`,
});

/**
 * The program as WGSL statements, one `let` per assignment. `scope` says under which WGSL name each variable is
 * defined, as `type` or as f32; `names` says where each variable is found afterwards.
 * @throws RangeError when the program reads a variable that is not in `scope`, or has a power
 */
export function programToWgsl(
  program: readonly Assignment[],
  scope: ReadonlyMap<string, string>,
  type: WgslType = 'vec4f',
): { readonly statements: string; readonly names: ReadonlyMap<string, string> } {
  const names = new Map(scope);
  const algebra = wgsl(type);
  const statements = program.map(({ target, value }, line) => {
    const name = `${target}_${line}`;
    const statement = `let ${name} = ${evaluate(value, algebra, names)};`;
    names.set(target, name);
    return statement;
  });
  return { statements: statements.join('\n'), names };
}
