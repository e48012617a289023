import type { ErrorReport } from '../../core/errors.ts';
import { formatWhole } from '../../core/format.ts';
import type { ModelSummary } from '../../nn/model.ts';
import { bytesText, operations } from '../figures.ts';
import { errorBeside } from '../panels/errorBeside.ts';
import { isSummary } from './described.ts';
import classes from './Totals.module.css';

/** What a network comes to, in sight while its options are moved. */
export function Totals({ described }: { readonly described: ModelSummary | ErrorReport }) {
  if (!isSummary(described)) return <p className={classes.totals}>{errorBeside(described, 'model')}</p>;
  const { title, parameters, flops, activationBytes } = described;
  return (
    <p className={classes.totals}>
      <b className={classes.title}>{title}</b>
      <span className={classes.figures}>
        {formatWhole(parameters)} parameters · {operations(flops, 'FLOP')} · {bytesText(activationBytes)} a
        picture
      </span>
    </p>
  );
}
