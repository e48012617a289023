import { hyperparamLabel } from '../../../messages/optimizers.ts';
import { joinClauses, joinItems } from '../../../messages/sentences.ts';
import type { Translator } from '../../../messages/translator.ts';
import { useApp } from '../../../store/app.ts';
import { capitalized } from '../../kit/capitalized.ts';
import { messagesNow } from '../../kit/language.ts';
import type { ChartTableData } from '../engine/ChartTable.tsx';
import { lanesShown } from '../engine/shownLanes.ts';
import { evenSteps } from '../engine/tableRows.ts';
import { formatScheduled } from './scheduleValues.ts';
import type { ScheduleModel } from './useScheduleModel.ts';
import { titleOf } from './useScheduleModel.ts';

/** The schedules chart in a sentence. */
export function schedulesSentence(t: Translator, { x, rows }: ScheduleModel): string {
  const values = rows.map(({ key, title, lanes }) =>
    t('charts.schedules.row', {
      title,
      values: joinItems(
        t,
        lanes.map(({ now }) => formatScheduled(t, key, now)),
      ),
    }),
  );
  return t('charts.schedules.sentence', { values: joinClauses(t, values), step: t.format.whole(x.steps) });
}

const tableRows = 40;

/** What each lane used at some forty evenly spaced steps. */
export function scheduleTables(): ChartTableData[] {
  const t = messagesNow();
  return lanesShown(t, useApp.getState().run).map(({ series, name, spec }) => ({
    caption: t('charts.schedules.table', { lane: name }),
    columns: [
      t('charts.column.step'),
      capitalized(hyperparamLabel(t, 'lr')),
      capitalized(titleOf(t, 'momentum', [spec])),
    ],
    rows: evenSteps(series.steps, tableRows).map((step) => [
      t.format.whole(step),
      formatScheduled(t, 'lr', series.lr.at(step)),
      formatScheduled(t, 'momentum', series.momentum.at(step)),
    ]),
  }));
}
