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
import { useApp } from '../../../store/app.ts';
import { laneIssue } from '../../../store/lane-issue.ts';
import { hasBegun, isStopped, laneRun, phaseNow, racesOver, roundsOf } from '../../../store/rounds.ts';
import { standingsNow } from '../../../store/standings.ts';
import type { RunSlice } from '../../../store/state.ts';
import { triesOf } from '../../../store/tuning.ts';
import { useMessages } from '../language.ts';
import { useLive } from '../useFrame.ts';
import type { LaneStatus } from './laneStatus.ts';
import { laneStatus, seedsStatus, statusText, toneOf } from './laneStatus.ts';
import classes from './StateBadge.module.css';

const icons: Readonly<Record<LaneStatus['id'], LucideIcon>> = {
  ready: CircleDashed,
  tuning: SlidersHorizontal,
  building: Loader,
  running: Play,
  paused: Pause,
  finished: Check,
  stopped: Square,
  target: Flag,
  targetMedian: Flag,
  targetIn: FlagOff,
  didNotFinish: FlagOff,
  diverged: TriangleAlert,
  divergedAt: TriangleAlert,
  divergedIn: TriangleAlert,
  notLearning: TriangleAlert,
  collapsed: TriangleAlert,
  failed: OctagonX,
};

interface Props {
  readonly lane: number;
  /** Leaves out, in a race, what all lanes do alike while it goes on. */
  readonly isBrief?: boolean;
}

/** The state of a lane: an icon and a word, and a colour where it is good or bad. */
export function StateBadge({ lane, isBrief = false }: Props) {
  const t = useMessages();
  const several = useApp(({ spec }) => spec.lanes.length > 1);
  const status = statusOf(
    useLive(({ run }) => run),
    lane,
  );
  if (isBrief && several && (status.id === 'running' || status.id === 'paused')) return null;
  const Icon = icons[status.id];
  return (
    <Badge
      classNames={{ root: `${classes.badge} ${classes[toneOf(status)]}`, label: classes.label ?? '' }}
      variant="outline"
      radius="xl"
      tt="none"
      leftSection={<Icon size={13} strokeWidth={1.75} aria-hidden="true" />}
    >
      {statusText(t, status)}
    </Badge>
  );
}

function statusOf(run: RunSlice, lane: number): LaneStatus {
  const now = laneRun(run, lane);
  const tries = triesShown(run, lane);
  const issue = laneIssue(run, lane)?.id ?? null;
  const races = roundsOf(run, 'race');
  const standing = races.length > 1 ? standingsNow(run, 0).find((of) => of.lane === lane) : undefined;
  if (tries === null && standing !== undefined) {
    const isUnderWay = racesOver(run).length < races.length;
    const seed = isUnderWay ? (races.at(-1)?.seed ?? null) : null;
    return seedsStatus(run.state, now, standing, seed, issue);
  }
  const isRace = run.displaySpec.lanes.length > 1 && run.displaySpec.training.target !== null;
  return laneStatus(run.state, now, hasBegun(run), isRace, tries, issue);
}

/** Null where no learning rate is being tuned, or not one of this lane any more. */
function triesShown(run: RunSlice, lane: number) {
  if (phaseNow(run) !== 'lr-search' || !hasBegun(run) || isStopped(run, lane)) return null;
  const tries = triesOf(run, lane);
  return tries.begun === 0 ? null : tries;
}
