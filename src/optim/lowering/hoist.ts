import type { Assignment, Expr } from '../../core/expr.ts';
import {
  div,
  evaluate,
  float64,
  mapOperands,
  mul,
  substitute,
  variable,
  variablesOf,
} from '../../core/expr.ts';
import type { Column } from '../plan.ts';

/** Whether a name is one that hoisting gives. */
export const isHoisted = (name: string): boolean => /^h\d+$/.test(name);

const isConstant = (expr: Expr): boolean => variablesOf(expr).size === 0;

/**
 * Takes out of programs whatever the host can work out beforehand in float64: every maximal sub-expression of host
 * numbers and constants becomes a column. Equal ones share a column; a host number used as it is has a column of its
 * own name; constants alone become one constant; a name that is only host numbers is replaced by its value.
 * x / h becomes x · (1/h): WGSL grants a division 2.5 ulp, and this costs two roundings of half an ulp.
 */
export class Hoist {
  readonly #hosts: ReadonlySet<string>;
  readonly #columns = new Map<string, Column>();
  #hoisted = 0;

  constructor(hosts: ReadonlySet<string>) {
    this.#hosts = hosts;
  }

  get columns(): readonly Column[] {
    return [...this.#columns.values()];
  }

  /** A column for a host number that a routine reads by its name. */
  use(name: string): void {
    this.#column(variable(name));
  }

  /** The expression with columns and constants in place of host numbers. */
  expr(expr: Expr): Expr {
    if (isConstant(expr)) return { op: 'constant', value: evaluate(expr, float64, new Map()) };
    if (this.#isHost(expr)) return variable(this.#column(expr));
    if (expr.op === 'div' && this.#isHost(expr.right)) return this.expr(mul(expr.left, div(1, expr.right)));
    return mapOperands(expr, (operand) => this.expr(operand));
  }

  /** The program without the assignments that are only host numbers, unless a field (theta, g, a slot) is assigned. */
  program(program: readonly Assignment[], fields: ReadonlySet<string>): readonly Assignment[] {
    const inlined = new Map<string, Expr>();
    return program.flatMap(({ target, value: written }) => {
      const value = substitute(written, inlined);
      inlined.delete(target);
      if (this.#isHost(value) && !fields.has(target)) {
        inlined.set(target, value);
        return [];
      }
      return [{ target, value: this.expr(value) }];
    });
  }

  #isHost(expr: Expr): boolean {
    return [...variablesOf(expr)].every((name) => this.#hosts.has(name));
  }

  #column(value: Expr): string {
    const key = JSON.stringify(value);
    const known = this.#columns.get(key);
    if (known) return known.name;
    const name = value.op === 'variable' ? value.name : `h${++this.#hoisted}`;
    this.#columns.set(key, { name, value });
    return name;
  }
}
