import type { ValueChange } from '../experiment/lane-change.ts';
import { laneNumberLabel } from './optimizers.ts';
import { scheduleInText } from './schedules.ts';
import { joinItems } from './sentences.ts';
import type { Translator } from './translator.ts';

/** What a live edit changed, as short as beside its mark: `lr 0.02 → 2`, `momentum cosine`. */
export const changesText = (t: Translator, changes: readonly ValueChange[]): string =>
  joinItems(
    t,
    changes.map((change) => changeText(t, change)),
  );

function changeText(t: Translator, change: ValueChange): string {
  if (change.id === 'schedule') {
    return t(`charts.change.${change.path}`, { schedule: scheduleInText(t, change.value) });
  }
  const { path, old } = change;
  const value = t.format.chosen(change.value);
  const name = laneNumberLabel(t, path);
  if (old === null) return t('charts.change.enabled', { name, value });
  if (path === 'optimizer.lr') return t('charts.change.lr', { old: t.format.chosen(old), value });
  return t('charts.change.number', { name, old: t.format.chosen(old), value });
}
