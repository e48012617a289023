import type { Algebra, Assignment } from '../../core/expr.ts';
import { evaluate } from '../../core/expr.ts';

/** A number as a WGSL literal of type f32, rounded to float32. @throws RangeError when it does not fit one */
export function floatLiteral(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new RangeError(`float literal: must fit a float32, got ${value}`);
  return `${rounded < 0 ? '(' : ''}${rounded}f${rounded < 0 ? ')' : ''}`;
}

/** Expressions as WGSL: one operation, one rounding, in the order written; scalars mix with vectors. */
const wgsl: Algebra<string> = {
  constant: floatLiteral,
  neg: (arg) => `(-${arg})`,
  sqrt: (arg) => `sqrt(${arg})`,
  add: (left, right) => `(${left} + ${right})`,
  sub: (left, right) => `(${left} - ${right})`,
  mul: (left, right) => `(${left} * ${right})`,
  div: (left, right) => `(${left} / ${right})`,
};

/**
 * The program as WGSL statements, one `let` per assignment. `scope` says under which WGSL name each variable is at
 * hand; `names` says where each variable is found afterwards.
 * @throws RangeError when the program reads a variable that is not in `scope`
 */
export function programToWgsl(
  program: readonly Assignment[],
  scope: ReadonlyMap<string, string>,
): { readonly statements: string; readonly names: ReadonlyMap<string, string> } {
  const names = new Map(scope);
  const statements = program.map(({ target, value }, line) => {
    const name = `${target}_${line}`;
    const statement = `let ${name} = ${evaluate(value, wgsl, names)};`;
    names.set(target, name);
    return statement;
  });
  return { statements: statements.join('\n'), names };
}
