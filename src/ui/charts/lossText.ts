import { formatLoss, formatWhole } from '../../core/format.ts';
import type { Divergence } from '../../protocol/messages.ts';
import { useApp } from '../../store/app.ts';
import type { LaneSeries } from '../../store/series.ts';
import type { ChartTableData } from './ChartTable.tsx';
import { previousStyle } from './lane.ts';
import { listedRuns } from './listedRuns.ts';
import type { EndLabel } from './placeLabels.ts';
import { smoothed } from './smoothing.ts';
import type { LossModel } from './useLossModel.ts';

const worst = Number.POSITIVE_INFINITY;

/** Labels at the ends of the loss curves; a lane that diverged says so instead of its loss. */
export function lossEndLabels(model: LossModel, previousLabel: string | null): EndLabel[] {
  const labels = model.lanes.flatMap(({ key, label: name, style, series, curve, band }): EndLabel[] => {
    if (!curve.end) return [];
    const { x, y } = curve.end;
    const diverged = curve.ends && band === null ? series.divergence : null;
    if (!diverged) {
      return [{ key, kind: 'lane', x, y, ends: curve.ends, style, name, detail: formatLoss(y), rank: y }];
    }
    const detail = `${reasonOf(diverged, series)} at step ${formatWhole(diverged.step)}`;
    return [
      { key, kind: 'diverged', x, y, ends: true, style, name: `${name} diverged`, detail, rank: worst },
    ];
  });
  const end = model.previous?.end;
  if (!end || previousLabel === null) return labels;
  const before = { kind: 'previous', x: end.x, y: end.y, ends: true, style: previousStyle } as const;
  return [...labels, { ...before, key: 'previous', name: 'Previous', detail: previousLabel }];
}

function reasonOf({ reason, step }: Divergence, series: LaneSeries): string {
  if (reason === 'skipped') return 'only skipped steps';
  return reason === 'atChance' ? 'back at chance' : `loss ${formatLoss(series.loss.at(step))}`;
}

/** The loss chart in a sentence. */
export function lossSentence({ x, y, lanes }: LossModel): string {
  const scale = y.log ? 'log scale' : 'linear scale';
  if (x.steps === 0) return `Training loss of every step, smoothed, ${scale}: nothing trained yet.`;
  const ends = lanes.map(({ name, series, curve, band }) => {
    if (series.divergence && band === null)
      return `${name} diverged at step ${formatWhole(series.divergence.step)}`;
    return `${name} ${curve.end ? formatLoss(curve.end.y) : 'out of view'}`;
  });
  const of = x.totalSteps === null ? '' : ` of ${formatWhole(x.totalSteps)}`;
  return `Training loss of every step, smoothed, ${scale}: ${ends.join(', ')} at step ${formatWhole(x.steps)}${of}.`;
}

const tableRows = 40;

/** The epochs and some forty evenly spaced steps of each lane. */
export function lossTables(): ChartTableData[] {
  const { run, view } = useApp.getState();
  const named = run.displaySpec.lanes.length > 1;
  const listed = listedRuns(run);
  const epochs = listed.flatMap(({ name, lane }): ChartTableData[] => {
    if (lane.epochs.length === 0) return [];
    const of = named ? `${name}: running` : 'Running';
    return [
      {
        caption: `${of} mean loss of each epoch`,
        columns: ['Epoch', 'Mean loss'],
        rows: lane.epochs.map(({ epoch, runningLoss }) => [formatWhole(epoch), formatLoss(runningLoss)]),
      },
    ];
  });
  const lanes = listed.map(({ name, series }): ChartTableData => {
    const smooth = smoothed(series, series.loss.values, view.smoothing);
    return {
      caption: `${name}, smoothed by ${view.smoothing}`,
      columns: ['Step', 'Smoothed', 'Raw'],
      rows: evenSteps(series.steps, tableRows).map((step) => [
        formatWhole(step),
        formatLoss(smooth[step] ?? Number.NaN),
        formatLoss(series.loss.at(step)),
      ]),
    };
  });
  return [...epochs, ...lanes];
}

/** At most about `count` steps of 0 … steps − 1, evenly spaced, the last among them. */
export function evenSteps(steps: number, count: number): number[] {
  const every = Math.max(1, Math.ceil(steps / count));
  const even = Array.from({ length: Math.ceil(steps / every) }, (_, i) => i * every);
  return steps === 0 || even.at(-1) === steps - 1 ? even : [...even, steps - 1];
}
