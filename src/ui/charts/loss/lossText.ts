import { joinItems } from '../../../messages/sentences.ts';
import type { Translator } from '../../../messages/translator.ts';
import type { Divergence } from '../../../race/outcome.ts';
import { useApp } from '../../../store/app.ts';
import type { LaneSeries } from '../../../store/series.ts';
import { smoothed } from '../../../store/smoothing.ts';
import { previousStyle } from '../../kit/lane/laneStyle.ts';
import { messagesNow } from '../../kit/language.ts';
import type { ChartTableData } from '../engine/ChartTable.tsx';
import type { EndLabel } from '../engine/placeLabels.ts';
import { evenSteps, listedRuns } from '../engine/tableRows.ts';
import type { LossModel } from './useLossModel.ts';

const worst = Number.POSITIVE_INFINITY;

/** Labels at the ends of the loss curves; a lane that diverged says so instead of its loss. */
export function lossEndLabels(
  t: Translator,
  model: Pick<LossModel, 'lanes' | 'previous'>,
  previousLabel: string | null,
): EndLabel[] {
  const labels = model.lanes.flatMap(({ key, label: lane, style, series, curve, band }): EndLabel[] => {
    if (!curve.end) return [];
    const { x, y } = curve.end;
    const diverged = curve.ends && band === null ? series.divergence : null;
    if (!diverged) {
      const detail = t.format.measured(y);
      return [{ key, kind: 'lane', x, y, ends: curve.ends, style, name: lane, detail, rank: y }];
    }
    const name = t('charts.end.diverged', { lane });
    const detail = divergenceDetail(t, diverged, series);
    return [{ key, kind: 'diverged', x, y, ends: true, style, name, detail, rank: worst }];
  });
  const end = model.previous?.end;
  if (!end || previousLabel === null) return labels;
  const before = { kind: 'previous', x: end.x, y: end.y, ends: true, style: previousStyle } as const;
  return [...labels, { ...before, key: 'previous', name: t('charts.end.previous'), detail: previousLabel }];
}

function divergenceDetail(t: Translator, { reason, step: at }: Divergence, series: LaneSeries): string {
  const step = t.format.whole(at);
  if (reason === 'skipped' || reason === 'atChance') return t(`charts.end.${reason}`, { step });
  return t('charts.end.loss', { loss: t.format.measured(series.loss.at(at)), step });
}

/** The loss chart in a sentence. */
export function lossSentence(t: Translator, { x, y, lanes }: LossModel): string {
  const scale = y.log ? 'log' : 'other';
  if (x.steps === 0) return t('charts.loss.sentenceEmpty', { scale });
  const ends = lanes.map(({ name: lane, series, curve, band }) => {
    if (series.divergence && band === null)
      return t('charts.loss.laneDiverged', { lane, step: t.format.whole(series.divergence.step) });
    if (!curve.end) return t('charts.loss.laneOutOfView', { lane });
    return t('charts.loss.lane', { lane, loss: t.format.measured(curve.end.y) });
  });
  const now = { scale, lanes: joinItems(t, ends), step: t.format.whole(x.steps) } as const;
  if (x.totalSteps === null) return t('charts.loss.sentence', now);
  return t('charts.loss.sentenceOf', { ...now, total: t.format.whole(x.totalSteps) });
}

const tableRows = 40;

/** The epochs and some forty evenly spaced steps of each lane. */
export function lossTables(): ChartTableData[] {
  const t = messagesNow();
  const { run, view } = useApp.getState();
  const named = run.displaySpec.lanes.length > 1;
  const listed = listedRuns(t, run);
  const epochs = listed.flatMap(({ name, lane }): ChartTableData[] => {
    if (lane.epochs.length === 0) return [];
    return [
      {
        caption: named ? t('charts.loss.epochsOf', { lane: name }) : t('charts.loss.epochs'),
        columns: [t('charts.column.epoch'), t('charts.column.meanLoss')],
        rows: lane.epochs.map(({ epoch, runningLoss }) => [
          t.format.whole(epoch),
          t.format.measured(runningLoss),
        ]),
      },
    ];
  });
  const lanes = listed.map(({ name, series }): ChartTableData => {
    const smooth = smoothed(series, series.loss.values, view.smoothing);
    return {
      caption: t('charts.loss.steps', { lane: name, smoothing: String(view.smoothing) }),
      columns: [t('charts.column.step'), t('charts.column.smoothed'), t('charts.column.raw')],
      rows: evenSteps(series.steps, tableRows).map((step) => [
        t.format.whole(step),
        t.format.measured(smooth[step] ?? Number.NaN),
        t.format.measured(series.loss.at(step)),
      ]),
    };
  });
  return [...epochs, ...lanes];
}
