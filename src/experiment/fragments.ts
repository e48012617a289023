import { fitsFloat32, float32 } from '../core/float32.ts';
import { z } from '../core/zod.ts';
import { optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import { schedules, schedulesFor } from '../optim/schedules/index.ts';
import type { Scheduled } from '../optim/schedules/schedule.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';
import type { Option } from '../optim/transform.ts';

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

/** Why float32, which the kernels compute in, cannot hold a number that is within its bounds; null where it can. */
function float32Error(valid: Parameter['valid'], value: number): string | null {
  if (Math.abs(value) > float32.max) return 'must be at most 3.4e38: 32-bit floats hold no more';
  if (!fitsFloat32(value)) {
    const zero = valid.min < 0 || (valid.min === 0 && !valid.exclusiveMin) ? '0 or ' : '';
    return `must be ${zero}at least 1.2e-38: 32-bit floats round less to 0`;
  }
  const rounded = Math.fround(value);
  if (valid.exclusiveMax && valid.max !== undefined && rounded >= valid.max)
    return `must stay below ${valid.max} as a 32-bit float, e.g. ${valid.max * 0.9999}`;
  if (valid.exclusiveMin && rounded <= valid.min) return `must stay above ${valid.min} as a 32-bit float`;
  return null;
}

/** Whether `numberSchema` takes a value, without a schema: for lists of many. */
export function isValidNumber({ valid, integer }: Parameter, value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (integer && !Number.isSafeInteger(value)) return false;
  const { min, max, exclusiveMin, exclusiveMax } = valid;
  if (exclusiveMin ? value <= min : value < min) return false;
  if (max !== undefined && (exclusiveMax ? value >= max : value > max)) return false;
  return float32Error(valid, value) === null;
}

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
export const scheduleSchema = <T>(scheduled: Scheduled) =>
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

const written: Readonly<Record<Scheduled, string>> = { lr: 'the learning rate', momentum: 'the momentum' };

function scheduleError(scheduled: Scheduled, id: unknown): string {
  const must = `must have an id out of ${schedulesFor(scheduled)
    .map((schedule) => schedule.id)
    .join(', ')}`;
  const other = schedules.some((schedule) => schedule.id === id);
  return other ? `must move ${written[scheduled]}, which ${String(id)} does not; ${must}` : must;
}
