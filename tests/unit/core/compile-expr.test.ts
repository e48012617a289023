import { describe, expect, it } from 'vitest';
import { compileExpr } from '../../../src/core/compile-expr.ts';
import {
  abs,
  add,
  div,
  evaluate,
  float64,
  max,
  min,
  mul,
  neg,
  pow,
  select,
  sqrt,
  sub,
} from '../../../src/core/expr.ts';

const numbers = { a: 0.37, b: -2.5, c: 1e-9 };
const scope = new Map(Object.entries(numbers));

describe('a compiled expression', () => {
  const every = {
    sums: sub(add('a', 'b'), 3),
    products: div(mul('a', 'b'), 'c'),
    bounds: max(min('a', 'b'), neg('c')),
    roots: sqrt(abs(sub('a', 'b'))),
    powers: sub(1, pow('a', 7)),
    'a choice taken': select('a', mul('b', 'b'), 'c'),
    'a choice refused': select('b', mul('b', 'b'), 'c'),
    'a choice on what is not a number': select(div(0, 0), 'a', 'c'),
  };
  it.each(Object.entries(every))('has the bits of the evaluated one: %s', (_, expr) => {
    const expected = evaluate(expr, float64, scope);
    expect(Number.isFinite(expected)).toBe(true);
    expect(compileExpr(expr)(numbers)).toBe(expected);
  });

  it('names the variable that has no value, when it is asked for', () => {
    const compute = compileExpr(add('a', 'missing'));
    expect(() => compute(numbers)).toThrow('expression: no value for the variable missing');
  });
});
