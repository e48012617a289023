import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { capitalized } from '../lanes/capitalized.ts';
import type { ChartTableData } from './ChartTable.tsx';
import { evenSteps } from './lossText.ts';
import { formatScheduled } from './scheduleValues.ts';
import { lanesShown } from './shownLanes.ts';
import type { ScheduleModel } from './useScheduleModel.ts';
import { titleOf } from './useScheduleModel.ts';

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
  return lanesShown(useApp.getState().run).map(({ series, name, spec }) => ({
    caption: `Used by ${name}`,
    columns: ['Step', 'Learning rate', capitalized(titleOf('momentum', [spec]))],
    rows: evenSteps(series.steps, tableRows).map((step) => [
      formatWhole(step),
      formatScheduled('lr', series.lr.at(step)),
      formatScheduled('momentum', series.momentum.at(step)),
    ]),
  }));
}
