/**
 * Scalar expressions as data: one description of an update rule from which the engine computes on tensors, the CPU
 * reference computes on float64 numbers, the page prints a formula, and a code generator writes a kernel.
 */
export type Expr =
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'variable'; readonly name: string }
  | { readonly op: UnaryOp; readonly arg: Expr }
  | { readonly op: BinaryOp; readonly left: Expr; readonly right: Expr };

export type UnaryOp = 'neg' | 'sqrt';
export type BinaryOp = 'add' | 'sub' | 'mul' | 'div';

/** What each operation means in one domain: numbers, tensors, TeX, WGSL. */
export interface Algebra<T> {
  constant(value: number): T;
  neg(arg: T): T;
  sqrt(arg: T): T;
  add(left: T, right: T): T;
  sub(left: T, right: T): T;
  mul(left: T, right: T): T;
  div(left: T, right: T): T;
}

/** `target ← value`; variables in `value` mean what they hold when the statement is reached. */
export interface Assignment {
  readonly target: string;
  readonly value: Expr;
}

/** An expression, or what may stand for one: a number or the name of a variable. */
export type Operand = Expr | number | string;

function toExpr(operand: Operand): Expr {
  if (typeof operand === 'number') return { op: 'constant', value: operand };
  if (typeof operand === 'string') return { op: 'variable', name: operand };
  return operand;
}

const binary =
  (op: BinaryOp) =>
  (left: Operand, right: Operand): Expr => ({ op, left: toExpr(left), right: toExpr(right) });

export const add = binary('add');
export const sub = binary('sub');
export const mul = binary('mul');
export const div = binary('div');
export const neg = (arg: Operand): Expr => ({ op: 'neg', arg: toExpr(arg) });
export const sqrt = (arg: Operand): Expr => ({ op: 'sqrt', arg: toExpr(arg) });
export const assign = (target: string, value: Operand): Assignment => ({ target, value: toExpr(value) });

/**
 * The value of an expression in an algebra.
 * @throws RangeError when a variable has no value in `scope`
 */
export function evaluate<T>(expr: Expr, algebra: Algebra<T>, scope: ReadonlyMap<string, T>): T {
  switch (expr.op) {
    case 'constant':
      return algebra.constant(expr.value);
    case 'variable': {
      const value = scope.get(expr.name);
      if (value === undefined) throw new RangeError(`expression: no value for the variable ${expr.name}`);
      return value;
    }
    case 'neg':
    case 'sqrt':
      return algebra[expr.op](evaluate(expr.arg, algebra, scope));
    default:
      return algebra[expr.op](evaluate(expr.left, algebra, scope), evaluate(expr.right, algebra, scope));
  }
}

/** Runs the assignments in order on a copy of `scope` and returns that copy. */
export function execute<T>(
  program: readonly Assignment[],
  algebra: Algebra<T>,
  scope: ReadonlyMap<string, T>,
): Map<string, T> {
  const result = new Map(scope);
  for (const { target, value } of program) result.set(target, evaluate(value, algebra, result));
  return result;
}

/** Float64 arithmetic: the algebra of the CPU reference. */
export const float64: Algebra<number> = {
  constant: (value) => value,
  neg: (arg) => -arg,
  sqrt: Math.sqrt,
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => left / right,
};

interface Tex {
  readonly text: string;
  /** How tightly the outermost operation binds: 1 sum, 2 product, 3 atom. */
  readonly binding: number;
}

const group = (tex: Tex, binding: number): string =>
  tex.binding < binding ? `\\left(${tex.text}\\right)` : tex.text;

const tex: Algebra<Tex> = {
  constant: (value) => ({ text: String(value), binding: value < 0 ? 1 : 3 }),
  neg: (arg) => ({ text: `-${group(arg, 2)}`, binding: 1 }),
  sqrt: (arg) => ({ text: `\\sqrt{${arg.text}}`, binding: 3 }),
  add: (left, right) => ({ text: `${left.text} + ${group(right, 1)}`, binding: 1 }),
  sub: (left, right) => ({ text: `${left.text} - ${group(right, 2)}`, binding: 1 }),
  mul: (left, right) => ({ text: `${group(left, 2)} \\, ${group(right, 2)}`, binding: 2 }),
  div: (left, right) => ({ text: `\\frac{${left.text}}{${right.text}}`, binding: 3 }),
};

/** The program as aligned TeX, with `symbols` naming each variable, e.g. `{ momentum: '\\mu' }`. */
export function programToTex(
  program: readonly Assignment[],
  symbols: Readonly<Record<string, string>>,
): string {
  const symbolOf = (name: string): string => symbols[name] ?? `\\mathit{${name}}`;
  const names = new Set<string>();
  for (const { target, value } of program) {
    names.add(target);
    collectVariables(value, names);
  }
  const scope = new Map([...names].map((name) => [name, { text: symbolOf(name), binding: 3 }]));
  const lines = program.map(
    ({ target, value }) => `${symbolOf(target)} &\\leftarrow ${evaluate(value, tex, scope).text}`,
  );
  return `\\begin{aligned}${lines.join(' \\\\ ')}\\end{aligned}`;
}

function collectVariables(expr: Expr, names: Set<string>): void {
  if (expr.op === 'variable') names.add(expr.name);
  else if ('arg' in expr) collectVariables(expr.arg, names);
  else if ('left' in expr) {
    collectVariables(expr.left, names);
    collectVariables(expr.right, names);
  }
}
