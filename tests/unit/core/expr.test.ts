import { describe, expect, it } from 'vitest';
import {
  abs,
  add,
  assign,
  div,
  evaluate,
  execute,
  float64,
  inputsOf,
  mapOperands,
  max,
  min,
  mul,
  neg,
  operandsOf,
  pow,
  select,
  sqrt,
  square,
  sub,
  substitute,
  variablesOf,
} from '../../../src/core/expr.ts';

const scope = new Map([
  ['a', 6],
  ['b', 2],
]);

describe('expressions', () => {
  it.each([
    [add('a', 'b'), 8],
    [sub('a', 'b'), 4],
    [mul('a', neg('b')), -12],
    [div('a', sqrt(add('b', 2))), 3],
    [abs(sub('b', 'a')), 4],
    [min('a', 'b'), 2],
    [max('a', 'b'), 6],
    [pow('a', 'b'), 36],
    [square('a'), 36],
    [select(sub('a', 'b'), 'a', 'b'), 6],
    [select(sub('b', 'a'), 'a', 'b'), 2],
    [select(0, 'a', 'b'), 2],
    [select(Number.NaN, 'a', 'b'), 2],
  ])('evaluates in float64', (expr, expected) => {
    expect(evaluate(expr, float64, scope)).toBe(expected);
  });

  it('runs assignments in order, each seeing the one before', () => {
    const result = execute([assign('a', add('a', 1)), assign('c', mul('a', 'b'))], float64, scope);
    expect(Object.fromEntries(result)).toEqual({ a: 7, b: 2, c: 14 });
    expect(scope.get('a')).toBe(6);
  });

  it('names the variable that has no value', () => {
    expect(() => evaluate(add('a', 'x'), float64, scope)).toThrow('no value for the variable x');
  });

  it('knows its variables, and what a program needs from outside', () => {
    expect([...variablesOf(select('a', mul('b', 'a'), neg('c')))]).toEqual(['a', 'b', 'c']);
    const program = [assign('x', add('a', 'x')), assign('y', mul('x', 'b')), assign('z', 'y')];
    expect([...inputsOf(program)]).toEqual(['a', 'x', 'b']);
  });

  it('puts expressions in place of variables', () => {
    const values = new Map([['a', add('b', 1)]]);
    expect(substitute(mul('a', sqrt('c')), values)).toEqual(mul(add('b', 1), sqrt('c')));
  });

  it.each([neg('a'), add('a', 'b'), select('a', 'b', 3), mul('a', 2)])(
    'takes apart and puts together',
    (expr) => {
      const seen: unknown[] = [];
      const same = mapOperands(expr, (operand) => {
        seen.push(operand);
        return operand;
      });
      expect(same).toEqual(expr);
      expect(seen).toEqual(operandsOf(expr));
    },
  );
});
