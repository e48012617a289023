import type { ErrorFact } from '../core/error-facts.ts';
import { DownhillError } from '../core/errors.ts';

/** What no experiment goes beyond, however it is written. The lists of its schema are shorter still. */
const max = { depth: 16, entries: 1024, letters: 16_384 };

/** Of a lane, and of a minimization problem, whose list is at the root. */
const eventsPath = /(^|\.)events$/;

/**
 * Turns down what would be slow to check or overflow the stack, before any schema looks at it: nesting, lists, objects and
 * texts beyond all that an experiment has. Live edits are left to their own list.
 * @throws DownhillError code `spec` with the path
 */
export function checkBounds(input: unknown): void {
  check(input, '', 0);
}

function check(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string' && value.length > max.letters) {
    throw tooMuch(path, { id: 'tooLong', params: { max: max.letters, got: value.length } });
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= max.depth) throw tooMuch(path, { id: 'tooDeep', params: { max: max.depth } });
  const keys = Object.keys(value);
  if (Array.isArray(value) && eventsPath.test(path)) return;
  if (keys.length > max.entries) {
    throw tooMuch(path, { id: 'tooMany', params: { max: max.entries, got: keys.length } });
  }
  for (const key of keys) {
    const inside = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    check((value as Readonly<Record<string, unknown>>)[key], inside, depth + 1);
  }
}

function tooMuch(path: string, fact: ErrorFact): DownhillError {
  const where = path.length > 80 ? `${path.slice(0, 79)}…` : path || 'experiment';
  return new DownhillError({ code: 'spec', path: where, fact });
}
