import type { ScheduleId } from '../optim/schedules/index.ts';
import type { Overrun, ScheduledHyperparam } from '../optim/schedules/schedule.ts';
import type { WarmupKey } from './declared.ts';
import type { MessageKey, Translator } from './translator.ts';

type ScheduleKey = Extract<MessageKey, `schedules.${ScheduleId}.${string}.${'label' | 'help'}`>;

export const scheduleName = (t: Translator, id: ScheduleId): string => t(`schedules.${id}.name`);

/** What a schedule does, in one sentence. */
export const scheduleHelp = (t: Translator, id: ScheduleId): string => t(`schedules.${id}.help`);

/**
 * What a parameter or a choice of a schedule is called within a sentence.
 * @param key one of its own, or of the warm-up
 */
export const schedulePartLabel = (t: Translator, id: ScheduleId, key: string): string =>
  isWarmup(key) ? t(`schedules.any.${key}.label`) : t(`schedules.${id}.${key}.label` as ScheduleKey);

/** What a parameter or a choice of a schedule does. @param key likewise */
export const schedulePartHelp = (t: Translator, id: ScheduleId, key: string): string =>
  isWarmup(key) ? t(`schedules.any.${key}.help`) : t(`schedules.${id}.${key}.help` as ScheduleKey);

const isWarmup = (key: string): key is WarmupKey => key === 'warmup' || key === 'warmupFrom';

/** What a run has no room for of a schedule, in a sentence. @param what it moves */
export function overrunText(
  t: Translator,
  overrun: Overrun,
  { id }: { readonly id: ScheduleId },
  what: ScheduledHyperparam,
): string {
  const label = (key: string) => schedulePartLabel(t, id, key);
  if (overrun.id === 'overlap') {
    const share = t.format.percent(overrun.share, 0);
    const [first = '', second] = overrun.keys;
    return second === undefined
      ? t('schedules.overrun.noReturn', { part: label(first), share, what })
      : t('schedules.overrun.overlap', { first: label(first), second: label(second), share, what });
  }
  const { key, steps, room } = overrun;
  if (key === 'warmup') {
    return steps > room
      ? t('schedules.overrun.warmupLonger', { steps, room: t.format.whole(room), what })
      : t('schedules.overrun.warmupSame', { steps, what });
  }
  const counts = { steps, room: t.format.whole(room) };
  if (id === 'cosine-restarts') return t('schedules.overrun.period', counts);
  if (id === 'sutskever') return t('schedules.overrun.rise', counts);
  if (id === 'step') return t('schedules.overrun.drop', counts);
  return t('schedules.overrun.part', { part: label(key), ...counts });
}

/** The name of a schedule within a sentence: `cosine`, but `NMGD` and `Sutskever 2013`. */
export function scheduleInText(t: Translator, id: ScheduleId): string {
  const name = scheduleName(t, id);
  return /^[A-Z][a-z]/.test(name) && !/\d/.test(name) ? name.toLowerCase() : name;
}
