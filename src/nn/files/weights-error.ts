import type { ErrorFact } from '../../core/error-facts.ts';
import { DownhillError } from '../../core/errors.ts';
import type { WeightsFacts } from '../../core/weights-facts.ts';

/** Of a name out of a file, which may be as long as the file. */
const maxName = 80;
const maxNames = 8;

/** Why files of weights are not used. `id` of the fault: they cannot be read, or are of another network. */
export function weightsError<Id extends keyof WeightsFacts>(
  fault: 'unread' | 'shapeError',
  id: Id,
  params: WeightsFacts[Id],
): DownhillError {
  const shortened = Object.entries(params).map(([key, value]) => [key, short(value)]);
  return new DownhillError({
    code: 'data',
    path: 'file',
    fact: { id, params: Object.fromEntries(shortened) } as ErrorFact,
    fault: { of: 'weights', id: fault },
  });
}

function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, maxNames).map(short);
  return typeof value === 'string' && value.length > maxName ? `${value.slice(0, maxName)}…` : value;
}
