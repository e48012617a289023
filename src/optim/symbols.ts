import type { SymbolOf } from '../core/tex.ts';
import * as hyperparams from './hyperparams.ts';
import type { LaneUpdate } from './plan.ts';
import { clipNormParameter } from './transforms/clip-norm.ts';
import { clipValueParameter } from './transforms/clip-value.ts';
import { guardFactorParameter } from './transforms/guard.ts';

const parameters = [
  ...Object.values(hyperparams),
  clipNormParameter,
  clipValueParameter,
  guardFactorParameter,
];

const common: ReadonlyMap<string, string> = new Map([
  ...parameters.map(({ key, symbol }) => [key, symbol] as const),
  ['norm', '\\lVert g \\rVert'],
  ['clipFactor', 'f'],
]);

const greek = new Set(['theta', 'mu', 'rho', 'tau', 'alpha', 'beta', 'gamma', 'delta', 'lambda', 'sigma']);

/**
 * How a name is written in formulas, as TeX: a hyperparameter as it declares, a Greek letter as one, a letter as
 * itself; `xNext` as x⁺ and `xMax` with max below. Names of one optimizer alone need `symbolsOf`.
 */
export function symbolOf(name: string): string {
  const commonSymbol = common.get(name);
  if (commonSymbol !== undefined) return commonSymbol;
  if (name.endsWith('Next')) return `${symbolOf(name.slice(0, -4))}^{+}`;
  if (name.endsWith('Max')) return `${symbolOf(name.slice(0, -3))}_{\\max}`;
  if (greek.has(name)) return `\\${name}`;
  return name.length === 1 ? name : `\\mathit{${name}}`;
}

/** `symbolOf` that also knows the optimizer's own hyperparameters, slots and recurrences. */
export function symbolsOf({ optimizer, options }: LaneUpdate): SymbolOf {
  const transforms = optimizer.transforms(options);
  const symbols = new Map([
    ...optimizer.hyperparams.map(({ key, symbol }) => [key, symbol] as const),
    ...transforms.flatMap(({ slots = [] }) => slots.map(({ name, symbol }) => [name, symbol] as const)),
    ...transforms.flatMap(({ recurrences = [] }) =>
      recurrences.map(({ name, symbol }) => [name, symbol] as const),
    ),
  ]);
  return (name) => symbols.get(name) ?? symbolOf(name);
}
