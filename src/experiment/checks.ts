import { datasetOf, findDataset } from '../data/index.ts';
import type { DatasetView } from '../data/view.ts';
import { optimizerById } from '../optim/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import { isValidNumber, numberSchema } from './fragments.ts';
import { laneNumber } from './lane-change.ts';
import type { LaneChange, LaneSpec, SchedulePath, ScheduleSpec } from './lane-schema.ts';
import { reject } from './message.ts';

interface Parts {
  readonly lanes: readonly LaneSpec[];
  readonly training: Length & { readonly target: { readonly metric: string; readonly value: number } | null };
  readonly data: DatasetView & { readonly id: string; readonly validation: number };
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
  checkStyleIndices(spec.lanes);
  checkNames(spec.lanes);
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
    for (const key of Object.keys(set)) assertSettable(lane, set, key, `${inside}${key}`);
  });
}

function checkStyleIndices(lanes: readonly LaneSpec[]): void {
  lanes.forEach(({ styleIndex }, i) => {
    const other = lanes.findIndex((lane) => lane.styleIndex === styleIndex);
    if (other === i) return;
    reject(
      `lanes[${i}].styleIndex`,
      `must be the lane’s own, got ${styleIndex}, which lanes[${other}] has; leave it out`,
    );
  });
}

/** A name as it is seen: without letters that have no width, spaces alike. */
const seenName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}\p{Variation_Selector}\u115f\u1160\u2800\u3164\uffa0]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Two lanes of one name could not be told apart in a table, an announcement or a verdict. */
function checkNames(lanes: readonly LaneSpec[]): void {
  const seen = lanes.map(({ name }) => seenName(name));
  lanes.forEach(({ name }, i) => {
    const other = seen.indexOf(seen[i] ?? '');
    if (other === i) return;
    reject(
      `lanes[${i}].name`,
      `must be the lane’s own, got ${JSON.stringify(name)}, which lanes[${other}] has; choose another, or leave it out`,
    );
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
    reject(
      `${at}momentumSchedule`,
      `${optimizer.id} has no momentum to move, got ${id}; leave it out, or choose an optimizer with momentum`,
    );
  }
  checkLength(momentumSchedule, `${at}momentumSchedule`, training);
}

function checkLength(schedule: ScheduleSpec | undefined, path: string, { steps, epochs }: Length): void {
  if (steps !== null || epochs !== null) return;
  if (schedule === undefined || !scheduleById(schedule.id).needsTotalSteps) return;
  reject(
    path,
    `a ${schedule.id} schedule needs a length, got a run until stopped; set steps or epochs, or choose constant`,
  );
}

const switches: Readonly<Record<string, string>> = {
  'clip.globalNorm': 'the lane does not clip by global norm, and cannot begin to during a run',
  'clip.value': 'the lane does not clip by value, and cannot begin to during a run',
  'guard.factor': 'the lane has no guard, and cannot get one during a run',
};

/** Whether the lane has what an event would set, and accepts the value. */
function assertSettable(lane: LaneSpec, set: LaneChange, key: string, path: string): void {
  const value = (set as Readonly<Record<string, unknown>>)[key];
  const off = switches[key];
  if (off !== undefined && laneNumber(lane, key) === null) {
    reject(path, `${off}, got ${String(value)}; set ${key} of the lane`);
  }
  if (!key.startsWith('optimizer.')) return;
  const { hyperparams } = optimizerById(lane.optimizer.id);
  const parameter = hyperparams.find((p) => `optimizer.${p.key}` === key);
  if (!parameter) {
    const hyperparamNames = hyperparams.map((p) => `optimizer.${p.key}`).join(', ');
    reject(path, `${lane.optimizer.id} has no such hyper-parameter; use ${hyperparamNames}`);
  }
  if (isValidNumber(parameter, value)) return;
  const result = numberSchema(parameter).safeParse(value);
  if (!result.success) reject(path, `${result.error.issues[0]?.message}, got ${String(value)}`);
}

function checkClasses({ data }: Parts): void {
  const count = findDataset(data.id)?.classCount ?? 0;
  const beyond = (data.classes ?? []).findIndex((label) => label >= count);
  if (beyond === -1) return;
  reject(
    `data.classes[${beyond}]`,
    `must be below the ${count} classes of ${data.id}, got ${data.classes?.[beyond]}; choose from 0 to ${count - 1}`,
  );
}

function checkValidation({ data }: Parts): void {
  const total = datasetOf(data)?.trainCount ?? 0;
  if (data.validation < total) return;
  reject(
    'data.validation',
    `must leave pictures to train on out of ${total}, got ${data.validation}; hold back fewer, e.g. ${Math.floor(total / 10)}`,
  );
}

/** An accuracy is a part of the images, and not a percentage. */
function checkTarget({ training: { target } }: Parts): void {
  if (target?.metric !== 'validationAccuracy' || target.value <= 1) return;
  reject(
    'training.target.value',
    `must be from 0 to 1 for an accuracy, got ${target.value}; write 88 % as 0.88`,
  );
}

/** What is more than one run has an end to each, and what is tuned keeps the learning rate it was given. */
function checkRace({ seeds, race, training, lanes }: Parts): void {
  const { mode, timing } = race;
  if (training.steps === null && training.epochs === null) {
    const without = 'needs a length, got a run until stopped; set steps or epochs, or';
    if (seeds > 1) reject('seeds', `more than one ${without} repeat once`);
    if (mode === 'fair') reject('race.mode', `fair ${without} race in quick mode`);
    if (timing !== null) reject('race.timing', `timing ${without} leave timing out`);
  }
  if (mode === 'fair') lanes.forEach(checkTunable);
}

/** Learning rates around a lane’s own must be 32-bit floats above 0: eight decades at most. */
const tunable = { lowest: 1e-30, highest: 1e30 };

function checkTunable({ optimizer, events }: LaneSpec, lane: number): void {
  const { lowest, highest } = tunable;
  if (!(optimizer.lr >= lowest && optimizer.lr <= highest)) {
    reject(
      `lanes[${lane}].optimizer.lr`,
      `must be from ${lowest} to ${highest} to be tuned, got ${optimizer.lr}; choose one in between`,
    );
  }
  const moved = events.findIndex(({ set }) => set['optimizer.lr'] !== undefined);
  if (moved === -1) return;
  reject(
    `lanes[${lane}].events[${moved}].set.optimizer.lr`,
    `must not move what a fair race tunes, got ${events[moved]?.set['optimizer.lr']}; remove the event, or race in quick mode`,
  );
}
