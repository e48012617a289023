import { formatLoss, formatValue, formatWhole } from '../../core/format.ts';
import type { Divergence } from '../../protocol/messages.ts';
import type { ChangeMark, LaneSeries } from '../../store/series.ts';

/**
 * Why a lane diverged, from its step and the last change before it; both are named as the charts mark them.
 * `Loss became NaN at step 61, 1 step after lr went from 0.02 to 5 at step 60.`
 */
export function divergenceText({ step, reason }: Divergence, series: LaneSeries, classes: number): string {
  const cause = series.changes.findLast((change) => change.step < step);
  const at = `at step ${formatWhole(step)}`;
  if (reason === 'at chance') {
    const chance = `ln ${classes} = ${formatLoss(Math.log(classes))}`;
    const after = because(cause, series, step);
    return `Back at chance ${at}: 100 steps of a smoothed loss of ${chance} or more${after}.`;
  }
  if (reason === 'skipped')
    return `Stopped ${at}: the guard skipped every step of late${because(cause, series, step)}.`;
  const after = cause
    ? `, ${since(step - cause.step)} ${cause.cause} at step ${formatWhole(cause.step)}`
    : withLr(series, step);
  return `Loss became ${formatLoss(series.loss.at(step))} ${at}${after}.`;
}

const because = (cause: ChangeMark | undefined, series: LaneSeries, step: number): string =>
  cause ? `, after ${cause.cause} at step ${formatWhole(cause.step)}` : withLr(series, step);

const withLr = (series: LaneSeries, step: number): string => ` with lr ${formatValue(series.lr.at(step))}`;

const since = (steps: number): string => `${formatWhole(steps)} ${steps === 1 ? 'step' : 'steps'} after`;
