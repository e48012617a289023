import { laneNumber, withLaneChange } from '../experiment/lane-change.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import { optimizerById } from '../optim/index.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';

/** A schedule with those of its settings that are not the default. */
export interface ScheduleFact {
  readonly id: ScheduleId;
  /** Of its parameters, to six digits, and of its choices. */
  readonly settings: readonly { readonly key: string; readonly value: number | boolean }[];
  /** Null where there is none. */
  readonly warmup: { readonly steps: number; readonly from: number } | null;
}

/** What keeps the weights of a lane small; numbers to six digits. */
export interface RegularisationFact {
  /** Null where there is none; `form` where that sets lanes apart. */
  readonly decay: { readonly value: number; readonly form: 'decoupled' | 'l2' | null } | null;
  /** Clipping and the guard, by their paths in a change: `clip.value`. */
  readonly bounds: readonly { readonly path: string; readonly value: number }[];
}

/** Lanes that have the same over the whole run. */
interface Group<Fact> {
  /** Indices into the lanes given. */
  readonly lanes: readonly number[];
  /** What they begin with, and what they have from later steps on. */
  readonly states: readonly { readonly step: number; readonly fact: Fact }[];
}

/** A confounder: what lanes do not share though a fair race has it in common. */
export type Confounder =
  | { readonly id: 'schedules'; readonly groups: readonly Group<ScheduleFact>[] }
  | { readonly id: 'regularisation'; readonly groups: readonly Group<RegularisationFact>[] };

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
  const confounders: readonly Confounder[] = [
    { id: 'schedules', groups: groupsOf(lanes, scheduleFact) },
    { id: 'regularisation', groups: groupsOf(lanes, (now) => regularisationFact(now, namesForm)) },
  ];
  return confounders.filter(({ groups }) => groups.length > 1);
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

/** The lanes by what a fact says of them over the run, each group once. */
function groupsOf<Fact>(lanes: readonly LaneSpec[], factOf: (now: LaneSpec) => Fact): readonly Group<Fact>[] {
  const groups = new Map<string, { readonly lanes: number[]; readonly states: Group<Fact>['states'] }>();
  lanes.forEach((lane, index) => {
    const states = statesOf(lane)
      .map(({ step, lane: now }) => ({ step, fact: factOf(now) }))
      .filter(({ fact }, i, all) => i === 0 || JSON.stringify(fact) !== JSON.stringify(all[i - 1]?.fact));
    const key = JSON.stringify(states);
    const group = groups.get(key);
    if (group) group.lanes.push(index);
    else groups.set(key, { lanes: [index], states });
  });
  return [...groups.values()];
}

function scheduleFact({ lrSchedule }: LaneSpec): ScheduleFact {
  const { id, warmup, warmupFrom } = lrSchedule;
  const { parameters, choices } = scheduleById(id);
  const set = <T extends { readonly key: string; readonly default: unknown }>(all: readonly T[]) =>
    all.filter(({ key, default: typical }) => (lrSchedule[key] ?? typical) !== typical);
  return {
    id,
    settings: [
      ...set(parameters).map(({ key }) => ({ key, value: exact(Number(lrSchedule[key])) })),
      ...set(choices).map(({ key }) => ({ key, value: lrSchedule[key] === true })),
    ],
    warmup: warmup > 0 ? { steps: warmup, from: exact(warmupFrom) } : null,
  };
}

function regularisationFact(lane: LaneSpec, namesForm: boolean): RegularisationFact {
  const decay = decayOf(lane);
  const form = lane.optimizer.decoupled === true ? 'decoupled' : 'l2';
  return {
    decay: decay > 0 ? { value: exact(decay), form: namesForm ? form : null } : null,
    bounds: boundPaths.flatMap((path) => {
      const value = laneNumber(lane, path);
      return value === null ? [] : [{ path, value: exact(value) }];
    }),
  };
}

const boundPaths = ['clip.globalNorm', 'clip.value', 'guard.factor'];

const decayOf = (lane: LaneSpec): number => laneNumber(lane, 'optimizer.weightDecay') ?? 0;

/** Whether weight decay acts on the lane as its optimizer has it by default. */
function isFormBuiltIn({ optimizer }: LaneSpec): boolean {
  const form = optimizerById(optimizer.id).options.find(({ key }) => key === 'decoupled');
  return form === undefined || (optimizer[form.key] ?? form.default) === form.default;
}

/** A number to as many digits as tell settings apart. */
const exact = (value: number): number => Number(value.toPrecision(6));
