import { useApp } from '../../store/app.ts';
import { isOver } from '../../store/rounds.ts';
import { SetRate } from '../kit/lane/SetRate.tsx';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './ChosenRates.module.css';
import type { SensitivityLane } from './sensitivity.ts';

/** The best learning rate of each lane: so far, while others are tried; once the race is over with the way to keep it. */
export function ChosenRates({ lanes }: { readonly lanes: readonly SensitivityLane[] }) {
  const t = useMessages();
  const over = useApp(({ run }) => isOver(run));
  const withRate = lanes.filter(({ choice }) => choice.lr !== null);
  if (withRate.length === 0) return null;
  return (
    <>
      <ul className={classes.rates} aria-label={t('results.rates.label')}>
        {withRate.map(({ key, name, style, choice }) => (
          <li key={key}>
            <Swatch style={style} />
            <span className={classes.name}>{name}</span>
            <span className={classes.rate}>{t.format.chosen(choice.lr ?? Number.NaN)}</span>
            {over && <SetRate lane={choice.lane} lr={choice.lr ?? Number.NaN} />}
          </li>
        ))}
      </ul>
      {!over && <p className={classes.later}>{t('results.rates.later')}</p>}
    </>
  );
}
