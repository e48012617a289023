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
  SlidersHorizontal,
  Square,
  TriangleAlert,
} from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../store/app.ts';
import type { Raced } from '../../store/heats.ts';
import { hasBegun, isDropped, laneRun, phaseNow } from '../../store/heats.ts';
import { triesOf } from '../../store/tuning.ts';
import type { StatusKind } from './laneStatus.ts';
import { laneStatus } from './laneStatus.ts';
import classes from './StateBadge.module.css';

const icons: Readonly<Record<StatusKind, LucideIcon>> = {
  ready: CircleDashed,
  tuning: SlidersHorizontal,
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
  const { kind, text, tone } = useApp(
    useShallow(({ run, spec }) => {
      const races = spec.lanes.length > 1 && spec.training.target !== null;
      return laneStatus(run.state, laneRun(run, lane), hasBegun(run), races, triesShown(run, lane));
    }),
  );
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

/** Null where no learning rate is being tuned, or not one of this lane any more. */
function triesShown(run: Raced & Parameters<typeof hasBegun>[0], lane: number) {
  if (phaseNow(run) !== 'tuning' || !hasBegun(run) || isDropped(run, lane)) return null;
  const tries = triesOf(run, lane);
  return tries.begun === 0 ? null : tries;
}
