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
import type { HostScalar } from '../plan.ts';

/** Whether a name is one that hoisting gives. */
export const isHoisted = (name: string): boolean => /^h\d+$/.test(name);

const isConstant = (expr: Expr): boolean => variablesOf(expr).size === 0;

/**
 * Takes out of programs whatever the host can work out beforehand in float64: every maximal sub-expression of host
 * numbers and constants becomes a host scalar. Equal ones share one; a hyperparameter used as it is keeps its
 * own name; constants alone become one constant; a name that is only host scalars is replaced by its value.
 * x / h becomes x · (1/h): WGSL grants a division 2.5 ulp, and this costs two roundings of half an ulp.
 */
export class Hoist {
  readonly #hosts: ReadonlySet<string>;
  readonly #hostScalars = new Map<string, HostScalar>();
  #hoisted = 0;

  constructor(hosts: ReadonlySet<string>) {
    this.#hosts = hosts;
  }

  get hostScalars(): readonly HostScalar[] {
    return [...this.#hostScalars.values()];
  }

  /** A host scalar that a custom op reads by its name. */
  use(name: string): void {
    this.#hostScalar(variable(name));
  }

  /** The expression with host scalars and constants in place of what the host computes. */
  expr(expr: Expr): Expr {
    if (isConstant(expr)) return { op: 'constant', value: evaluate(expr, float64, new Map()) };
    if (this.#isHost(expr)) return variable(this.#hostScalar(expr));
    if (expr.op === 'div' && this.#isHost(expr.right)) return this.expr(mul(expr.left, div(1, expr.right)));
    return mapOperands(expr, (operand) => this.expr(operand));
  }

  /** The program without the assignments that are only host scalars, unless a field (theta, g, a slot) is assigned. */
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

  #hostScalar(value: Expr): string {
    const key = JSON.stringify(value);
    const existing = this.#hostScalars.get(key);
    if (existing) return existing.name;
    const name = value.op === 'variable' ? value.name : `h${++this.#hoisted}`;
    this.#hostScalars.set(key, { name, value });
    return name;
  }
}
