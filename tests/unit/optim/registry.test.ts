import { readdirSync, readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { chain } from '../../../src/optim/chain.ts';
import { formulaTex } from '../../../src/optim/formula.ts';
import { optimizers } from '../../../src/optim/index.ts';
import { defaultOptions } from '../../../src/optim/options.ts';
import type { Parameter } from '../../../src/optim/parameter.ts';
import type { LaneUpdate } from '../../../src/optim/plan.ts';
import type { OptimizerDeclaration, Option } from '../../../src/optim/transform.ts';
import { clipNormParameter } from '../../../src/optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../../../src/optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../../../src/optim/transforms/guard.ts';

const folder = new URL('../../../src/optim/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));

/** Every choice of yes-or-no options and of clipping and guard. */
function everyUpdate(optimizer: OptimizerDeclaration): LaneUpdate[] {
  const flags = optimizer.options.flatMap(({ key, default: value }) =>
    typeof value === 'boolean' ? [key] : [],
  );
  const lane = ['clipsNorm', 'clipsValue', 'guarded'];
  const names = [...flags, ...lane];
  return Array.from({ length: 2 ** names.length }, (_, bits) => {
    const on = (name: string) => ((bits >> names.indexOf(name)) & 1) === 1;
    return {
      optimizer,
      options: { ...defaultOptions(optimizer), ...Object.fromEntries(flags.map((key) => [key, on(key)])) },
      clipsNorm: on('clipsNorm'),
      clipsValue: on('clipsValue'),
      guarded: on('guarded'),
    };
  });
}

describe('the registry of optimizers', () => {
  it('lists every file that declares one', () => {
    const declaring = files.filter((file) =>
      /^export const \w+ = declareOptimizer\(/m.test(readFileSync(new URL(file, folder), 'utf8')),
    );
    expect(declaring.map((file) => file.replace('.ts', '')).sort()).toEqual(
      optimizers.map(({ id }) => id).sort(),
    );
  });

  it.each(optimizers)('$id is cited, and written out in its file of that name', ({ id, source }) => {
    const text = readFileSync(new URL(`${id}.ts`, folder), 'utf8');
    expect(text).toContain(`export const ${id} = declareOptimizer({\n  id: '${id}',`);
    expect(text).toMatch(/\/\*\*[\s\S]*←[\s\S]*State:[\s\S]*\*\/\nexport const/);
    expect(source.length).toBeGreaterThan(10);
  });

  it.each(optimizers)(
    '$id has a learning rate and weight decay, and a momentum key of its own',
    (optimizer) => {
      const keys = optimizer.hyperparams.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toEqual(expect.arrayContaining(['lr', 'weightDecay']));
      expect(optimizer.options.map(({ key }) => key)).toContain('decoupled');
      if (optimizer.momentumKey !== null) expect(keys).toContain(optimizer.momentumKey);
    },
  );

  it.each(optimizers)('$id can be chained and written out in every choice of options', (optimizer) => {
    for (const update of everyUpdate(optimizer)) {
      expect(chain(update).stages.length).toBeGreaterThan(0);
      const tex = formulaTex(update);
      expect(tex).not.toContain('mathit');
      katex.renderToString(tex, { throwOnError: true, strict: 'error' });
    }
  });

  it.each(optimizers)('$id has its numbers filled into the formula', (optimizer) => {
    const [update] = everyUpdate(optimizer);
    const filled = update && formulaTex(update, (name) => (name === 'lr' ? '0.25' : 'x'));
    expect(filled).toContain('0.25');
  });
});

const parameters: readonly (readonly [string, Parameter])[] = [
  ...optimizers.flatMap(({ id, hyperparams }) =>
    hyperparams.map((p: Parameter) => [`${id}.${p.key}`, p] as const),
  ),
  ...[clipNormParameter, clipValueParameter, guardFactorParameter].map((p) => [p.key, p] as const),
];

describe('hyperparameters', () => {
  it.each(parameters)('%s has a slider that makes sense', (_, { min, max, default: value, scale, valid }) => {
    expect(min).toBeLessThan(max);
    if (scale === 'log') expect(min).toBeGreaterThan(0);
    if (scale === 'oneMinus') expect(max).toBeLessThan(1);
    expect(min).toBeGreaterThanOrEqual(valid.min);
    expect(max).toBeLessThanOrEqual(valid.max ?? Number.POSITIVE_INFINITY);
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  });

  it.each(optimizers.flatMap(({ id, options }) => options.map((option) => ({ id, ...option }))))(
    '$id.$key is a yes or no, or a whole number within its bounds',
    ({ id: _, ...option }: Option & { readonly id: string }) => {
      expect(typeof option.default).toBe(option.kind === 'number' ? 'number' : 'boolean');
      if (option.kind !== 'number') return;
      expect(option.integer).toBe(true);
      expect(option.default).toBeGreaterThanOrEqual(option.valid.min);
      expect(option.default).toBeLessThanOrEqual(option.valid.max);
    },
  );
});
