import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import { muon } from './muon.ts';
import { nadam } from './nadam.ts';
import { nesterov } from './nesterov.ts';
import { nesterov1983 } from './nesterov1983.ts';
import { nmgd } from './nmgd.ts';
import { radam } from './radam.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';
import type { OptimizerDeclaration } from './transform.ts';

/** Every optimizer, in the order the page lists them. */
export const optimizers = [
  nmgd,
  nesterov,
  nesterov1983,
  momentum,
  sgd,
  adam,
  adamw,
  nadam,
  radam,
  rmsprop,
  adagrad,
  muon,
] as const satisfies readonly OptimizerDeclaration[];

export type OptimizerId = (typeof optimizers)[number]['id'];

export function optimizerById(id: OptimizerId): OptimizerDeclaration {
  const declaration = optimizers.find((optimizer) => optimizer.id === id);
  if (!declaration) throw new RangeError(`optimizer: no declaration with the id ${id}`);
  return declaration;
}
