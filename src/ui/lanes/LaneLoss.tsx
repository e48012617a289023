import { formatLoss } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { laneSeries, latestRace } from '../../store/heats.ts';
import { smoothed } from '../charts/smoothing.ts';
import { useFrame } from '../charts/useFrame.ts';
import classes from './LaneLoss.module.css';

/** The lane's loss now, smoothed as the chart is; empty before the first step. */
export function LaneLoss({ lane }: { readonly lane: number }) {
  useFrame('figures'); // as the label at the end of the curve
  const smoothing = useApp(({ view }) => view.smoothing);
  const series = useApp(({ run }) => laneSeries(run, lane));
  const loss =
    series === null ? undefined : smoothed(series, series.loss.values, smoothing)[series.steps - 1];
  const seed = useApp(({ run }) =>
    run.spec.repeats > 1 ? latestRace(run, lane)?.heat.heat.seed : undefined,
  );
  const what = seed === undefined ? 'Training loss, smoothed' : `Training loss of seed ${seed}, smoothed`;
  return (
    <span className={classes.loss} title={loss === undefined ? undefined : what}>
      {loss === undefined ? null : (
        <>
          <span className={classes.hidden}>loss </span>
          {formatLoss(loss)}
        </>
      )}
    </span>
  );
}
