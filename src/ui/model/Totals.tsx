import type { ErrorReport } from '../../core/errors.ts';
import { isSummary } from '../../nn/describe-model.ts';
import type { ModelSummary } from '../../nn/model.ts';
import type { TrainingMemory } from '../../store/training-memory.ts';
import { errorBeside } from '../kit/errorBeside.ts';
import { useMessages } from '../kit/language.ts';
import classes from './Totals.module.css';

interface Props {
  readonly described: ModelSummary | ErrorReport;
  /** Of the whole experiment; null where it is not known, or there is no such network. */
  readonly memory: TrainingMemory | null;
}

/** What a network comes to, in sight while its options are moved. */
export function Totals({ described, memory }: Props) {
  const t = useMessages();
  if (!isSummary(described)) return <p className={classes.totals}>{errorBeside(t, described, 'model')}</p>;
  const { title, parameters, flops } = described;
  return (
    <p className={classes.totals}>
      <b className={classes.title}>{title}</b>
      <span className={classes.figures}>
        {[
          t('settings.summary.parameters', { count: parameters }),
          t('settings.model.flop', { flop: t.format.operations(flops, 'FLOP') }),
          memory === null ? [] : t('settings.model.toTrain', { memory: t.format.bytes(memory.total) }),
        ]
          .flat()
          .join(' · ')}
      </span>
    </p>
  );
}
