import { useApp } from '../../store/app.ts';
import { Field } from './Field.tsx';
import classes from './RaceCost.module.css';
import { costText } from './summaries.ts';

/** What the race comes to, before it is begun. */
export function RaceCost() {
  const sum = useApp(({ spec }) => costText(spec)?.sum ?? null);
  const total = useApp(({ spec }) => costText(spec)?.total ?? null);
  return (
    <Field label="Cost">
      {sum === null ? (
        <span>One seed, until stopped</span>
      ) : (
        <span className={classes.cost}>
          {sum}
          <span className={classes.total}>{total}</span>
        </span>
      )}
    </Field>
  );
}
