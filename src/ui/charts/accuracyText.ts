import { formatLoss, formatPercent, formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import type { ChartTableData } from './ChartTable.tsx';
import { listedRuns } from './listedRuns.ts';
import type { AccuracyModel } from './useAccuracyModel.ts';

/** The accuracy chart in a sentence. */
export function accuracySentence({ lanes, target }: AccuracyModel): string {
  const ends = lanes.flatMap(({ name, evaluations }) => {
    const last = evaluations.at(-1);
    return last ? [`${name} ${formatPercent(last.accuracy)} after ${formatWhole(last.step)} steps`] : [];
  });
  const said = ends.length > 0 ? ends.join(', ') : 'nothing evaluated yet';
  const by = (name: string) => (lanes.length > 1 ? ` by ${name}` : '');
  const reached = lanes.flatMap(({ name, targetStep }) =>
    targetStep === null ? [] : [`, reached${by(name)} at step ${formatWhole(targetStep)}`],
  );
  const goal = target === null ? '' : `; the target is ${formatPercent(target)}${reached.join('')}`;
  return `Validation accuracy: ${said}${goal}.`;
}

/** Every evaluation of each lane on the validation split. */
export function accuracyTables(): ChartTableData[] {
  const { run } = useApp.getState();
  const images = formatWhole(run.displaySpec.data.validation);
  return listedRuns(run).map(({ name, series: { evaluations } }) => ({
    caption: `${name} on ${images} held-out pictures`,
    columns: ['Step', 'Accuracy', 'Loss'],
    rows: evaluations
      .filter(({ split }) => split === 'validation')
      .map(({ step, accuracy, loss }) => [formatWhole(step), formatPercent(accuracy), formatLoss(loss)]),
  }));
}
