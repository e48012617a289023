import { z } from '../core/zod.ts';
import { sharedOptions } from '../nn/common-options.ts';
import type { ModelSpec } from '../nn/index.ts';
import { models } from '../nn/index.ts';
import type { ModelOption } from '../nn/options.ts';
import { whole } from './fragments.ts';

/** The schema of one choice of a model, from its declaration. */
function optionSchema(option: ModelOption): z.ZodType {
  switch (option.kind) {
    case 'switch':
      return z.boolean({ error: 'must be true or false' }).default(option.default);
    case 'number':
      return numberSchema(option).default(option.default);
    case 'list': {
      const { range, length, must } = option;
      return z
        .array(whole(range.min, range.max), { error: must })
        .min(length.min, must)
        .max(length.max, must)
        .default([...option.default]);
    }
    case 'choice': {
      const values = option.choices;
      const error = `must be ${values.length > 1 ? `${values.slice(0, -1).join(', ')} or ` : ''}${values.at(-1)}`;
      return z.literal(values, { error }).default(option.default);
    }
  }
}

function numberSchema({ integer, range }: Extract<ModelOption, { kind: 'number' }>) {
  if (integer) return whole(range.min, range.max);
  const message = `must be a finite number from ${range.min} to ${range.below ? 'below ' : ''}${range.max}`;
  const schema = z.number({ error: message }).min(range.min, message);
  return range.below ? schema.lt(range.max, message) : schema.max(range.max, message);
}

const members = models.map(({ id, options }) =>
  z
    .strictObject({
      id: z.literal(id),
      ...Object.fromEntries(
        Object.entries<ModelOption>(options).map(([key, option]) => [
          key,
          optionSchema(option).describe(`models.${key in sharedOptions ? 'any' : id}.${key}.help`),
        ]),
      ),
    })
    .describe(`models.${id}.help`),
);

/** One member per model, with exactly its options. */
export const modelSchema = z.discriminatedUnion('id', members as unknown as [z.core.$ZodTypeDiscriminable], {
  error: `must be one of ${models.map(({ id }) => id).join(', ')}`,
}) as unknown as z.ZodType<ModelSpec>;
