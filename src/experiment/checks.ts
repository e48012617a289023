import { DownhillError } from '../core/errors.ts';
import { zodIssueFact } from '../core/must.ts';
import { numberFault } from '../core/number-fault.ts';
import { valueSchema } from '../core/setting-schema.ts';
import { datasetName, datasetOf, findDataset } from '../data/catalog/index.ts';
import type { DatasetRef } from '../data/catalog/info.ts';
import type { DatasetView } from '../data/view.ts';
import { optimizerById } from '../optim/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import { laneNumber } from './lane-change.ts';
import { looksAlike } from './lane-defaults.ts';
import type { LaneChange, LaneSpec, SchedulePath, ScheduleSpec } from './lane-schema.ts';
import { reject } from './reject.ts';

interface Parts {
  readonly lanes: readonly LaneSpec[];
  readonly training: Length & { readonly target: { readonly metric: string; readonly value: number } | null };
  readonly data: DatasetView & DatasetRef & { readonly validation: number };
  readonly seeds: number;
  readonly race: { readonly mode: 'quick' | 'fair'; readonly timing: object | null };
}

interface Length {
  readonly steps: number | null;
  readonly epochs: number | null;
}

/**
 * What no field can say of itself: whether the parts of an experiment go together.
 * @throws DownhillError code `spec` with the path of the first thing that does not
 */
export function checkExperiment(spec: Parts): void {
  spec.lanes.forEach((lane, i) => {
    checkLane(lane, `lanes[${i}].`, spec.training);
  });
  checkIds(spec.lanes);
  checkStyleIndices(spec.lanes);
  checkNames(spec.lanes);
  checkLocalInfo(spec);
  checkClasses(spec);
  checkValidation(spec);
  checkTarget(spec);
  checkRace(spec);
}

/**
 * What no field of a lane can say of itself; `at` goes in front of the paths, as in `lanes[0].`
 * @throws DownhillError code `spec` with the path of the first thing wrong
 */
export function checkLane(lane: LaneSpec, at: string, training: Length): void {
  checkSchedules(lane, lane, at, training);
  lane.events.forEach(({ set }, j) => {
    const inside = `${at}events[${j}].set.`;
    if (set.lrSchedule || set.momentumSchedule) checkSchedules(lane, set, inside, training);
    for (const key of Object.keys(set)) assertEditable(lane, set, key, `${inside}${key}`);
  });
}

function checkIds(lanes: readonly LaneSpec[]): void {
  const ids = lanes.map(({ id }) => id);
  ids.forEach((id, i) => {
    const other = ids.indexOf(id);
    if (other !== i) reject(`lanes[${i}].id`, 'laneIdTwice', { got: JSON.stringify(id), other });
  });
}

function checkStyleIndices(lanes: readonly LaneSpec[]): void {
  lanes.forEach(({ styleIndex }, i) => {
    const other = lanes.findIndex((lane) => lane.styleIndex === styleIndex);
    if (other === i) return;
    reject(`lanes[${i}].styleIndex`, 'styleIndexTwice', { got: styleIndex, other });
  });
}

/** Two lanes of one name could not be told apart in a table, an announcement or a verdict. */
function checkNames(lanes: readonly LaneSpec[]): void {
  lanes.forEach(({ name }, i) => {
    const other = lanes.findIndex((lane) => looksAlike(lane.name, name));
    if (other === i) return;
    reject(`lanes[${i}].name`, 'nameTwice', { got: JSON.stringify(name), other });
  });
}

function checkSchedules(
  { optimizer }: LaneSpec,
  { lrSchedule, momentumSchedule }: Pick<LaneChange, SchedulePath>,
  at: string,
  training: Length,
): void {
  checkLength(lrSchedule, `${at}lrSchedule`, training);
  const { id } = momentumSchedule ?? { id: 'constant' };
  if (id !== 'constant' && optimizerById(optimizer.id).momentumKey === null) {
    reject(`${at}momentumSchedule`, 'noMomentum', { optimizer: optimizer.id, got: id });
  }
  checkLength(momentumSchedule, `${at}momentumSchedule`, training);
}

function checkLength(schedule: ScheduleSpec | undefined, path: string, { steps, epochs }: Length): void {
  if (steps !== null || epochs !== null) return;
  if (schedule === undefined || !scheduleById(schedule.id).needsTotalSteps) return;
  reject(path, 'scheduleNeedsLength', { schedule: schedule.id });
}

const switches: Readonly<Record<string, 'clipNormOff' | 'clipValueOff' | 'guardOff'>> = {
  'clip.globalNorm': 'clipNormOff',
  'clip.value': 'clipValueOff',
  'guard.factor': 'guardOff',
};

/** Whether the lane has what an event would set, and accepts the value. */
function assertEditable(lane: LaneSpec, set: LaneChange, key: string, path: string): void {
  const value = (set as Readonly<Record<string, unknown>>)[key];
  const off = switches[key];
  if (off !== undefined && laneNumber(lane, key) === null) {
    reject(path, off, { got: String(value) });
  }
  if (!key.startsWith('optimizer.')) return;
  const { hyperparams } = optimizerById(lane.optimizer.id);
  const parameter = hyperparams.find((p) => `optimizer.${p.key}` === key);
  if (!parameter) {
    const keys = hyperparams.map((p) => `optimizer.${p.key}`);
    reject(path, 'noSuchHyperparam', { optimizer: lane.optimizer.id, keys });
  }
  if (numberFault(parameter, value) === null) return;
  const result = valueSchema(parameter).safeParse(value);
  const issue = result.error?.issues[0];
  if (issue) throw new DownhillError({ code: 'spec', path, fact: zodIssueFact(issue, value) });
}

/** What a spec says of a person's own images has a figure for each of their classes and channels. */
function checkLocalInfo({ data: { info } }: Parts): void {
  if (info === undefined) return;
  const [classes, channels] = [info.classes.length, info.shape[2]];
  const lists = [
    ['perClass.train', 'classes', info.perClass.train, classes],
    ['perClass.test', 'classes', info.perClass.test, classes],
    ['mean', 'channels', info.mean, channels],
    ['std', 'channels', info.std, channels],
  ] as const;
  for (const [path, of, list, expected] of lists) {
    if (list.length !== expected)
      reject(`data.info.${path}`, 'notOneEach', { of, expected, got: list.length });
  }
}

function checkClasses({ data }: Parts): void {
  const count = findDataset(data)?.classCount ?? 0;
  const beyond = (data.classes ?? []).findIndex((label) => label >= count);
  if (beyond === -1) return;
  reject(`data.classes[${beyond}]`, 'classTooLarge', {
    dataset: data.id ?? datasetName(data),
    classes: count,
    max: count - 1,
    got: data.classes?.[beyond] ?? 0,
  });
}

function checkValidation({ data }: Parts): void {
  const total = datasetOf(data)?.trainCount ?? 0;
  if (data.validation < total) return;
  reject('data.validation', 'nothingToTrainOn', {
    total,
    got: data.validation,
    example: Math.floor(total / 10),
  });
}

/** An accuracy is a part of the images, and not a percentage. */
function checkTarget({ training: { target } }: Parts): void {
  if (target?.metric !== 'validationAccuracy' || target.value <= 1) return;
  reject('training.target.value', 'accuracyAboveOne', { got: target.value });
}

/** What is more than one run has an end to each, and what is tuned keeps the learning rate it was given. */
function checkRace({ seeds, race, training, lanes }: Parts): void {
  const { mode, timing } = race;
  if (training.steps === null && training.epochs === null) {
    if (seeds > 1) reject('seeds', 'seedsNeedLength', {});
    if (mode === 'fair') reject('race.mode', 'fairNeedsLength', {});
    if (timing !== null) reject('race.timing', 'timingNeedsLength', {});
  }
  if (mode === 'fair') lanes.forEach(checkTunable);
}

/** Learning rates around a lane’s own must be 32-bit floats above 0: eight decades at most. */
const tunable = { lowest: 1e-30, highest: 1e30 };

function checkTunable({ optimizer, events }: LaneSpec, lane: number): void {
  const { lowest, highest } = tunable;
  if (!(optimizer.lr >= lowest && optimizer.lr <= highest)) {
    reject(`lanes[${lane}].optimizer.lr`, 'notTunable', {
      min: String(lowest),
      max: String(highest),
      got: optimizer.lr,
    });
  }
  const moved = events.findIndex(({ set }) => set['optimizer.lr'] !== undefined);
  if (moved === -1) return;
  reject(`lanes[${lane}].events[${moved}].set.optimizer.lr`, 'editOfTuned', {
    got: events[moved]?.set['optimizer.lr'] ?? 0,
  });
}
