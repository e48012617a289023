import { momentum } from './momentum.ts';
import { nesterov } from './nesterov.ts';
import { sgd } from './sgd.ts';
import type { OptimizerDeclaration } from './transform.ts';

/** Every optimizer, in the order the page lists them. */
export const optimizers = [nesterov, momentum, sgd] as const satisfies readonly OptimizerDeclaration[];

export type OptimizerId = (typeof optimizers)[number]['id'];

export function optimizerById(id: OptimizerId): OptimizerDeclaration {
  const found = optimizers.find((optimizer) => optimizer.id === id);
  if (!found) throw new RangeError(`optimizer: no declaration with the id ${id}`);
  return found;
}
