import { must } from '../core/must.ts';
import { settingSchema } from '../core/setting-schema.ts';
import { z } from '../core/zod.ts';
import { sharedOptions } from '../nn/common-options.ts';
import type { ModelSpec } from '../nn/index.ts';
import { models } from '../nn/index.ts';
import type { ModelOption } from '../nn/options.ts';

const members = models.map(({ id, options }) =>
  z
    .strictObject({
      id: z.literal(id),
      ...Object.fromEntries(
        Object.entries<ModelOption>(options).map(([key, option]) => [
          key,
          settingSchema(option).describe(`models.${key in sharedOptions ? 'any' : id}.${key}.help`),
        ]),
      ),
    })
    .describe(`models.${id}.help`),
);

/** One member per model, with exactly its options. */
export const modelSchema = z.discriminatedUnion('id', members as unknown as [z.core.$ZodTypeDiscriminable], {
  error: must('notAnId', { values: models.map(({ id }) => id) }),
}) as unknown as z.ZodType<ModelSpec>;
