import { Button } from '@mantine/core';
import { formatValue, formatWhole } from '../../core/format.ts';
import { changeName } from '../../experiment/change-words.ts';
import { scheduleName } from '../../experiment/run-words.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import type { Retry } from '../../race/retry.ts';
import { useApp } from '../../store/app.ts';
import { laneIssueText } from '../../store/lane-issue.ts';
import { laneRetry } from '../../store/retry.ts';
import { retryLane } from '../../store/transport.ts';
import { seedShown } from '../results/evaluationShown.ts';
import classes from './IssueNote.module.css';

/** Why the lane diverged or does not learn, and the way on; nothing while all is well. */
export function IssueNote({ lane }: { readonly lane: number }) {
  const text = useApp(({ run }) => laneIssueText(run, lane));
  const retry = useApp(({ run }) => laneRetry(run, lane));
  const spec = useApp(({ run }) => run.displaySpec.lanes[lane]);
  const seed = useApp(({ run }) => seedShown(run, lane));
  if (text === null || retry === null || spec === undefined) return null;
  return (
    <div role="status" className={classes.note}>
      <p>
        {seed === null ? '' : `Seed ${formatWhole(seed)}: `}
        {text}
      </p>
      <Button size="xs" className={classes.retry ?? ''} onClick={() => retryLane(lane)}>
        {retryText(retry, spec)}
      </Button>
    </div>
  );
}

function retryText({ path, value }: Retry, lane: LaneSpec): string {
  if (typeof value === 'number') {
    return path === 'optimizer.lr'
      ? `Retry at lr ${formatValue(value)}`
      : `Retry with ${changeName(lane, path)} ${formatValue(value)}`;
  }
  const { warmup } = value;
  const isWarmup =
    path === 'lrSchedule' && value.id === lane.lrSchedule.id && warmup !== lane.lrSchedule.warmup;
  return isWarmup
    ? `Retry with a warm-up of ${formatWhole(warmup)}`
    : `Retry with ${path === 'lrSchedule' ? 'lr' : 'momentum'} ${scheduleName(value)}`;
}
