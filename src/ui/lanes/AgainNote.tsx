import { Button } from '@mantine/core';
import { formatValue } from '../../core/format.ts';
import { changeName } from '../../experiment/change-words.ts';
import { laneNumber } from '../../experiment/lane-change.ts';
import { scheduleName } from '../../experiment/run-words.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { changeLane } from '../../store/edits.ts';
import { ownLane, wayBack } from '../../store/own-lanes.ts';
import { isOver } from '../../store/rounds.ts';
import { isFair } from '../../store/tuning.ts';
import classes from './TunedNote.module.css';

/** At the end of a race: what was set since and Train again would use, and the way back to what the experiment has. */
export function AgainNote({ index, lane }: { readonly index: number; readonly lane: LaneSpec }) {
  const over = useApp(({ run }) => isOver(run));
  const own = useApp(({ ownLanes }) => ownLane(ownLanes, lane));
  const searches = useApp(({ spec }) => isFair(spec));
  if (!over || own === null) return null;
  const back = wayBack(own, lane);
  const paths = Object.keys(back);
  if (paths.length === 0) return null;
  const words = (of: LaneSpec): string => joined(paths.map((path) => valueText(of, path)));
  const label = paths.length === 1 ? `Reset to ${words(own)}` : 'Reset all';
  const named = (path: string): string => `${nameOf(lane, path)} ${valueText(lane, path)}`;
  const isSearched = (path: string): boolean => searches && path === 'optimizer.lr';
  const around = paths.filter(isSearched);
  const used = paths.filter((path) => !isSearched(path)).map(named);
  const does = [
    ...around.map((path) => `searches around ${named(path)}`),
    ...(used.length > 0 ? [`uses ${joined(used)}`] : []),
  ].join(' and ');
  return (
    <div className={classes.note}>
      <p>
        Train again {does}, as set now; the experiment has {words(own)}.
      </p>
      <Button
        size="compact-xs"
        className={classes.set ?? ''}
        aria-label={`${label}: ${lane.name}`}
        onClick={() => changeLane(index, back)}
      >
        {label}
      </Button>
    </div>
  );
}

function nameOf(lane: LaneSpec, path: string): string {
  if (path === 'lrSchedule') return 'the learning rate schedule';
  if (path === 'momentumSchedule') return 'the momentum schedule';
  return path === 'optimizer.lr' ? 'learning rate' : changeName(lane, path);
}

function valueText(lane: LaneSpec, path: string): string {
  if (path === 'lrSchedule' || path === 'momentumSchedule') return scheduleName(lane[path]);
  return formatValue(laneNumber(lane, path) ?? 0);
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
