import { useApp } from '../../store/app.ts';
import { firstEvaluationText } from './firstEvaluation.ts';
import classes from './NothingYet.module.css';

/** In place of a table before the first evaluation. */
export function NothingYet({ lane }: { readonly lane: number }) {
  const text = useApp((state) => firstEvaluationText(state, lane));
  return <p className={classes.text}>{text}</p>;
}
