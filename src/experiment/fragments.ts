import { z } from '../core/zod.ts';
import { optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import { schedules, schedulesFor } from '../optim/schedules/index.ts';
import type { ScheduledHyperparam } from '../optim/schedules/schedule.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';
import type { Option } from '../optim/transform.ts';
import { float32Fault, numberFault } from './number-fault.ts';

/**
 * The schema of one number, from its declaration: refuses only what is meaningless, in float32 too. Its description is
 * the key of a message, which `npm run schema` writes out.
 */
export function numberSchema(parameter: Parameter, textKey = hyperparamText(parameter)): z.ZodType<number> {
  const { valid, integer } = parameter;
  const message = `must be ${integer ? 'a whole number' : 'a finite number'}${boundsText(valid)}`;
  let schema = integer ? z.int({ error: message }) : z.number({ error: message });
  schema = valid.exclusiveMin ? schema.gt(valid.min, message) : schema.min(valid.min, message);
  if (valid.max !== undefined) {
    schema = valid.exclusiveMax ? schema.lt(valid.max, message) : schema.max(valid.max, message);
  }
  return schema
    .refine((value) => float32Error(valid, value) === null, {
      error: ({ input }) => float32Error(valid, Number(input)) ?? message,
    })
    .describe(textKey);
}

const hyperparamText = ({ key }: Parameter): string => `optimizers.hyperparams.${key}.help`;

/** Why float32 cannot hold a number that is within its bounds, in words; null where it can. */
function float32Error(valid: Parameter['valid'], value: number): string | null {
  const fault = float32Fault(valid, value);
  switch (fault?.id) {
    case undefined:
      return null;
    case 'tooLarge':
      return 'must be at most 3.4e38: 32-bit floats hold no more';
    case 'tooSmall':
      return `must be ${fault.orZero ? '0 or ' : ''}at least 1.2e-38: 32-bit floats round less to 0`;
    case 'roundedToMax':
      return `must stay below ${fault.max} as a 32-bit float, e.g. ${fault.max * 0.9999}`;
    case 'roundedToMin':
      return `must stay above ${fault.min} as a 32-bit float`;
  }
}

/** Whether `numberSchema` takes a value, without a schema: for lists of many. */
export const isValidNumber = (parameter: Parameter, value: unknown): value is number =>
  numberFault(parameter, value) === null;

function boundsText({ min, max, exclusiveMin, exclusiveMax }: Parameter['valid']): string {
  const low = exclusiveMin ? `above ${min}` : `from ${min}`;
  if (max === undefined) return exclusiveMin ? ` ${low}` : ` ${low} up`;
  return ` ${low} to ${exclusiveMax ? 'below ' : ''}${max}`;
}

/** A whole number between bounds, both included. */
export function whole(min: number, max: number): z.ZodInt {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int({ error: message }).min(min, message).max(max, message);
}

/** The schema of a choice: a yes or no, or a whole number. */
function optionSchema({ range }: Option, textKey: string): z.ZodType<boolean | number> {
  const schema = range ? whole(range.min, range.max) : z.boolean({ error: 'must be true or false' });
  return schema.describe(textKey);
}

const numbersOf = (parameters: readonly Parameter[], textKey?: (key: string) => string) =>
  Object.fromEntries(parameters.map((p) => [p.key, numberSchema(p, textKey?.(p.key)).default(p.default)]));

const optionsOf = (options: readonly Option[], textKey: (key: string) => string) =>
  Object.fromEntries(
    options.map((option) => [option.key, optionSchema(option, textKey(option.key)).default(option.default)]),
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
    () => `must have an id out of ${optimizers.map(({ id }) => id).join(', ')}`,
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

const written: Readonly<Record<ScheduledHyperparam, string>> = {
  lr: 'the learning rate',
  momentum: 'the momentum',
};

function scheduleError(scheduled: ScheduledHyperparam, id: unknown): string {
  const must = `must have an id out of ${schedulesFor(scheduled)
    .map((schedule) => schedule.id)
    .join(', ')}`;
  const other = schedules.some((schedule) => schedule.id === id);
  return other ? `must move ${written[scheduled]}, which ${String(id)} does not; ${must}` : must;
}
