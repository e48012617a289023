import { must } from '../core/must.ts';
import { whole } from '../core/setting-schema.ts';
import type { Bounds } from '../core/spec-facts.ts';
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
  const message = numberRule(valid, integer);
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

/** Why float32 cannot hold a number that is within its bounds, as a rule; null where it can. */
function float32Error(valid: Parameter['valid'], value: number): string | null {
  const fault = float32Fault(valid, value);
  switch (fault?.id) {
    case undefined:
      return null;
    case 'tooLarge':
      return must('float32Max', {});
    case 'tooSmall':
      return must('float32Min', { orZero: fault.orZero ? 'yes' : 'no' });
    case 'roundedToMax':
      return must('float32Below', { max: fault.max, example: fault.max * 0.9999 });
    case 'roundedToMin':
      return must('float32Above', { min: fault.min });
  }
}

/** Whether `numberSchema` takes a value, without a schema: for lists of many. */
export const isValidNumber = (parameter: Parameter, value: unknown): value is number =>
  numberFault(parameter, value) === null;

function numberRule({ min, max, exclusiveMin, exclusiveMax }: Parameter['valid'], integer = false): string {
  const low = exclusiveMin ? 'above' : 'from';
  const bounds: Bounds = max === undefined ? low : `${low}${exclusiveMax ? 'Below' : 'To'}`;
  return must('number', { kind: integer ? 'whole' : 'finite', bounds, min, max: max ?? 0 });
}

/** The schema of a choice: a yes or no, or a whole number. */
function optionSchema({ range }: Option, textKey: string): z.ZodType<boolean | number> {
  const schema = range ? whole(range.min, range.max) : z.boolean({ error: must('notBoolean', {}) });
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
