import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../../src/core/expr.ts';
import {
  abs,
  add,
  assign,
  div,
  evaluate,
  float64,
  max,
  min,
  mul,
  neg,
  operandsOf,
  pow,
  select,
  sqrt,
  sub,
  variable,
  variablesOf,
} from '../../../src/core/expr.ts';
import { Hoist } from '../../../src/optim/lowering/hoist.ts';

const hosts = ['a', 'b', 't'];
const elements = ['g', 'theta'];
const fields = new Set(elements);

const { tree } = fc.letrec<{ tree: Expr }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...hosts, ...elements).map(variable),
    fc.integer({ min: -3, max: 3 }).map((value): Expr => ({ op: 'constant', value })),
    fc
      .tuple(fc.constantFrom(add, sub, mul, min, max), tie('tree'), tie('tree'))
      .map(([op, left, right]) => op(left, right)),
    fc.tuple(fc.constantFrom(neg, abs), tie('tree')).map(([op, arg]) => op(arg)),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([c, x, y]) => select(c, x, y)),
  ),
}));

const isHost = (expr: Expr): boolean => [...variablesOf(expr)].every((name) => hosts.includes(name));

/** Every node of an expression. */
const nodes = (expr: Expr): Expr[] => [expr, ...operandsOf(expr).flatMap(nodes)];

describe('hoisting', () => {
  const scope = new Map([
    ['a', 1.25],
    ['b', -0.75],
    ['t', 3],
    ['g', 0.3],
    ['theta', -2.1],
  ]);

  it('changes no value', () => {
    fc.assert(
      fc.property(tree, (expr) => {
        const hoist = new Hoist(new Set(hosts));
        const kernel = hoist.expr(expr);
        const hostScalars = hoist.hostScalars.map(
          ({ name, value }) => [name, evaluate(value, float64, scope)] as const,
        );
        const value = evaluate(kernel, float64, new Map([...scope, ...hostScalars]));
        expect(value === evaluate(expr, float64, scope)).toBe(true);
      }),
    );
  });

  it('leaves the kernel no operation that the host could do', () => {
    fc.assert(
      fc.property(tree, (expr) => {
        const hoist = new Hoist(new Set(hosts));
        const kernel = hoist.expr(expr);
        const hostScalars = new Set(hoist.hostScalars.map(({ name }) => name));
        const isHostScalar = (name: string) => hostScalars.has(name);
        for (const node of nodes(kernel)) {
          if (operandsOf(node).length === 0) continue;
          expect([...variablesOf(node)].every(isHostScalar)).toBe(false);
        }
        for (const { value } of hoist.hostScalars) expect(isHost(value)).toBe(true);
      }),
    );
  });

  it('gives equal expressions one host scalar, and a hyperparameter used as it is its own name', () => {
    const hoist = new Hoist(new Set(hosts));
    hoist.expr(add(mul(sub(1, 'a'), 'g'), mul(sub(1, 'a'), mul('b', 'theta'))));
    expect(hoist.hostScalars).toEqual([
      { name: 'h1', value: sub(1, 'a') },
      { name: 'b', value: variable('b') },
    ]);
  });

  it('turns a division by a host scalar into a product with its reciprocal', () => {
    const hoist = new Hoist(new Set(hosts));
    expect(hoist.expr(div('g', sqrt('a')))).toEqual(mul('g', 'h1'));
    expect(hoist.hostScalars).toEqual([{ name: 'h1', value: div(1, sqrt('a')) }]);
    expect(hoist.expr(div('g', 4))).toEqual(mul('g', 0.25));
    expect(hoist.expr(div('a', 'g'))).toEqual(div('a', 'g'));
  });

  it('inlines names that are only host scalars, until they are something else', () => {
    const hoist = new Hoist(new Set(hosts));
    const program = [
      assign('c', sub(1, pow('a', 't'))),
      assign('theta', sub('theta', mul('c', 'g'))),
      assign('c', mul('c', 'g')),
      assign('g', 'c'),
    ];
    expect(hoist.program(program, fields)).toEqual([
      assign('theta', sub('theta', mul('h1', 'g'))),
      assign('c', mul('h1', 'g')),
      assign('g', 'c'),
    ]);
    expect(hoist.hostScalars).toEqual([{ name: 'h1', value: sub(1, pow('a', 't')) }]);
  });

  it('keeps an assignment of a host scalar to a field', () => {
    const hoist = new Hoist(new Set(hosts));
    expect(hoist.program([assign('g', 'a'), assign('theta', add('theta', 'g'))], fields)).toEqual([
      assign('g', 'a'),
      assign('theta', add('theta', 'g')),
    ]);
  });
});
