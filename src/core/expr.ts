import { pow as power } from './portable-math.ts';

/**
 * Scalar expressions as data: one description of an update rule from which the CPU reference computes on float64
 * numbers, the page prints a formula, a code generator writes a kernel, and host scalars are told from element-wise ones.
 */
export type Expr =
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'variable'; readonly name: string }
  | { readonly op: UnaryOp; readonly arg: Expr }
  | { readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | Select;

/** `whenPositive` where `condition > 0`, else `otherwise`, also where the condition is not a number. */
export interface Select {
  readonly op: 'select';
  readonly condition: Expr;
  readonly whenPositive: Expr;
  readonly otherwise: Expr;
}

export type UnaryOp = 'neg' | 'sqrt' | 'abs';
export type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'pow';

/** What each operation means in one domain: numbers, TeX, WGSL. */
export interface Algebra<T> {
  constant(value: number): T;
  neg(arg: T): T;
  sqrt(arg: T): T;
  abs(arg: T): T;
  add(left: T, right: T): T;
  sub(left: T, right: T): T;
  mul(left: T, right: T): T;
  div(left: T, right: T): T;
  min(left: T, right: T): T;
  max(left: T, right: T): T;
  /** Of host scalars alone: kernels have no power. */
  pow(base: T, exponent: T): T;
  select(condition: T, whenPositive: T, otherwise: T): T;
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

const unary =
  (op: UnaryOp) =>
  (arg: Operand): Expr => ({ op, arg: toExpr(arg) });

const binary =
  (op: BinaryOp) =>
  (left: Operand, right: Operand): Expr => ({ op, left: toExpr(left), right: toExpr(right) });

export const neg = unary('neg');
export const sqrt = unary('sqrt');
export const abs = unary('abs');
export const add = binary('add');
export const sub = binary('sub');
export const mul = binary('mul');
export const div = binary('div');
export const min = binary('min');
export const max = binary('max');
export const pow = binary('pow');
export const square = (arg: Operand): Expr => mul(arg, arg);
export const variable = (name: string): Expr => toExpr(name);

/** `whenPositive` where `condition > 0`, else `otherwise`. */
export const select = (condition: Operand, whenPositive: Operand, otherwise: Operand): Expr => ({
  op: 'select',
  condition: toExpr(condition),
  whenPositive: toExpr(whenPositive),
  otherwise: toExpr(otherwise),
});

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
    case 'abs':
      return algebra[expr.op](evaluate(expr.arg, algebra, scope));
    case 'select':
      return algebra.select(
        evaluate(expr.condition, algebra, scope),
        evaluate(expr.whenPositive, algebra, scope),
        evaluate(expr.otherwise, algebra, scope),
      );
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

/** Float64 arithmetic: the algebra of the host and of the CPU reference. */
export const float64: Algebra<number> = {
  constant: (value) => value,
  neg: (arg) => -arg,
  sqrt: Math.sqrt,
  abs: Math.abs,
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => left / right,
  min: Math.min,
  max: Math.max,
  pow: power,
  select: (condition, whenPositive, otherwise) => (condition > 0 ? whenPositive : otherwise),
};

/** The expressions an expression is directly made of, left to right. */
export function operandsOf(expr: Expr): readonly Expr[] {
  if ('arg' in expr) return [expr.arg];
  if ('left' in expr) return [expr.left, expr.right];
  if ('condition' in expr) return [expr.condition, expr.whenPositive, expr.otherwise];
  return [];
}

/** The same operation on other operands: `change` of each, left to right. */
export function mapOperands(expr: Expr, change: (operand: Expr) => Expr): Expr {
  if ('arg' in expr) return { ...expr, arg: change(expr.arg) };
  if ('left' in expr) return { ...expr, left: change(expr.left), right: change(expr.right) };
  if ('condition' in expr) {
    return {
      ...expr,
      condition: change(expr.condition),
      whenPositive: change(expr.whenPositive),
      otherwise: change(expr.otherwise),
    };
  }
  return expr;
}

/** The names of the variables in an expression, in the order they are met. */
export function variablesOf(expr: Expr): ReadonlySet<string> {
  if (expr.op === 'variable') return new Set([expr.name]);
  return new Set(operandsOf(expr).flatMap((operand) => [...variablesOf(operand)]));
}

/** What a program needs from outside: the variables it reads before it assigns them. */
export function inputsOf(program: readonly Assignment[]): ReadonlySet<string> {
  const assigned = new Set<string>();
  const inputs = new Set<string>();
  for (const { target, value } of program) {
    for (const name of variablesOf(value)) if (!assigned.has(name)) inputs.add(name);
    assigned.add(target);
  }
  return inputs;
}

/** The expression with each variable that has an entry in `values` replaced by it. */
export function substitute(expr: Expr, values: ReadonlyMap<string, Expr>): Expr {
  if (expr.op === 'variable') return values.get(expr.name) ?? expr;
  return mapOperands(expr, (operand) => substitute(operand, values));
}
