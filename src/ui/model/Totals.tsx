import type { ErrorReport } from '../../core/errors.ts';
import { formatWhole } from '../../core/format.ts';
import type { ModelSummary } from '../../nn/model.ts';
import type { MemoryNeed } from '../../race/memory.ts';
import { bytesText, operations } from '../figures.ts';
import { errorBeside } from '../settings/errorBeside.ts';
import { isSummary } from './described.ts';
import classes from './Totals.module.css';

interface Props {
  readonly described: ModelSummary | ErrorReport;
  /** Of the whole experiment; null where there is no such network. */
  readonly memory: MemoryNeed | null;
}

/** What a network comes to, in sight while its options are moved. */
export function Totals({ described, memory }: Props) {
  if (!isSummary(described)) return <p className={classes.totals}>{errorBeside(described, 'model')}</p>;
  const { title, parameters, flops } = described;
  return (
    <p className={classes.totals}>
      <b className={classes.title}>{title}</b>
      <span className={classes.figures}>
        {formatWhole(parameters)} parameters · {operations(flops, 'FLOP')} a picture
        {memory && ` · ${bytesText(memory.total)} to train`}
      </span>
    </p>
  );
}
