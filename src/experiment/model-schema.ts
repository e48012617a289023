import { must } from '../core/must.ts';
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
      return z.boolean({ error: must('notBoolean', {}) }).default(option.default);
    case 'number':
      return numberSchema(option).default(option.default);
    case 'list': {
      const { range, length } = option;
      const error = must('listLength', { of: 'entries', ...length });
      return z
        .array(whole(range.min, range.max), { error })
        .min(length.min, error)
        .max(length.max, error)
        .default([...option.default]);
    }
    case 'choice': {
      const values = option.choices;
      const error = must('notOneOf', { values: values.map(String) });
      return z.literal(values, { error }).default(option.default);
    }
  }
}

function numberSchema({ integer, range }: Extract<ModelOption, { kind: 'number' }>) {
  if (integer) return whole(range.min, range.max);
  const { min, max, below } = range;
  const message = must('number', { kind: 'finite', bounds: below ? 'fromBelow' : 'fromTo', min, max });
  const schema = z.number({ error: message }).min(min, message);
  return below ? schema.lt(max, message) : schema.max(max, message);
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
  error: must('notAnId', { values: models.map(({ id }) => id) }),
}) as unknown as z.ZodType<ModelSpec>;
