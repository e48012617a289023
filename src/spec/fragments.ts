import { z } from 'zod';
import { optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import { schedules } from '../optim/schedules/index.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';

/** The schema of one number, from its declaration: refuses only what is meaningless. */
export function numberSchema(parameter: Parameter): z.ZodType<number> {
  const { valid, integer } = parameter;
  const message = `must be ${integer ? 'a whole number' : 'a finite number'}${boundsText(valid)}`;
  let schema = integer ? z.int({ error: message }) : z.number({ error: message });
  schema = valid.exclusiveMin ? schema.gt(valid.min, message) : schema.min(valid.min, message);
  if (valid.max !== undefined) {
    schema = valid.exclusiveMax ? schema.lt(valid.max, message) : schema.max(valid.max, message);
  }
  return schema.describe(parameter.help);
}

function boundsText({ min, max, exclusiveMin, exclusiveMax }: Parameter['valid']): string {
  const low = exclusiveMin ? `above ${min}` : `from ${min}`;
  if (max === undefined) return exclusiveMin ? ` ${low}` : ` ${low} up`;
  return ` ${low} to ${exclusiveMax ? 'below ' : ''}${max}`;
}

const numbersOf = (parameters: readonly Parameter[]) =>
  Object.fromEntries(parameters.map((p) => [p.key, numberSchema(p).default(p.default)]));

const anyOf = <T>(schemas: readonly z.ZodType[], error: string): z.ZodType<T> =>
  z.discriminatedUnion('id', schemas as unknown as [z.core.$ZodTypeDiscriminable], {
    error,
  }) as unknown as z.ZodType<T>;

/** One member per optimizer, with exactly its hyper-parameters. */
export const optimizerSchema = <T>() =>
  anyOf<T>(
    optimizers.map(({ id, help, hyper }) =>
      z.strictObject({ id: z.literal(id), ...numbersOf(hyper) }).describe(help),
    ),
    `must have an id out of ${optimizers.map(({ id }) => id).join(', ')}`,
  );

/** One member per schedule, each with a warm-up. */
export const scheduleSchema = <T>() =>
  anyOf<T>(
    schedules.map(({ id, help, parameters }) =>
      z
        .strictObject({ id: z.literal(id), ...numbersOf([...parameters, ...warmupParameters]) })
        .describe(help),
    ),
    `must have an id out of ${schedules.map(({ id }) => id).join(', ')}`,
  );
