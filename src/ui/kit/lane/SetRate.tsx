import { Button } from '@mantine/core';
import { useApp } from '../../../store/app.ts';
import { changeLane } from '../../../store/edits.ts';
import { isOver } from '../../../store/rounds.ts';
import { useMessages } from '../language.ts';

interface Props {
  /** Index into the experiment's lanes. */
  readonly lane: number;
  readonly lr: number;
  readonly className?: string | undefined;
}

/** Keeps the learning rate that a search has chosen as the lane's own. Nothing while the search and its race go on, or where it is that already. */
export function SetRate({ lane, lr, className }: Props) {
  const t = useMessages();
  const name = useApp(({ spec }) => spec.lanes[lane]?.name);
  const has = useApp(({ spec }) => spec.lanes[lane]?.optimizer.lr);
  const over = useApp(({ run }) => isOver(run));
  if (!over || name === undefined || has === lr) return null;
  const rate = t.format.chosen(lr);
  return (
    <Button
      size="compact-xs"
      className={className ?? ''}
      aria-label={t('lanes.tuned.keepOf', { rate, lane: name })}
      title={t('lanes.tuned.keepTip')}
      onClick={() => changeLane(lane, { 'optimizer.lr': lr })}
    >
      {t('lanes.tuned.keep', { rate })}
    </Button>
  );
}
