import { formatWhole } from '../core/format.ts';
import { changeName } from '../experiment/change-words.ts';
import { laneNumber, withLaneChange } from '../experiment/lane-change.ts';
import { scheduleName } from '../experiment/run-words.ts';
import type { LaneSpec, ScheduleSpec } from '../experiment/schema.ts';
import { optimizerById } from '../optim/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import { listText } from './words.ts';

/** A confounder: what lanes do not share though a fair race has it in common, in a sentence with what to do. */
export interface Confounder {
  readonly id: 'schedules' | 'regularisation';
  readonly text: string;
}

/**
 * The confounders of a race, which set lanes apart beside their optimizers:
 *   - the schedule of the learning rate and its settings, with changes of them on the way;
 *   - clipping, the guard and the weight decay, with their changes.
 * A learning rate that was changed on the way is no other schedule: see `editedLanes`. The momentum and its schedule are
 * what is compared, and so is the learning rate itself. Whether weight decay is decoupled belongs to the optimizer where
 * that does it by default: AdamW against Adam at one decay is a fair question, and at 0.01 against none it is not.
 */
export function confoundersOf(lanes: readonly LaneSpec[]): readonly Confounder[] {
  const decaying = lanes.filter((lane) => statesOf(lane).some(({ lane: now }) => decayOf(now) > 0));
  const namesForm = !decaying.every(isFormBuiltIn);
  const schedules = groupsOf(lanes, scheduleText);
  const regularisation = groupsOf(lanes, (now) => regularisationText(now, namesForm));
  const confounders: readonly Confounder[] = [
    {
      id: 'schedules',
      text: `Schedules of the learning rate differ. ${schedules.join('; ')}. ${giveOne('one')}`,
    },
    {
      id: 'regularisation',
      text: `Regularisation differs. ${regularisation.join('; ')}. ${giveOne('the same')}`,
    },
  ];
  const counts = { schedules: schedules.length, regularisation: regularisation.length };
  return confounders.filter(({ id }) => counts[id] > 1);
}

/** What was changed of a lane while it trained. */
export interface EditedLane {
  /** Index into the lanes given. */
  readonly lane: number;
  /** A number or a schedule by its path in the lane, `optimizer.lr`, and the steps it was changed at. */
  readonly edits: readonly { readonly path: string; readonly steps: readonly number[] }[];
}

/** The lanes that were changed on the way, or are to be: by hand, or by events of the experiment. */
export function editedLanes(lanes: readonly LaneSpec[]): readonly EditedLane[] {
  return lanes.flatMap(({ events }, lane) => {
    const changes = events.flatMap(({ step, set }) => Object.keys(set).map((path) => ({ path, step })));
    const paths = [...new Set(changes.map(({ path }) => path))];
    const edits = paths.map((path) => ({
      path,
      steps: [...new Set(changes.filter((of) => of.path === path).map(({ step }) => step))],
    }));
    return edits.length === 0 ? [] : [{ lane, edits }];
  });
}

/** Of a lane with more edits than this only their number is said. */
const max = 3;

const giveOne = (what: string): string =>
  `Give all lanes ${what}, so that their optimizers alone are compared.`;

interface State {
  /** The first step it is in force. */
  readonly step: number;
  readonly lane: LaneSpec;
}

/** A lane as it starts, and after each of its events. */
function statesOf(lane: LaneSpec): readonly State[] {
  const states: State[] = [{ step: 0, lane }];
  for (const { step, set } of lane.events) {
    const now = withLaneChange(states.at(-1)?.lane ?? lane, set);
    if (step === states.at(-1)?.step) states.pop();
    states.push({ step, lane: now });
  }
  return states;
}

/** `SGD: constant; NMGD and Nesterov: cosine`: the lanes by what the words say of them over the run, each group once. */
function groupsOf(lanes: readonly LaneSpec[], textOf: (now: LaneSpec) => string): readonly string[] {
  const groups = new Map<string, { readonly names: string[]; readonly settings: readonly string[] }>();
  for (const lane of lanes) {
    const settings = statesOf(lane)
      .map(({ step, lane: now }) => ({ step, text: textOf(now) }))
      .filter(({ text }, i, all) => text !== all[i - 1]?.text)
      .map(({ step, text }) => (step === 0 ? text : `${text} from step ${formatWhole(step)}`));
    const key = JSON.stringify(settings);
    const group = groups.get(key) ?? { names: [], settings };
    groups.set(key, { ...group, names: [...group.names, lane.name] });
  }
  return [...groups.values()].map(({ names, settings }) => `${listText(names)}: ${shortened(settings)}`);
}

const shortened = (settings: readonly string[]): string =>
  settings.length > max ? `${settings[0]}, moved ${settings.length - 1} times` : settings.join(', ');

/** `cosine, to 0.1, warm-up 50`: the family, and what of its settings is not the default. */
function scheduleText({ lrSchedule }: LaneSpec): string {
  return [scheduleName(lrSchedule), ...settingsOf(lrSchedule)].join(', ');
}

function settingsOf(schedule: ScheduleSpec): string[] {
  const { parameters, choices } = scheduleById(schedule.id);
  const set = <T extends { readonly key: string; readonly default: unknown }>(all: readonly T[]) =>
    all.filter(({ key, default: defaultValue }) => (schedule[key] ?? defaultValue) !== defaultValue);
  const { warmup, warmupFrom } = schedule;
  return [
    ...set(parameters).map(({ key, label }) => `${label} ${exact(Number(schedule[key]))}`),
    ...set(choices).map(({ key, label }) => `${schedule[key] === true ? '' : 'no '}${label}`),
    ...(warmup > 0 ? [`warm-up ${formatWhole(warmup)} from ${exact(warmupFrom)}`] : []),
  ];
}

/** `weight decay 0.1, clip by norm 1`; `none`. */
function regularisationText(lane: LaneSpec, namesForm: boolean): string {
  const decay = decayOf(lane);
  const form = namesForm ? (lane.optimizer.decoupled === true ? 'decoupled ' : 'L2 ') : '';
  const bounds = boundPaths.flatMap((path) => {
    const value = laneNumber(lane, path);
    return value === null ? [] : [`${changeName(lane, path)} ${exact(value)}`];
  });
  const parts = [...(decay > 0 ? [`${form}weight decay ${exact(decay)}`] : []), ...bounds];
  return parts.length === 0 ? 'none' : parts.join(', ');
}

const boundPaths = ['clip.globalNorm', 'clip.value', 'guard.factor'];

const decayOf = (lane: LaneSpec): number => laneNumber(lane, 'optimizer.weightDecay') ?? 0;

/** Whether weight decay acts on the lane as its optimizer has it by default. */
function isFormBuiltIn({ optimizer }: LaneSpec): boolean {
  const form = optimizerById(optimizer.id).options.find(({ key }) => key === 'decoupled');
  return form === undefined || (optimizer[form.key] ?? form.default) === form.default;
}

/** A number to as many digits as tell settings apart. */
const exact = (value: number): string => String(Number(value.toPrecision(6)));
