import { must } from '../core/must.ts';
import type { Setting } from '../core/setting.ts';
import { valueSchema } from '../core/setting-schema.ts';
import { z } from '../core/zod.ts';
import { optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import { schedules, schedulesFor } from '../optim/schedules/index.ts';
import type { ScheduledHyperparam } from '../optim/schedules/schedule.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';
import type { Option } from '../optim/transform.ts';

/** The schema of a parameter; its description is the key of a message, which `npm run schema` writes out. */
export const parameterSchema = (
  parameter: Parameter,
  textKey = hyperparamText(parameter),
): z.ZodType<number> => valueSchema(parameter).describe(textKey);

const hyperparamText = ({ key }: Parameter): string => `optimizers.hyperparams.${key}.help`;

const numbersOf = (parameters: readonly Parameter[], textKey?: (key: string) => string) =>
  Object.fromEntries(parameters.map((p) => [p.key, parameterSchema(p, textKey?.(p.key)).default(p.default)]));

const optionsOf = (options: readonly Option[], textKey: (key: string) => string) =>
  Object.fromEntries(
    options.map((option) => [
      option.key,
      valueSchema<Setting>(option).describe(textKey(option.key)).default(option.default),
    ]),
  );

const anyOf = <T>(schemas: readonly z.ZodType[], error: (id: unknown) => string): z.ZodType<T> =>
  z.discriminatedUnion('id', schemas as unknown as [z.core.$ZodTypeDiscriminable], {
    error: ({ input }) => error((input as { readonly id?: unknown } | null)?.id),
  }) as unknown as z.ZodType<T>;

/** One member per optimizer, with exactly its hyperparameters and options. */
export const optimizerSchema = <T>() =>
  anyOf<T>(
    optimizers.map(({ id, hyperparams, options }) =>
      z
        .strictObject({
          id: z.literal(id),
          ...numbersOf(hyperparams),
          ...optionsOf(options, (key) => `optimizers.options.${key}.help`),
        })
        .describe(`optimizers.${id}.help`),
    ),
    () => must('notAnId', { values: optimizers.map(({ id }) => id) }),
  );

/** One member per schedule that can move the learning rate, or the momentum; each with a warm-up. */
export const scheduleSchema = <T>(scheduled: ScheduledHyperparam) =>
  anyOf<T>(
    schedulesFor(scheduled).map(({ id, parameters, choices }) => {
      const textKey = (key: string) => `schedules.${id}.${key}.help`;
      return z
        .strictObject({
          id: z.literal(id),
          ...numbersOf(parameters, textKey),
          ...numbersOf(warmupParameters, (key) => `schedules.any.${key}.help`),
          ...optionsOf(choices, textKey),
        })
        .describe(`schedules.${id}.help`);
    }),
    (id) => scheduleError(scheduled, id),
  );

function scheduleError(scheduled: ScheduledHyperparam, id: unknown): string {
  const values = schedulesFor(scheduled).map((schedule) => schedule.id);
  const isOther = schedules.some((schedule) => schedule.id === id);
  return isOther ? must('scheduleMoves', { what: scheduled, values }) : must('notAnId', { values });
}
