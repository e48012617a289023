import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { seriesStore } from '../../store/series.ts';
import { capitalized } from '../lanes/capitalized.ts';
import type { ChartTableData } from './ChartTable.tsx';
import { evenSteps } from './lossText.ts';
import type { ScheduleModel } from './useScheduleModel.ts';
import { formatScheduled, titleOf } from './useScheduleModel.ts';

/** The schedules chart in a sentence. */
export function schedulesSentence({ x, rows }: ScheduleModel): string {
  const now = rows.map(
    ({ key, title, lanes }) => `${title} ${lanes.map((lane) => formatScheduled(key, lane.now)).join(', ')}`,
  );
  return `Schedules over the run: ${now.join(' and ')} at step ${formatWhole(x.steps)}.`;
}

const tableRows = 40;

/** What each lane used at some forty evenly spaced steps. */
export function scheduleTables(): ChartTableData[] {
  const { lanes } = useApp.getState().run.spec;
  return seriesStore.lanes.map((series, i) => ({
    caption: `Used by ${lanes[i]?.name ?? `Lane ${i + 1}`}`,
    columns: ['Step', 'Learning rate', capitalized(titleOf('momentum', lanes.slice(i, i + 1)))],
    rows: evenSteps(series.steps, tableRows).map((step) => [
      formatWhole(step),
      formatScheduled('lr', series.lr.at(step)),
      formatScheduled('momentum', series.momentum.at(step)),
    ]),
  }));
}
