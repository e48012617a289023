import { formatLoss, formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { laneSeries, latestRace } from '../../store/rounds.ts';
import { lossBand, useSeeds } from '../charts/seeds.ts';
import { smoothed } from '../charts/smoothing.ts';
import { useFrame } from '../charts/useFrame.ts';
import classes from './LaneLoss.module.css';

/** The lane's loss now as its curve ends: smoothed, and of several seeds their median; empty before the first step. */
export function LaneLoss({ lane }: { readonly lane: number }) {
  useFrame('figures'); // as the label at the end of the curve
  const smoothing = useApp(({ view }) => view.smoothing);
  const series = useApp(({ run }) => laneSeries(run, lane));
  const band = lossBand(useSeeds()?.lanes[lane] ?? [], smoothing);
  const own = series === null ? undefined : smoothed(series, series.loss.values, smoothing);
  const loss = (band?.median ?? own)?.at(-1);
  const seed = useApp(({ run }) =>
    run.displaySpec.seeds > 1 ? latestRace(run, lane)?.round.round.seed : undefined,
  );
  const of = band === null ? (seed === undefined ? '' : ` of seed ${formatWhole(seed)}`) : '';
  const what = band === null ? `Training loss${of}` : `Median training loss of ${band.n} seeds`;
  return (
    <span className={classes.loss} title={loss === undefined ? undefined : `${what}, smoothed`}>
      {loss === undefined ? null : (
        <>
          <span className={classes.hidden}>loss </span>
          {formatLoss(loss)}
        </>
      )}
    </span>
  );
}
