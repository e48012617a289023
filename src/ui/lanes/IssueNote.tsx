import { Button } from '@mantine/core';
import { datasetOf } from '../../data/catalog/index.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { laneIssueText } from '../../messages/lane-issue.ts';
import { laneNumberLabel } from '../../messages/optimizers.ts';
import { scheduleName } from '../../messages/schedules.ts';
import type { Translator } from '../../messages/translator.ts';
import { rejectedPatience } from '../../race/lane-issue.ts';
import type { Retry } from '../../race/retry.ts';
import { useApp } from '../../store/app.ts';
import { laneIssue } from '../../store/lane-issue.ts';
import { laneRetry, retryLane } from '../../store/retry.ts';
import { seedShown } from '../../store/rounds.ts';
import { useMessages } from '../kit/language.ts';
import classes from './IssueNote.module.css';

/** Why the lane diverged or does not learn, and the way on; nothing while all is well. */
export function IssueNote({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const issue = useApp(({ run }) => laneIssue(run, lane));
  const data = useApp(({ run }) => run.displaySpec.data);
  const retry = useApp(({ run }) => laneRetry(run, lane));
  const spec = useApp(({ run }) => run.displaySpec.lanes[lane]);
  const seed = useApp(({ run }) => seedShown(run, lane));
  if (issue === null || retry === null || spec === undefined) return null;
  const classCount = datasetOf(data)?.classCount ?? 0;
  const text = laneIssueText(t, issue, { patience: rejectedPatience, classes: classCount });
  return (
    <div role="status" className={classes.note}>
      <p>{seed === null ? text : t('lanes.issue.atSeed', { seed: t.format.whole(seed), issue: text })}</p>
      <Button size="xs" className={classes.retry ?? ''} onClick={() => retryLane(lane)}>
        {retryText(t, retry, spec)}
      </Button>
    </div>
  );
}

function retryText(t: Translator, { path, value }: Retry, lane: LaneSpec): string {
  if (typeof value === 'number') {
    const figure = t.format.chosen(value);
    return path === 'optimizer.lr'
      ? t('lanes.issue.retryRate', { rate: figure })
      : t('lanes.issue.retryValue', { name: laneNumberLabel(t, path), value: figure });
  }
  const { warmup } = value;
  const isWarmup =
    path === 'lrSchedule' && value.id === lane.lrSchedule.id && warmup !== lane.lrSchedule.warmup;
  if (isWarmup) return t('lanes.issue.retryWarmup', { steps: warmup });
  const what = path === 'lrSchedule' ? 'lr' : 'momentum';
  return t('lanes.issue.retrySchedule', { what, schedule: scheduleName(t, value.id) });
}
