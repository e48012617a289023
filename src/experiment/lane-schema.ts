import { boundedList } from '../core/bounded.ts';
import { isRecord } from '../core/is-record.ts';
import { numberFault } from '../core/number-fault.ts';
import { whole } from '../core/setting-schema.ts';
import { z } from '../core/zod.ts';
import type { OptimizerId } from '../optim/index.ts';
import { optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { clipNormParameter } from '../optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../optim/transforms/guard.ts';
import { optimizerSchema, parameterSchema, scheduleSchema } from './fragments.ts';
import { maxLanes } from './lane-defaults.ts';

/** An optimizer with its hyperparameters (numbers) and options (a yes or no, or a whole number), by their keys. */
export type OptimizerSpec = { readonly id: OptimizerId; readonly lr: number } & Readonly<
  Record<string, number | boolean | string>
>;
export type ScheduleSpec = {
  readonly id: ScheduleId;
  readonly warmup: number;
  readonly warmupFrom: number;
} & Readonly<Record<string, number | boolean | string>>;

/** Where a lane has a schedule. */
export type SchedulePath = 'lrSchedule' | 'momentumSchedule';

/** The values that live edits may change during a run, by their path in the lane. */
export interface LaneChange {
  readonly [path: `optimizer.${string}`]: number;
  readonly 'clip.globalNorm'?: number;
  readonly 'clip.value'?: number;
  readonly 'guard.factor'?: number;
  readonly lrSchedule?: ScheduleSpec;
  readonly momentumSchedule?: ScheduleSpec;
}

const guardFactor = parameterSchema(guardFactorParameter);

const clipSchema = z.strictObject({
  globalNorm: parameterSchema(clipNormParameter).nullable().default(null),
  value: parameterSchema(clipValueParameter).nullable().default(null),
});

const maxStep = 100_000_000;

const editableFields = z.strictObject({
  ...Object.fromEntries(
    hyperparamKeys().map((key) => [`optimizer.${key}`, editedNumberSchema(key).optional()]),
  ),
  'clip.globalNorm': parameterSchema(clipNormParameter).optional(),
  'clip.value': parameterSchema(clipValueParameter).optional(),
  'guard.factor': guardFactor.optional(),
  lrSchedule: scheduleSchema<ScheduleSpec>('lr').optional(),
  momentumSchedule: scheduleSchema<ScheduleSpec>('momentum').optional(),
});

type IsValid = (value: unknown) => boolean;

/** What an event may set that is a number, with how to tell that it is one. */
const numberFields: ReadonlyMap<string, IsValid> = new Map<string, IsValid>([
  ...hyperparamKeys().map((key): [string, IsValid] => {
    const common = commonBounds(key);
    return [`optimizer.${key}`, common ? (value) => numberFault(common, value) === null : Number.isFinite];
  }),
  ['clip.globalNorm', (value) => numberFault(clipNormParameter, value) === null],
  ['clip.value', (value) => numberFault(clipValueParameter, value) === null],
  ['guard.factor', (value) => numberFault(guardFactorParameter, value) === null],
]);

/** A lane has no more live edits than this: at 20 a second, 83 minutes without a rest. */
const maxEvents = 100_000;
/** A live edit as it is written. */
export const eventSchema = z.strictObject({ step: whole(0, maxStep), set: editableFields });

/** An event that sets numbers alone, as nearly all do, without the schema; null where it is another, or wrong. */
function numberEvent(event: unknown): { step: number; set: Record<string, number> } | null {
  if (!isRecord(event) || Object.keys(event).length !== 2) return null;
  const { step, set } = event;
  if (!(Number.isInteger(step) && (step as number) >= 0 && (step as number) <= maxStep)) return null;
  if (
    !isRecord(set) ||
    !Object.entries(set).every(([key, value]) => numberFields.get(key)?.(value) === true)
  ) {
    return null;
  }
  return { step: step as number, set: { ...set } as Record<string, number> };
}

/** A lane as it may be written: what is optional here, parsing fills in. */
export const laneSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .describe('Which lane it is, whatever it is called and wherever it stands; left out: one by its style.'),
  name: z.string().min(1).max(80).optional(),
  styleIndex: whole(0, maxLanes - 1)
    .optional()
    .describe('The colour and dash it is drawn in, from 0; left out: one that no other lane has.'),
  optimizer: optimizerSchema<OptimizerSpec>(),
  lrSchedule: scheduleSchema<ScheduleSpec>('lr').prefault({ id: 'constant' }),
  momentumSchedule: scheduleSchema<ScheduleSpec>('momentum')
    .optional()
    .describe('Left out: the schedule that belongs to the optimizer, or constant.'),
  clip: clipSchema.prefault({}).describe('Bounds on the gradient, by norm first; null for none.'),
  guard: z
    .strictObject({ factor: guardFactor.default(guardFactorParameter.default) })
    .nullable()
    .default(null)
    .describe('The stability guard; null for none.'),
  tried: whole(0, 9999)
    .optional()
    .describe('How often this lane was tuned before: learning rates tried, which count as its budget.'),
  events: boundedList(eventSchema, maxEvents, { quick: numberEvent })
    .default([])
    .describe('Live edits during the run: each takes effect from its step on.'),
});

type ParsedLane = z.output<typeof laneSchema>;

export interface LaneEvent {
  readonly step: number;
  readonly set: LaneChange;
}

/** A lane with everything filled in. */
export type LaneSpec = Readonly<
  Omit<ParsedLane, 'id' | 'name' | 'styleIndex' | 'momentumSchedule' | 'events'>
> & {
  /** Unique in the experiment, and kept when the lane is renamed, moved, edited or drawn in another style. */
  readonly id: string;
  readonly name: string;
  readonly styleIndex: number;
  readonly momentumSchedule: ScheduleSpec;
  readonly events: readonly LaneEvent[];
};

function declarationsOf(key: string): readonly Parameter[] {
  return optimizers
    .flatMap((optimizer): readonly Parameter[] => optimizer.hyperparams)
    .filter((parameter) => parameter.key === key);
}

function hyperparamKeys(): readonly string[] {
  return [...new Set(optimizers.flatMap(({ hyperparams }) => hyperparams.map(({ key }) => key)))];
}

/** The bounds of a key that all optimizers agree on; null where they do not: each checks its own once it is known. */
function commonBounds(key: string): Parameter | null {
  const [first, ...others] = declarationsOf(key);
  const bounds = (parameter: Parameter | undefined) => JSON.stringify(parameter?.valid);
  return first && others.every((other) => bounds(other) === bounds(first)) ? first : null;
}

function editedNumberSchema(key: string): z.ZodType<number> {
  const common = commonBounds(key);
  return common ? parameterSchema(common) : z.number();
}
