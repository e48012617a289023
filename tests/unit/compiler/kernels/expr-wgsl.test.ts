import { describe, expect, it } from 'vitest';
import { programToWgsl } from '../../../../src/compiler/kernels/expr-wgsl.ts';
import { abs, add, assign, max, min, mul, neg, pow, select, sqrt } from '../../../../src/core/expr.ts';
import { chain } from '../../../../src/optim/chain.ts';
import { optimizers } from '../../../../src/optim/index.ts';
import { defaultOptions } from '../../../../src/optim/options.ts';

const scope = new Map([
  ['a', 'hyper_a'],
  ['g', 'g_in'],
]);

describe('expressions as WGSL', () => {
  it.each([
    [add(mul('a', 'g'), 0.5), '((hyper_a * g_in) + 0.5f)'],
    [abs(neg(sqrt('g'))), 'abs((-sqrt(g_in)))'],
    [min('a', 'g'), 'min(vec4f(hyper_a), vec4f(g_in))'],
    [max(0, 'g'), 'max(vec4f(0f), vec4f(g_in))'],
    [select('a', 'g', 1), 'select(vec4f(1f), vec4f(g_in), vec4f(hyper_a) > vec4f(0f))'],
  ])('%#: one operation each, scalars made vectors where a function wants them', (value, expected) => {
    expect(programToWgsl([assign('x', value)], scope).statements).toBe(`let x_0 = ${expected};`);
  });

  it('works on single numbers too', () => {
    const { statements, names } = programToWgsl(
      [assign('x', min(1, 'a')), assign('x', mul('x', 'x'))],
      scope,
      'f32',
    );
    expect(statements).toBe('let x_0 = min(f32(1f), f32(hyper_a));\nlet x_1 = (x_0 * x_0);');
    expect(names.get('x')).toBe('x_1');
  });

  it('refuses a power, which is the host’s to work out', () => {
    expect(() => programToWgsl([assign('x', pow('g', 2))], scope)).toThrow('hoist it');
  });

  it.each(optimizers)(
    '$id has no power left, and reads nothing but fields, host scalars and step scalars',
    (optimizer) => {
      const options = defaultOptions(optimizer);
      const plan = chain({ optimizer, options, clipsNorm: true, clipsValue: true, guarded: true });
      const named = [...plan.hostScalars, ...plan.slots].map(({ name }) => name);
      const declaredNames = new Map(
        [...named, ...plan.stepScalars, 'theta', 'g'].map((name) => [name, name]),
      );
      for (const stage of plan.stages) {
        if (stage.kind === 'elementwise') {
          for (const { program } of stage.parts) {
            expect(programToWgsl(program, declaredNames).statements).toContain('let ');
          }
        }
        if (stage.kind === 'reduce') {
          expect(programToWgsl(stage.finish, declaredNames, 'f32').statements).toContain('let ');
        }
      }
    },
  );
});
