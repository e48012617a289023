import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/core/expr.ts';
import {
  abs,
  add,
  assign,
  div,
  max,
  mul,
  neg,
  pow,
  select,
  sqrt,
  square,
  sub,
} from '../../../src/core/expr.ts';
import { alignedTex, assignmentToTex, exprToTex, numberToTex } from '../../../src/core/tex.ts';

const symbols: Readonly<Record<string, string>> = {
  beta: '\\beta_2',
  next: '\\mu^{+}',
  small: '10^{-8}',
  minus: '-3',
};
const tex = (expr: Expr): string => exprToTex(expr, (name) => symbols[name] ?? name);

describe('expressions as TeX', () => {
  it.each<readonly [Expr, string]>([
    [mul(sub(1, 'beta'), 'g'), '\\left(1 - \\beta_2\\right) \\, g'],
    [sub('a', sub('b', 'c')), 'a - \\left(b - c\\right)'],
    [sub(sub('a', 'b'), 'c'), 'a - b - c'],
    [add('a', neg('b')), 'a + \\left(-b\\right)'],
    [mul('a', neg('b')), 'a \\, \\left(-b\\right)'],
    [neg(mul('a', 'b')), '-a \\, b'],
    [neg(add('a', 'b')), '-\\left(a + b\\right)'],
    [mul(add('a', 'b'), div('c', 'd')), '\\left(a + b\\right) \\, \\frac{c}{d}'],
    [div(add('a', 'b'), sub('c', 'd')), '\\frac{a + b}{c - d}'],
    [sqrt(add('a', 'b')), '\\sqrt{a + b}'],
    [abs(sub('a', 'b')), '\\left|a - b\\right|'],
    [max(0, sub('s', square('q'))), '\\max\\left(0, s - q^{2}\\right)'],
    [square(div('m', 'n')), '\\left(\\frac{m}{n}\\right)^{2}'],
    [square(add('a', 'b')), '\\left(a + b\\right)^{2}'],
    [sub(1, pow('beta', 't')), '1 - \\beta_2^{t}'],
    [pow('next', 't'), '{\\mu^{+}}^{t}'],
    [
      pow(pow('a', 'b'), 'c'),
      '\\left(a^{b}\\right)^{c}'.replace('\\left(a', '{\\left(a').replace('\\right)^', '\\right)}^'),
    ],
    [mul('small', 'a'), '10^{-8} \\, a'],
    [sub('a', 'minus'), 'a - \\left(-3\\right)'],
    [mul(2, 3), '2 \\cdot 3'],
    [mul(1e-6, 'a'), '10^{-6} \\, a'],
    [select(sub('t', 1), 'a', 'b'), '\\begin{cases}a & t > 1 \\\\ b & \\text{else}\\end{cases}'],
    [select('r', 'a', 'b'), '\\begin{cases}a & r > 0 \\\\ b & \\text{else}\\end{cases}'],
  ])('%#: parentheses only where they are needed', (expr, expected) => {
    expect(tex(expr)).toBe(expected);
  });

  it.each([
    [0.05, '0.05'],
    [0.001, '0.001'],
    [0, '0'],
    [1e-8, '10^{-8}'],
    [2.5e-4, '2.5 \\cdot 10^{-4}'],
    [1e21, '10^{21}'],
  ])('writes %f as a person would', (value, expected) => {
    expect(numberToTex(value)).toBe(expected);
  });

  it('lines assignments up at the arrow', () => {
    const program = [assign('v', add(mul('m', 'v'), 'g')), assign('x', sub('x', 'v'))];
    const lines = program.map((assignment) => assignmentToTex(assignment, (name) => name));
    expect(alignedTex(lines)).toBe(
      '\\begin{aligned}v &\\leftarrow m \\, v + g \\\\ x &\\leftarrow x - v\\end{aligned}',
    );
  });
});
