import { describe, expect, it } from 'vitest';
import {
  add,
  assign,
  div,
  evaluate,
  execute,
  float64,
  mul,
  neg,
  programToTex,
  sqrt,
  sub,
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

  it('prints a formula with parentheses only where they are needed', () => {
    const program = [
      assign('v', add(mul('mu', 'v'), 'g')),
      assign('theta', sub('theta', mul('lr', add('g', mul('mu', 'v'))))),
    ];
    expect(programToTex(program, { theta: '\\theta', mu: '\\mu', lr: '\\eta', v: 'v', g: 'g' })).toBe(
      '\\begin{aligned}v &\\leftarrow \\mu \\, v + g \\\\ \\theta &\\leftarrow \\theta - \\eta \\, \\left(g + \\mu \\, v\\right)\\end{aligned}',
    );
  });
});
