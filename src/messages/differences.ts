import type { OverRun, PreviousFact, RunDifference } from '../experiment/run-differences.ts';
import type { SchedulePath } from '../experiment/schema.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { modelTitle } from './models.ts';
import { laneNumberLabel, optionLabel } from './optimizers.ts';
import { exactPercent } from './race-figures.ts';
import { scheduleInText, schedulePartLabel } from './schedules.ts';
import { joinItems } from './sentences.ts';
import type { Translator } from './translator.ts';

/** Of a value with more edits than this only their number and the last are said. */
const maxEdits = 3;

/** A hyperparameter over a run: `0.0147, 0.0217 from step 12`. */
export const valueOverRunText = (t: Translator, over: OverRun<number>): string =>
  overRunText(t, over, (value) => t.format.chosen(value));

/** A schedule over a run: `constant, cosine from step 12`. */
export const scheduleOverRunText = (t: Translator, over: OverRun<ScheduleId>): string =>
  overRunText(t, over, (id) => scheduleInText(t, id));

function overRunText<Value>(
  t: Translator,
  { start, edits }: OverRun<Value>,
  text: (value: Value) => string,
  startText = text(start),
): string {
  const last = edits.at(-1);
  if (last && edits.length > maxEdits)
    return t('race.overRun.many', { start: startText, times: edits.length, value: text(last.value) });
  const later = edits.map(({ step, value }) =>
    t('race.overRun.from', { value: text(value), step: t.format.whole(step) }),
  );
  return joinItems(t, [startText, ...later]);
}

/** Room beside a chart is for so many. */
const maxDifferences = 2;

/** What the previous run had otherwise, in short: `lr 0.05, batch 8 and more`; in a race after the name of the lane. */
export function previousText(t: Translator, { lane, differences, isRemoved }: PreviousFact): string {
  const said = inShort(t, differences) ?? t(`race.difference.${isRemoved ? 'removed' : 'none'}`);
  return lane === null ? said : t('race.difference.lane', { lane, differences: said });
}

function inShort(t: Translator, differences: readonly RunDifference[]): string | null {
  if (differences.length === 0) return null;
  const shown = joinItems(
    t,
    differences.slice(0, maxDifferences).map((of) => differenceText(t, of)),
  );
  return differences.length > maxDifferences ? t('race.difference.more', { differences: shown }) : shown;
}

/** One setting that a run had otherwise than another: `lr 0.01`, `300 steps`. */
export function differenceText(t: Translator, fact: RunDifference): string {
  switch (fact.id) {
    case 'optimizer':
    case 'dataset':
      return fact.name;
    case 'number':
      return numberText(t, fact.path, fact.over);
    case 'option':
      return optionText(t, optionLabel(t, fact.key), fact.value);
    case 'schedule':
      return overRunText(
        t,
        fact.over,
        (id) => scheduleInText(t, id),
        t(`race.difference.${fact.path}`, { schedule: scheduleInText(t, fact.over.start) }),
      );
    case 'schedulePart':
      return schedulePartText(t, fact);
    case 'classes':
      return classesText(t, fact.names);
    case 'form':
      return formText(t, fact);
    case 'augmentation':
      return augmentationText(t, fact);
    case 'model':
      return modelTitle(t, fact.model);
    case 'batch':
      return t('race.difference.batch', { count: t.format.whole(fact.count) });
    case 'seed':
      return t('race.difference.seed', { seed: String(fact.count) });
    case 'steps':
    case 'epochs':
    case 'seeds':
      return t(`race.difference.${fact.id}`, { count: fact.count });
    case 'untilStopped':
      return t('race.difference.untilStopped');
    case 'race':
      return t(`race.difference.${fact.mode}`);
    case 'images':
      return fact.count === null
        ? t('race.difference.allImages')
        : t('race.difference.images', { count: fact.count });
    case 'heldOut':
      return t('race.difference.heldOut', { count: t.format.whole(fact.count) });
    case 'evaluation':
      return t('race.difference.evaluation', { count: fact.count });
    case 'pixels':
      return t(`race.difference.${fact.normalize}`);
    case 'weights':
      return t(`race.difference.${fact.init}`);
    case 'start':
      if (fact.sha256 === null) return t('race.difference.random');
      return t(`race.difference.${fact.head ? 'start' : 'startWithoutHead'}`, { sha256: fact.sha256 });
    case 'target':
      return targetText(t, fact.target);
    case 'labelSmoothing':
      return t('race.difference.labelSmoothing', { value: t.format.chosen(fact.value) });
  }
}

function numberText(t: Translator, path: string, { start, edits }: OverRun<number | null>): string {
  const name = laneNumberLabel(t, path);
  if (start === null) return t('race.difference.off', { name });
  const over = edits.map(({ step, value }) => ({ step, value: value ?? 0 }));
  const value = valueOverRunText(t, { start, edits: over });
  return path === 'optimizer.lr'
    ? t('race.difference.lr', { value })
    : t('race.difference.number', { name, value });
}

function optionText(t: Translator, name: string, value: boolean | number): string {
  if (typeof value === 'number') return t('race.difference.number', { name, value: t.format.chosen(value) });
  return t(`race.difference.${value ? 'optionOn' : 'optionOff'}`, { name });
}

const partKeys = { lrSchedule: 'lrPart', momentumSchedule: 'momentumPart' } as const satisfies Record<
  SchedulePath,
  string
>;

function schedulePartText(
  t: Translator,
  { path, schedule, key, value }: Extract<RunDifference, { id: 'schedulePart' }>,
): string {
  const part = optionText(t, schedulePartLabel(t, schedule, key), value);
  return t(`race.difference.${partKeys[path]}`, { part });
}

function classesText(t: Translator, names: readonly string[] | null): string {
  if (names === null) return t('race.difference.allClasses');
  return names.length > 3 ? t('race.difference.classes', { count: names.length }) : joinItems(t, names);
}

function formText(t: Translator, { size, fit, rgb }: Extract<RunDifference, { id: 'form' }>): string {
  if (size === null) return t(rgb ? 'race.difference.ownSizeRgb' : 'race.difference.ownSize');
  const px = t.format.whole(size);
  if (fit === 'pad')
    return rgb ? t('race.difference.paddedRgb', { size: px }) : t('race.difference.padded', { size: px });
  return rgb ? t('race.difference.resizedRgb', { size: px }) : t('race.difference.resized', { size: px });
}

function augmentationText(
  t: Translator,
  { flip, shift }: Extract<RunDifference, { id: 'augmentation' }>,
): string {
  if (shift === 0) return t(flip ? 'race.difference.flipped' : 'race.difference.noAugmentation');
  const by = { shift: t.format.whole(shift) };
  return flip ? t('race.difference.flippedAndShifted', by) : t('race.difference.shifted', by);
}

function targetText(t: Translator, target: Extract<RunDifference, { id: 'target' }>['target']): string {
  if (target === null) return t('race.difference.noTarget');
  return target.metric === 'validationAccuracy'
    ? t('race.difference.accuracy', { value: exactPercent(t, target.value) })
    : t('race.difference.loss', { value: t.format.chosen(target.value) });
}
