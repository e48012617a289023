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
import { useShallow } from 'zustand/react/shallow';
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
  const several = useApp(({ spec }) => spec.lanes.length > 1);
  const status = useApp(
    useShallow(({ run, spec }) => {
      const laneRun = run.lanes[lane];
      const races = spec.lanes.length > 1 && spec.training.target !== null;
      return laneRun ? laneStatus(run.state, laneRun, run.step > 0, races) : null;
    }),
  );
  if (status === null) return null;
  const { kind, text, tone } = status;
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
