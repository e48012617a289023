import { Badge } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import {
  Check,
  CircleDashed,
  Flag,
  Loader,
  OctagonX,
  Pause,
  Play,
  Square,
  TriangleAlert,
} from 'lucide-react';
import { useApp } from '../../store/app.ts';
import type { StatusKind } from './laneStatus.ts';
import { laneStatus } from './laneStatus.ts';
import classes from './StateBadge.module.css';

const icons: Readonly<Record<StatusKind, LucideIcon>> = {
  ready: CircleDashed,
  building: Loader,
  running: Play,
  paused: Pause,
  finished: Check,
  stopped: Square,
  target: Flag,
  diverged: TriangleAlert,
  failed: OctagonX,
};

/** The state of a lane: an icon and a word, and a colour where it is good or bad. */
export function StateBadge({ lane }: { readonly lane: number }) {
  const run = useApp((state) => state.run.state);
  const laneRun = useApp((state) => state.run.lanes[lane]);
  const started = useApp((state) => state.run.step > 0);
  if (!laneRun) return null;
  const { kind, text, tone } = laneStatus(run, laneRun, started);
  const Icon = icons[kind];
  return (
    <Badge
      classNames={{ root: `${classes.badge} ${classes[tone]}`, label: classes.label ?? '' }}
      variant="outline"
      radius="xl"
      tt="none"
      leftSection={<Icon size={13} strokeWidth={1.75} aria-hidden="true" />}
    >
      {text}
    </Badge>
  );
}
