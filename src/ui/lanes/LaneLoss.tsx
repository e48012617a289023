import { useApp } from '../../store/app.ts';
import { laneSeries, latestRace } from '../../store/rounds.ts';
import { lossBand, useSeeds } from '../../store/seeds.ts';
import { smoothed } from '../../store/smoothing.ts';
import { useMessages } from '../kit/language.ts';
import { useFrame } from '../kit/useFrame.ts';
import classes from './LaneLoss.module.css';

/** The lane's loss now as its curve ends: smoothed, and of several seeds their median; empty before the first step. */
export function LaneLoss({ lane }: { readonly lane: number }) {
  const t = useMessages();
  useFrame('figures'); // as the label at the end of the curve
  const smoothing = useApp(({ view }) => view.smoothing);
  const series = useApp(({ run }) => laneSeries(run, lane));
  const band = lossBand(useSeeds()?.lanes[lane] ?? [], smoothing);
  const smoothedLoss = series === null ? undefined : smoothed(series, series.loss.values, smoothing);
  const loss = (band?.median ?? smoothedLoss)?.at(-1);
  const seed = useApp(({ run }) =>
    run.displaySpec.seeds > 1 ? latestRace(run, lane)?.round.round.seed : undefined,
  );
  if (loss === undefined) return <span className={classes.loss} />;
  return (
    <span className={classes.loss} title={tip()}>
      {t.rich('lanes.card.loss', {
        loss: t.format.measured(loss),
        hidden: (parts) => <span className={classes.hidden}>{parts}</span>,
      })}
    </span>
  );

  function tip(): string {
    if (band !== null) return t('lanes.card.medianLossTip', { seeds: t.format.whole(band.n) });
    if (seed === undefined) return t('lanes.card.lossTip');
    return t('lanes.card.lossOfSeedTip', { seed: t.format.whole(seed) });
  }
}
