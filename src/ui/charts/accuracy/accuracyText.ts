import { joinItems } from '../../../messages/sentences.ts';
import type { Translator } from '../../../messages/translator.ts';
import { useApp } from '../../../store/app.ts';
import { messagesNow } from '../../kit/language.ts';
import type { ChartTableData } from '../engine/ChartTable.tsx';
import { listedRuns } from '../engine/tableRows.ts';
import type { AccuracyModel } from './useAccuracyModel.ts';

/** The accuracy chart in a sentence. */
export function accuracySentence(t: Translator, { lanes, target }: AccuracyModel): string {
  const ends = lanes.flatMap(({ name: lane, evaluations }) => {
    const last = evaluations.at(-1);
    if (!last) return [];
    return [t('charts.accuracy.lane', { lane, accuracy: t.format.percent(last.accuracy), steps: last.step })];
  });
  const measured = ends.length > 0 ? joinItems(t, ends) : t('charts.accuracy.nothing');
  if (target === null) return t('charts.accuracy.sentence', { lanes: measured });
  const reached = lanes.flatMap(({ name: lane, targetStep }) => {
    if (targetStep === null) return [];
    const step = t.format.whole(targetStep);
    return [
      lanes.length > 1
        ? t('charts.accuracy.reachedBy', { lane, step })
        : t('charts.accuracy.reached', { step }),
    ];
  });
  const goal = { lanes: measured, target: t.format.percent(target) };
  if (reached.length === 0) return t('charts.accuracy.sentenceTarget', goal);
  return t('charts.accuracy.sentenceReached', { ...goal, reached: joinItems(t, reached) });
}

/** Every evaluation of each lane on the validation split. */
export function accuracyTables(): ChartTableData[] {
  const t = messagesNow();
  const { run } = useApp.getState();
  const images = run.displaySpec.data.validation;
  return listedRuns(t, run).map(({ name, series: { evaluations } }) => ({
    caption: t('charts.accuracy.table', { lane: name, images }),
    columns: [t('charts.column.step'), t('charts.column.accuracy'), t('charts.column.loss')],
    rows: evaluations
      .filter(({ split }) => split === 'validation')
      .map(({ step, accuracy, loss }) => [
        t.format.whole(step),
        t.format.percent(accuracy),
        t.format.measured(loss),
      ]),
  }));
}
