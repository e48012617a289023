import { z } from 'zod';
import { DownhillError } from '../core/errors.ts';
import { datasets } from '../data/index.ts';
import type { ModelId } from '../nn/index.ts';
import { models } from '../nn/index.ts';
import type { OptimizerId } from '../optim/index.ts';
import { optimizerById, optimizers } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import type { HyperKey } from '../optim/transform.ts';
import { numberSchema, optimizerSchema, scheduleSchema } from './fragments.ts';
import { issueText } from './message.ts';

z.config({ jitless: true }); // zod otherwise compiles with new Function, which a strict CSP refuses

export type OptimizerSpec = { readonly id: OptimizerId; readonly lr: number } & {
  readonly [Key in Exclude<HyperKey, 'lr'>]?: number;
};
export type ScheduleSpec = {
  readonly id: ScheduleId;
  readonly warmup: number;
  readonly warmupFrom: number;
} & Readonly<Record<string, number | string>>;

const whole = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int({ error: message }).min(min, message).max(max, message);
};
const nullable = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

const modelIds = models.map(({ id }) => id) as [ModelId, ...ModelId[]];
const datasetIds = datasets.map(({ id }) => id) as [string, ...string[]];

const dataSchema = z.strictObject({
  id: z.enum(datasetIds, { error: `must be one of ${datasetIds.join(', ')}` }),
  batchSize: whole(1, 1024).default(64).describe('Pictures a step.'),
  trainCount: nullable(whole(1, 10_000_000)).describe(
    'Train on only the first so many pictures; null for all.',
  ),
  validation: whole(1, 1_000_000)
    .default(5000)
    .describe('The last pictures of the training set, held back for evaluation.'),
  normalize: z
    .enum(['standardize', 'unit'], { error: 'must be standardize or unit' })
    .default('standardize')
    .describe('standardize: by the mean and deviation of the set; unit: 0 to 1.'),
});

const modelSchema = z.strictObject({
  id: z.enum(modelIds, { error: `must be one of ${modelIds.join(', ')}` }),
  filters: z
    .array(whole(1, 1024), { error: 'must be a list of one to four widths' })
    .min(1, 'must be a list of one to four widths')
    .max(4, 'must be a list of one to four widths')
    .default([16, 32])
    .describe('The width of each conv layer; each is followed by a 2×2 max pool.'),
  dense: z
    .array(whole(1, 8192), { error: 'must be a list of up to three widths' })
    .max(3, 'must be a list of up to three widths')
    .default([])
    .describe('The width of each dense layer before the logits.'),
  activation: z.enum(['relu'], { error: 'must be relu' }).default('relu'),
  init: z.enum(['glorot', 'he'], { error: 'must be glorot or he' }).default('glorot'),
});

const targetSchema = z.strictObject({
  metric: z.enum(['validationAccuracy', 'validationLoss'], {
    error: 'must be validationAccuracy or validationLoss',
  }),
  value: z.number({ error: 'must be a finite number' }).min(0, 'must be from 0 up'),
});

const trainingSchema = z.strictObject({
  steps: nullable(whole(1, 100_000_000)).describe('Length in minibatches; beats epochs.'),
  epochs: nullable(whole(1, 100_000)).describe(
    'Length in passes over the data; with steps null too: until stopped.',
  ),
  evalEvery: whole(1, 100_000_000)
    .default(50)
    .describe('Steps between two evaluations on the validation split.'),
  target: nullable(targetSchema).describe('A finish line on a validation metric.'),
});

const scheduleDefault = { id: 'constant' };

const settable = z.strictObject({
  ...Object.fromEntries(
    (['lr', 'momentum', 'weightDecay'] as const).map((key) => [
      `optimizer.${key}`,
      hyperSchema(key).optional(),
    ]),
  ),
  lrSchedule: scheduleSchema<ScheduleSpec>().optional(),
  momentumSchedule: scheduleSchema<ScheduleSpec>().optional(),
});

const laneSchema = z.strictObject({
  name: z
    .string({ error: 'must be text' })
    .min(1, 'must not be empty')
    .max(80, 'must be at most 80 letters')
    .optional(),
  optimizer: optimizerSchema<OptimizerSpec>(),
  lrSchedule: scheduleSchema<ScheduleSpec>().prefault(scheduleDefault),
  momentumSchedule: scheduleSchema<ScheduleSpec>().prefault(scheduleDefault),
  events: z
    .array(z.strictObject({ step: whole(0, 100_000_000), set: settable }), { error: 'must be a list' })
    .max(100_000, 'must be at most 100000 entries')
    .default([])
    .describe('Moves of a hand during the run: each acts from its step on.'),
});

/** Version 1 of the experiment: what the link, a saved file, the worker and the page API all carry. */
const experimentSchema = z.strictObject({
  version: z.literal(1, { error: 'must be 1' }),
  name: z.string({ error: 'must be text' }).max(200, 'must be at most 200 letters').default('Untitled'),
  seed: whole(0, 2 ** 32 - 1).default(1),
  repeats: z.literal(1, { error: 'must be 1: this version trains one seed a run' }).default(1),
  data: dataSchema,
  model: modelSchema,
  training: trainingSchema.prefault({ steps: 2000 }),
  lanes: z
    .array(laneSchema, { error: 'must be a list with one lane' })
    .length(1, 'must be a list with one lane: this version trains one optimizer at a time'),
});

type Parsed = z.output<typeof experimentSchema>;
export type LaneSpec = Omit<Parsed['lanes'][number], 'name' | 'events'> & {
  readonly name: string;
  readonly events: readonly LaneEvent[];
};
/** The values a hand may change during a run, by their path in the lane. */
export interface LaneChange {
  readonly 'optimizer.lr'?: number;
  readonly 'optimizer.momentum'?: number;
  readonly 'optimizer.weightDecay'?: number;
  readonly lrSchedule?: ScheduleSpec;
  readonly momentumSchedule?: ScheduleSpec;
}
export interface LaneEvent {
  readonly step: number;
  readonly set: LaneChange;
}
export type ExperimentSpec = Omit<Parsed, 'lanes'> & { readonly lanes: readonly LaneSpec[] };

/**
 * An experiment out of anything: a link, a file, storage, a message, a script. Fills in the defaults.
 * @throws DownhillError code `spec` with the path of the first thing wrong
 */
export function parseSpec(input: unknown): ExperimentSpec {
  const result = experimentSchema.safeParse(input);
  if (!result.success) {
    const [issue] = result.error.issues;
    if (issue === undefined) throw result.error;
    throw new DownhillError({ code: 'spec', ...issueText(issue, input) });
  }
  const { lanes, ...rest } = result.data;
  const spec: ExperimentSpec = { ...rest, lanes: lanes.map(nameLane) };
  checkHorizon(spec);
  checkEventKeys(spec);
  checkValidation(spec);
  return spec;
}

function nameLane(lane: Parsed['lanes'][number]): LaneSpec {
  const events = [...(lane.events as LaneEvent[])].sort((a, b) => a.step - b.step);
  return { ...lane, name: lane.name ?? optimizerById(lane.optimizer.id).name, events };
}

function checkHorizon({ training, lanes }: ExperimentSpec): void {
  if (training.steps !== null || training.epochs !== null) return;
  lanes.forEach((lane, i) => {
    const changes = lane.events.flatMap(({ set }, j) => [
      [`events[${j}].set.lrSchedule`, set.lrSchedule] as const,
      [`events[${j}].set.momentumSchedule`, set.momentumSchedule] as const,
    ]);
    const all = [
      ['lrSchedule', lane.lrSchedule],
      ['momentumSchedule', lane.momentumSchedule],
      ...changes,
    ] as const;
    for (const [key, schedule] of all) {
      if (schedule === undefined || !scheduleById(schedule.id).needsHorizon) continue;
      const path = `lanes[${i}].${key}`;
      throw new DownhillError({
        code: 'spec',
        path,
        message: `${path}: a ${schedule.id} schedule needs a length, got a run until stopped; set steps or epochs, or choose constant`,
      });
    }
  });
}

function checkEventKeys({ lanes }: ExperimentSpec): void {
  lanes.forEach((lane, i) => {
    const known = optimizerById(lane.optimizer.id).hyper.map(({ key }): string => `optimizer.${key}`);
    lane.events.forEach(({ set }, j) => {
      const unknown = Object.keys(set).find((key) => key.startsWith('optimizer.') && !known.includes(key));
      if (unknown === undefined) return;
      const path = `lanes[${i}].events[${j}].set.${unknown}`;
      throw new DownhillError({
        code: 'spec',
        path,
        message: `${path}: ${lane.optimizer.id} has no such hyper-parameter; use ${known.join(', ')}`,
      });
    });
  });
}

function checkValidation({ data }: ExperimentSpec): void {
  const total = datasets.find(({ id }) => id === data.id)?.trainCount ?? 0;
  if (data.validation < total) return;
  throw new DownhillError({
    code: 'spec',
    path: 'data.validation',
    message: `data.validation: must leave pictures to train on out of ${total}, got ${data.validation}; hold back fewer, e.g. ${Math.floor(total / 10)}`,
  });
}

/**
 * The move of a hand on a running lane, checked as the spec checks an event.
 * @throws DownhillError code `spec` with the path of what is wrong
 */
export function parseLaneChange(spec: ExperimentSpec, lane: number, step: number, set: unknown): LaneChange {
  const lanes = spec.lanes.map((l, i) =>
    i === lane ? { ...l, events: [{ step, set }] } : { ...l, events: [] },
  );
  const parsed = parseSpec({ ...spec, lanes }).lanes[lane]?.events[0]?.set;
  if (!parsed)
    throw new DownhillError({ code: 'spec', path: `lanes[${lane}]`, message: `lanes: no lane ${lane}` });
  return parsed;
}

/** The JSON schema of `experimentSchema`, as stored in public/schema/experiment.v1.json. */
export function experimentJsonSchema(): object {
  return z.toJSONSchema(experimentSchema, { io: 'input', target: 'draft-2020-12' });
}

function hyperSchema(key: HyperKey): z.ZodType<number> {
  const parameter = optimizers
    .flatMap((optimizer): readonly Parameter[] => optimizer.hyper)
    .find((p) => p.key === key);
  if (!parameter) throw new RangeError(`spec: no optimizer declares ${key}`);
  return numberSchema(parameter);
}
