import { useApp } from '../../store/app.ts';
import { firstEvaluationText } from '../kit/evaluation.ts';
import { useMessages } from '../kit/language.ts';
import classes from './NothingYet.module.css';

/** In place of a table before the first evaluation. */
export function NothingYet({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const text = useApp((state) => firstEvaluationText(t, state, lane));
  return <p className={classes.text}>{text}</p>;
}
