import { Button } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { retryLower } from '../../store/trainer.ts';
import classes from './DivergedNote.module.css';

/** Why the lane diverged and the way on; nothing while it has not. */
export function DivergedNote({ lane }: { readonly lane: number }) {
  const divergence = useApp(({ run }) => run.lanes[lane]?.divergence ?? null);
  if (divergence === null) return null;
  return (
    <div role="status" className={classes.note}>
      <p>{divergence.message}</p>
      <Button size="xs" className={classes.retry ?? ''} onClick={() => retryLower(lane)}>
        Retry at lr ÷ 3
      </Button>
    </div>
  );
}
