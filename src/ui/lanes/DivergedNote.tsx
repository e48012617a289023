import { Button } from '@mantine/core';
import { formatValue, formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { laneRun, laneSeries } from '../../store/heats.ts';
import { retryRate } from '../../store/retry.ts';
import { retryLower } from '../../store/trainer.ts';
import { seedShown } from '../results/evaluationShown.ts';
import classes from './DivergedNote.module.css';
import { divergenceText } from './divergenceText.ts';

/** Why the lane diverged and the way on; nothing while it has not. */
export function DivergedNote({ lane }: { readonly lane: number }) {
  const divergence = useApp(({ run }) => laneRun(run, lane).divergence);
  const classCount = useApp(({ run }) => run.classes.length);
  const lr = useApp(({ run }) => retryRate(run, lane));
  const series = useApp(({ run }) => laneSeries(run, lane));
  const seed = useApp(({ run }) => seedShown(run, lane));
  if (divergence === null || series === null || lr === null) return null;
  return (
    <div role="status" className={classes.note}>
      <p>
        {seed === null ? '' : `Seed ${formatWhole(seed)}: `}
        {divergenceText(divergence, series, classCount)}
      </p>
      <Button size="xs" className={classes.retry ?? ''} onClick={() => retryLower(lane)}>
        Retry at lr {formatValue(lr)}
      </Button>
    </div>
  );
}
