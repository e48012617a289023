import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import classes from './NothingYet.module.css';

/** In place of a table before the first evaluation. */
export function NothingYet() {
  const evalEvery = useApp(({ spec }) => spec.training.evalEvery);
  const horizon = useApp(({ run }) => run.horizon);
  const first = horizon === null ? evalEvery : Math.min(evalEvery, horizon);
  return <p className={classes.text}>First evaluation at step {formatWhole(first)}</p>;
}
