import type { BinaryOp, Expr, UnaryOp } from './expr.ts';
import { float64 } from './expr.ts';

type Numbers = Readonly<Record<string, number>>;

/**
 * The expression as a function of its variables, in float64; the same numbers as `evaluate` in the algebra `float64`, to
 * the bit, without walking the expression again.
 * @throws RangeError, when called, for a variable without a value
 */
export function compileExpr(expr: Expr): (numbers: Numbers) => number {
  switch (expr.op) {
    case 'constant': {
      const { value } = expr;
      return () => value;
    }
    case 'variable': {
      const { name } = expr;
      return (numbers) => {
        const value = numbers[name];
        if (value === undefined) throw new RangeError(`expression: no value for the variable ${name}`);
        return value;
      };
    }
    case 'neg':
    case 'sqrt':
    case 'abs':
      return unary(expr.op, compileExpr(expr.arg));
    case 'select': {
      const condition = compileExpr(expr.condition);
      const whenPositive = compileExpr(expr.whenPositive);
      const otherwise = compileExpr(expr.otherwise);
      return (numbers) => float64.select(condition(numbers), whenPositive(numbers), otherwise(numbers));
    }
    default:
      return binary(expr.op, compileExpr(expr.left), compileExpr(expr.right));
  }
}

type CompiledExpr = ReturnType<typeof compileExpr>;

function unary(op: UnaryOp, arg: CompiledExpr): CompiledExpr {
  const apply = float64[op];
  return (numbers) => apply(arg(numbers));
}

function binary(op: BinaryOp, left: CompiledExpr, right: CompiledExpr): CompiledExpr {
  const apply = float64[op];
  return (numbers) => apply(left(numbers), right(numbers));
}
