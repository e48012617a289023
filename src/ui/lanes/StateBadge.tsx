import { Badge } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import {
  Check,
  CircleDashed,
  Flag,
  FlagOff,
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
  short: FlagOff,
  diverged: TriangleAlert,
  failed: OctagonX,
};

interface Props {
  readonly lane: number;
  /** Leaves out, in a race, what all lanes do alike while it goes on. */
  readonly isBrief?: boolean;
}

/** The state of a lane: an icon and a word, and a colour where it is good or bad. */
export function StateBadge({ lane, isBrief = false }: Props) {
  const run = useApp((state) => state.run.state);
  const laneRun = useApp((state) => state.run.lanes[lane]);
  const started = useApp((state) => state.run.step > 0);
  const several = useApp(({ spec }) => spec.lanes.length > 1);
  const races = useApp(({ spec }) => spec.lanes.length > 1 && spec.training.target !== null);
  if (!laneRun) return null;
  const { kind, text, tone } = laneStatus(run, laneRun, started, races);
  if (isBrief && several && (kind === 'running' || kind === 'paused')) return null;
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
