import { z } from 'zod';
import type { OptimizerId } from '../optim/index.ts';
import { optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { clipNormParameter } from '../optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../optim/transforms/guard.ts';
import { numberSchema, optimizerSchema, scheduleSchema, whole } from './fragments.ts';
import { maxLanes } from './lane-defaults.ts';

/** An optimizer with its hyper-parameters (numbers) and options (a yes or no, or a whole number), by their keys. */
export type OptimizerSpec = { readonly id: OptimizerId; readonly lr: number } & Readonly<
  Record<string, number | boolean | string>
>;
export type ScheduleSpec = {
  readonly id: ScheduleId;
  readonly warmup: number;
  readonly warmupFrom: number;
} & Readonly<Record<string, number | boolean | string>>;

/** The values a hand may change during a run, by their path in the lane. */
export interface LaneChange {
  readonly [path: `optimizer.${string}`]: number;
  readonly 'clip.globalNorm'?: number;
  readonly 'clip.value'?: number;
  readonly 'guard.factor'?: number;
  readonly lrSchedule?: ScheduleSpec;
  readonly momentumSchedule?: ScheduleSpec;
}

const guardFactor = numberSchema(guardFactorParameter);

const clipSchema = z.strictObject({
  globalNorm: numberSchema(clipNormParameter).nullable().default(null),
  value: numberSchema(clipValueParameter).nullable().default(null),
});

const settable = z.strictObject({
  ...Object.fromEntries(hyperKeys().map((key) => [`optimizer.${key}`, handSchema(key).optional()])),
  'clip.globalNorm': numberSchema(clipNormParameter).optional(),
  'clip.value': numberSchema(clipValueParameter).optional(),
  'guard.factor': guardFactor.optional(),
  lrSchedule: scheduleSchema<ScheduleSpec>('lr').optional(),
  momentumSchedule: scheduleSchema<ScheduleSpec>('momentum').optional(),
});

/** A lane as it may be written: what is optional here, parsing fills in. */
export const laneSchema = z.strictObject({
  name: z
    .string({ error: 'must be text' })
    .min(1, 'must not be empty')
    .max(80, 'must be at most 80 letters')
    .optional(),
  look: whole(0, maxLanes - 1)
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
  events: z
    .array(z.strictObject({ step: whole(0, 100_000_000), set: settable }), { error: 'must be a list' })
    .max(100_000, 'must be at most 100000 entries')
    .default([])
    .describe('Moves of a hand during the run: each acts from its step on.'),
});

type Parsed = z.output<typeof laneSchema>;

export interface LaneEvent {
  readonly step: number;
  readonly set: LaneChange;
}

/** A lane with everything filled in. */
export type LaneSpec = Readonly<Omit<Parsed, 'name' | 'look' | 'momentumSchedule' | 'events'>> & {
  readonly name: string;
  readonly look: number;
  readonly momentumSchedule: ScheduleSpec;
  readonly events: readonly LaneEvent[];
};

function declarationsOf(key: string): readonly Parameter[] {
  return optimizers
    .flatMap((optimizer): readonly Parameter[] => optimizer.hyper)
    .filter((parameter) => parameter.key === key);
}

function hyperKeys(): readonly string[] {
  return [...new Set(optimizers.flatMap(({ hyper }) => hyper.map(({ key }) => key)))];
}

/** What any optimizer takes under a key; what the lane's own refuses beyond that is checked once it is known. */
function handSchema(key: string): z.ZodType<number> {
  const [first, ...others] = declarationsOf(key);
  const bounds = (parameter: Parameter | undefined) => JSON.stringify(parameter?.valid);
  if (first && others.every((other) => bounds(other) === bounds(first))) return numberSchema(first);
  return z.number({ error: 'must be a finite number' });
}
