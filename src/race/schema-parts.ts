import { must } from '../core/must.ts';
import type { Bounds } from '../core/spec-facts.ts';
import { z } from '../core/zod.ts';

const number = (kind: 'whole' | 'finite', bounds: Bounds, min = 0, max = 0) =>
  must('number', { kind, bounds, min, max });

/** What the schemas of a result and of its verdict are made of, with the facts of what is wrong. */
export const count = wholeFrom(0);
export const finite = z.number({ error: number('finite', 'none') });
export const notNegative = finite.min(0, number('finite', 'from'));
const isShare = number('finite', 'fromTo', 0, 1);
export const share = z.number({ error: isShare }).min(0, isShare).max(1, isShare);

/** A whole number. */
export function wholeFrom(min: number) {
  const error = number('whole', 'from', min);
  return z
    .int({ error })
    .min(min, error)
    .overwrite((value) => value + 0); // −0 becomes 0
}

/** A whole number that is no larger either. */
export function wholeTo(max: number) {
  const error = must('wholeNumber', { min: 0, max });
  return z
    .int({ error })
    .min(0, error)
    .max(max, error)
    .overwrite((value) => value + 0);
}

/** One of a few texts. */
export const choice = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: must('notOneOf', { values }) });
