import { boundedText, inputJsonSchema } from '../core/bounded.ts';
import { DownhillError } from '../core/errors.ts';
import { must } from '../core/must.ts';
import { settingSchema, valueSchema, whole } from '../core/setting-schema.ts';
import { z } from '../core/zod.ts';
import { datasets } from '../data/catalog/index.ts';
import type { DatasetRef } from '../data/catalog/info.ts';
import { optimizerById } from '../optim/index.ts';
import { checkBounds } from './bounds.ts';
import { checkExperiment, checkLane } from './checks.ts';
import { completeIds, completeStyleIndices, freeName, maxLanes } from './lane-defaults.ts';
import type { LaneChange, LaneEvent, LaneSpec } from './lane-schema.ts';
import { eventSchema, laneSchema } from './lane-schema.ts';
import { localInfoSchema } from './local-info-schema.ts';
import { currentVersions, migrate } from './migrate.ts';
import { modelSchema } from './model-schema.ts';
import { raceSchema } from './race-schema.ts';
import { reject, zodIssueReport } from './reject.ts';
import { momentumScheduleFor } from './schedule-defaults.ts';
import { dataSettings, runSettings, trainingSettings } from './settings.ts';

export type {
  LaneChange,
  LaneEvent,
  LaneSpec,
  OptimizerSpec,
  SchedulePath,
  ScheduleSpec,
} from './lane-schema.ts';

const nullable = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

const datasetIds = datasets.map(({ id }) => id) as [string, ...string[]];

const classesRule = must('notClasses', {});

const dataSchema = z.strictObject({
  id: z.enum(datasetIds),
  batchSize: settingSchema(dataSettings.batchSize).describe('Images a step.'),
  trainCount: nullable(valueSchema(dataSettings.trainCount)).describe(
    'Train on the first n images only; null for all.',
  ),
  validation: settingSchema(dataSettings.validation).describe(
    'The last images of the training set, held out for evaluation.',
  ),
  classes: nullable(
    z
      .array(whole(0, 255), { error: classesRule })
      .min(2, classesRule)
      .refine((labels) => labels.every((label, i) => i === 0 || label > (labels[i - 1] ?? 0)), {
        error: must('notRising', {}),
      }),
  ).describe('Which classes, by their place in the set from 0, rising; null for all.'),
  size: nullable(valueSchema(dataSettings.size)).describe(
    'Height and width that images are brought to; null for their own.',
  ),
  fit: settingSchema(dataSettings.fit).describe(
    'How: with black around them (or cut), or smaller and larger.',
  ),
  rgb: settingSchema(dataSettings.rgb).describe('Grey images as three equal channels.'),
  augment: z
    .strictObject({
      flip: settingSchema(dataSettings.flip).describe(
        'Mirror each training image left and right with probability ½.',
      ),
      shift: settingSchema(dataSettings.shift).describe(
        'Shift it by at most this many pixels each way; what comes in is black.',
      ),
    })
    .prefault({}),
  normalize: settingSchema(dataSettings.normalize).describe(
    'standardize: by the mean and deviation of the set; unit: 0 to 1.',
  ),
});

const sha256Schema = z
  .string({ error: must('notSha256', {}) })
  .regex(/^[0-9a-f]{64}$/, must('notSha256', {}));

/** Of a person's own images: what they are in place of where they are found. */
const localDataSchema = dataSchema.omit({ id: true }).extend({
  sha256: sha256Schema.describe('Of the file of the images.'),
  info: localInfoSchema.describe('What the file holds.'),
});

const targetSchema = z.strictObject({
  metric: z.enum(['validationAccuracy', 'validationLoss']),
  value: z.number().min(0),
});

const trainingSchema = z.strictObject({
  steps: nullable(valueSchema(trainingSettings.steps)).describe('Length in minibatches; beats epochs.'),
  epochs: nullable(valueSchema(trainingSettings.epochs)).describe(
    'Length in passes over the data; with steps null too: until stopped.',
  ),
  evalEvery: settingSchema(trainingSettings.evalEvery).describe(
    'Steps between two evaluations on the validation split.',
  ),
  target: nullable(targetSchema).describe('A finish line on a validation metric.'),
  labelSmoothing: settingSchema(trainingSettings.labelSmoothing).describe(
    'The part of each label that is spread over all classes.',
  ),
});

const startSchema = z.strictObject({
  sha256: sha256Schema.describe('Of the file, as safetensors.'),
  head: z
    .boolean()
    .default(true)
    .describe('False for all weights but those of the last layer, which then starts at random.'),
});

const lanesRule = must('listLength', { of: 'lanes', min: 1, max: maxLanes });

/** The experiment: what the link, a saved file, the worker and the page API all carry. `migrate` brings older ones here. */
const experimentSchema = z.strictObject({
  version: z.literal(currentVersions.experiment, {
    error: must('wholeNumber', { min: 1, max: currentVersions.experiment }),
  }),
  name: boundedText(200).default('Untitled'),
  seed: settingSchema(runSettings.seed),
  seeds: settingSchema(runSettings.seeds).describe(
    'How many seeds, from `seed` up; each lane trains once with each.',
  ),
  data: dataSchema,
  model: modelSchema,
  start: nullable(startSchema).describe(
    'A file of weights that every lane starts from, kept on the machine; null for random ones.',
  ),
  training: trainingSchema.prefault({ steps: trainingSettings.steps.default }),
  race: raceSchema.prefault({}),
  lanes: z
    .array(laneSchema, { error: lanesRule })
    .min(1, lanesRule)
    .max(maxLanes, lanesRule)
    .describe('Each trains the same model from the same weights on the same batches.'),
});

/** The same over images of a person's own, so that what is wrong with either form is told of that form. */
const localExperimentSchema = experimentSchema.extend({ data: localDataSchema });

type ParsedExperiment = z.output<typeof experimentSchema>;
/** What is trained on: of which dataset, and in what form. */
export type DataSpec = Omit<ParsedExperiment['data'], 'id'> & DatasetRef;
export type ExperimentSpec = Omit<ParsedExperiment, 'data' | 'lanes'> & {
  readonly data: DataSpec;
  readonly lanes: readonly LaneSpec[];
};

/** Whether an experiment describes images of a person's own: it has their sha256 and no id. */
function isLocal(input: unknown): boolean {
  const data = (input as { readonly data?: unknown } | null)?.data;
  return typeof data === 'object' && data !== null && 'sha256' in data && !('id' in data);
}

/**
 * An experiment out of anything, of any version: a link, a file, a message, a script. Fills in the defaults.
 * @throws DownhillError code `spec` with the path of the first thing wrong
 */
export function parseSpec(input: unknown): ExperimentSpec {
  checkBounds(input);
  const current = migrate('experiment', input);
  const result = (isLocal(current) ? localExperimentSchema : experimentSchema).safeParse(current);
  if (!result.success) {
    const [issue] = result.error.issues;
    if (issue === undefined) throw result.error;
    throw new DownhillError({ code: 'spec', ...zodIssueReport(issue, current) });
  }
  const { lanes, ...rest } = result.data;
  const spec: ExperimentSpec = { ...rest, lanes: completeLanes(lanes) };
  checkExperiment(spec);
  return spec;
}

/** A parsed lane with the id, name, style index and momentum schedule that belong to it, its events in order. */
export function completeLane(
  lane: ParsedExperiment['lanes'][number],
  name: string = optimizerById(lane.optimizer.id).name,
  styleIndex = 0,
  id = lane.id ?? 'a',
): LaneSpec {
  return {
    ...lane,
    id,
    name: lane.name ?? name,
    styleIndex: lane.styleIndex ?? styleIndex,
    momentumSchedule: lane.momentumSchedule ?? momentumScheduleFor(lane.optimizer.id),
    events: [...(lane.events as LaneEvent[])].sort((a, b) => a.step - b.step),
  };
}

function completeLanes(lanes: ParsedExperiment['lanes']): LaneSpec[] {
  const styleIndices = completeStyleIndices(lanes.map(({ styleIndex }) => styleIndex));
  const ids = completeIds(
    lanes.map(({ id }) => id),
    styleIndices,
  );
  const names = lanes.flatMap(({ name }) => name ?? []);
  return lanes.map((parsed, i) => {
    const lane = completeLane(
      parsed,
      freeName(optimizerById(parsed.optimizer.id).name, names),
      styleIndices[i],
      ids[i],
    );
    names.push(lane.name);
    return lane;
  });
}

/**
 * A live edit of a running lane, checked as the spec checks an event.
 * @throws DownhillError code `spec` with the path of what is wrong
 */
export function parseLaneChange(spec: ExperimentSpec, lane: number, step: number, set: unknown): LaneChange {
  const edited = spec.lanes[lane];
  if (!edited) return reject(`lanes[${lane}]`, 'noSuchLane', { lane, lanes: spec.lanes.length });
  checkBounds(set);
  const written = { step, set };
  const { data: event, error } = eventSchema.safeParse(written);
  const [issue] = error?.issues ?? [];
  if (issue) {
    const { path, fact } = zodIssueReport(issue, written);
    throw new DownhillError({ code: 'spec', path: `lanes[${lane}].events[0].${path}`, fact });
  }
  const { set: change } = event as LaneEvent;
  checkLane({ ...edited, events: [{ step, set: change }] }, `lanes[${lane}].`, spec.training);
  return change;
}

/** The JSON schema of `experimentSchema`, as stored in public/schema/experiment.v2.json. */
export function experimentJsonSchema(): object {
  return inputJsonSchema(experimentSchema.extend({ data: z.union([dataSchema, localDataSchema]) }));
}
