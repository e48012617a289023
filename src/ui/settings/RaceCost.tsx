import { useApp } from '../../store/app.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './RaceCost.module.css';
import { costText } from './summaries.ts';

/** What the race comes to, before it is begun. */
export function RaceCost() {
  const t = useMessages();
  const sum = useApp(({ spec }) => costText(t, spec)?.sum ?? null);
  const total = useApp(({ spec }) => costText(t, spec)?.total ?? null);
  return (
    <Field label={t('settings.cost.label')}>
      {sum === null ? (
        <span>{t('settings.cost.endless')}</span>
      ) : (
        <span className={classes.cost}>
          {sum}
          <span className={classes.total}>{total}</span>
        </span>
      )}
    </Field>
  );
}
