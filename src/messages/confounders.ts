import type { Confounder, EditedLane, RegularisationFact, ScheduleFact } from '../race/confounders.ts';
import type { UnfinishedSchedule } from '../race/unfinished-schedules.ts';
import { laneNumberLabel } from './optimizers.ts';
import { overrunText, scheduleInText, schedulePartLabel } from './schedules.ts';
import { joinClauses, joinItems, joinSentences } from './sentences.ts';
import type { Translator } from './translator.ts';

/** Of a lane with more edits than this only their number is said. */
const maxStates = 3;

type Names = readonly string[];

/** What lanes do not share, which lane has what, and what to do. @param names of the lanes that were compared */
export function confounderText(t: Translator, confounder: Confounder, names: Names): string {
  const groups =
    confounder.id === 'schedules'
      ? confounder.groups.map((group) => groupText(t, group, names, (fact) => scheduleFactText(t, fact)))
      : confounder.groups.map((group) => groupText(t, group, names, (fact) => regularisationText(t, fact)));
  return t(`race.confounder.${confounder.id}`, { groups: joinClauses(t, groups) });
}

interface Group<Fact> {
  readonly lanes: readonly number[];
  readonly states: readonly { readonly step: number; readonly fact: Fact }[];
}

function groupText<Fact>(
  t: Translator,
  { lanes, states }: Group<Fact>,
  names: Names,
  textOf: (fact: Fact) => string,
): string {
  const [start = '', ...later] = states.map(({ step, fact }) =>
    step === 0 ? textOf(fact) : t('race.overRun.from', { value: textOf(fact), step: t.format.whole(step) }),
  );
  const valueText =
    states.length > maxStates
      ? t('race.overRun.manyStates', { start, times: later.length })
      : joinItems(t, [start, ...later]);
  return t('race.confounder.group', { lanes: lanesText(t, lanes, names), states: valueText });
}

const lanesText = (t: Translator, lanes: readonly number[], names: Names): string =>
  t.format.and(lanes.flatMap((lane) => names[lane] ?? []));

function scheduleFactText(t: Translator, { id, settings, warmup }: ScheduleFact): string {
  const parts = settings.map(({ key, value }) => {
    const name = schedulePartLabel(t, id, key);
    if (typeof value === 'number') return t('race.confounder.setting', { name, value: exact(t, value) });
    return value ? name : t('race.confounder.off', { name });
  });
  const rise =
    warmup === null
      ? []
      : [
          t('race.confounder.warmup', {
            steps: t.format.whole(warmup.steps),
            from: exact(t, warmup.from),
          }),
        ];
  return joinItems(t, [scheduleInText(t, id), ...parts, ...rise]);
}

function regularisationText(t: Translator, { decay, bounds }: RegularisationFact): string {
  const parts = bounds.map(({ path, value }) =>
    t('race.confounder.setting', { name: laneNumberLabel(t, path), value: exact(t, value) }),
  );
  if (decay !== null) {
    const form = decay.form === null ? 'decay' : (`${decay.form}Decay` as const);
    parts.unshift(t(`race.confounder.${form}`, { value: exact(t, decay.value) }));
  }
  return parts.length === 0 ? t('race.confounder.none') : joinItems(t, parts);
}

/** A number to as many digits as tell settings apart. */
const exact = (t: Translator, value: number): string => t.format.chosen(value, 6);

/** What was changed of lanes while they trained: of a number that was edited on and on, the first and the last step. */
export const editsText = (t: Translator, edited: readonly EditedLane[], names: Names): string =>
  t('race.edited.settings', { lanes: editedText(t, edited, names) });

/** The same of what the experiment is to change. */
export const plannedEditsText = (t: Translator, edited: readonly EditedLane[], names: Names): string =>
  t('race.edited.planned', { lanes: editedText(t, edited, names) });

function editedText(t: Translator, edited: readonly EditedLane[], names: Names): string {
  const sentences = edited.map(({ lane, edits }) => {
    const parts = edits.map(({ path, steps }) => editText(t, path, steps));
    return t('race.edited.lane', { lane: names[lane] ?? '', edits: t.format.and(parts) });
  });
  return joinSentences(t, ...sentences);
}

function editText(t: Translator, path: string, steps: readonly number[]): string {
  const name =
    path === 'lrSchedule' || path === 'momentumSchedule'
      ? t(`race.edited.${path}`)
      : laneNumberLabel(t, path);
  const [first = 0, last = 0] = [steps[0], steps.at(-1)];
  if (steps.length === 1) return t('race.edited.once', { name, step: t.format.whole(first) });
  return t('race.edited.often', {
    name,
    times: steps.length,
    first: t.format.whole(first),
    last: t.format.whole(last),
  });
}

/** What a race has no room for of the schedule of a lane, in a sentence. */
export const unfinishedText = (
  t: Translator,
  { lane, path, schedule, overrun }: UnfinishedSchedule,
  names: Names,
): string =>
  t('race.unfinished', {
    lane: names[lane] ?? '',
    text: overrunText(t, overrun, schedule, path === 'lrSchedule' ? 'lr' : 'momentum'),
  });
