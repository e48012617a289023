import { z } from '../core/zod.ts';

/** What the schemas of a result and of its verdict are made of, with the words of what is wrong. */
export const count = z
  .int({ error: 'must be a whole number' })
  .min(0, 'must be from 0 up')
  .overwrite((value) => value + 0); // −0 becomes 0
export const finite = z.number({ error: 'must be a finite number' });
export const share = finite.min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1');

/** One of a few texts. */
export const choice = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });
