import { Button } from '@mantine/core';
import { formatValue } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { laneRun, laneSeries } from '../../store/heats.ts';
import { lowerRate, retryLower } from '../../store/trainer.ts';
import classes from './DivergedNote.module.css';
import { divergenceText } from './divergenceText.ts';

/** Why the lane diverged and the way on; nothing while it has not. */
export function DivergedNote({ lane }: { readonly lane: number }) {
  const divergence = useApp(({ run }) => laneRun(run, lane).divergence);
  const classCount = useApp(({ run }) => run.classes.length);
  const lr = useApp(({ spec }) => spec.lanes[lane]?.optimizer.lr ?? 0);
  const series = useApp(({ run }) => laneSeries(run, lane));
  if (divergence === null || series === null) return null;
  return (
    <div role="status" className={classes.note}>
      <p>{divergenceText(divergence, series, classCount)}</p>
      <Button size="xs" className={classes.retry ?? ''} onClick={() => retryLower(lane)}>
        Retry at lr {formatValue(lowerRate(lr))}
      </Button>
    </div>
  );
}
