import { Button } from '@mantine/core';
import { laneNumber } from '../../experiment/lane-change.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { laneNumberLabel } from '../../messages/optimizers.ts';
import { scheduleName } from '../../messages/schedules.ts';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { changeLane } from '../../store/edits.ts';
import { isOver } from '../../store/rounds.ts';
import { isFair } from '../../store/tuning.ts';
import { unchangedLane, wayBack } from '../../store/unchanged-lanes.ts';
import { useMessages } from '../kit/language.ts';
import classes from './TunedNote.module.css';

/** At the end of a race: what was set since and Train again would use, and the way back to what the experiment has. */
export function AgainNote({ index, lane }: { readonly index: number; readonly lane: LaneSpec }) {
  const t = useMessages();
  const over = useApp(({ run }) => isOver(run));
  const unchanged = useApp(({ unchangedLanes }) => unchangedLane(unchangedLanes, lane));
  const searches = useApp(({ spec }) => isFair(spec));
  if (!over || unchanged === null) return null;
  const back = wayBack(unchanged, lane);
  const paths = Object.keys(back);
  if (paths.length === 0) return null;
  const listed = (of: LaneSpec): string => t.format.and(paths.map((path) => valueText(t, of, path)));
  const named = (path: string): string => namedValue(t, lane, path);
  const isSearched = (path: string): boolean => searches && path === 'optimizer.lr';
  const used = paths.filter((path) => !isSearched(path)).map(named);
  const facts = { own: listed(unchanged), values: t.format.and(used) };
  const rate = paths.filter(isSearched).map(named)[0];
  const isOne = paths.length === 1;
  return (
    <div className={classes.note}>
      <p>{text()}</p>
      <Button
        size="compact-xs"
        className={classes.set ?? ''}
        aria-label={
          isOne
            ? t('lanes.again.resetOf', { values: facts.own, lane: lane.name })
            : t('lanes.again.resetAllOf', { lane: lane.name })
        }
        onClick={() => changeLane(index, back)}
      >
        {isOne ? t('lanes.again.reset', { values: facts.own }) : t('lanes.again.resetAll')}
      </Button>
    </div>
  );

  function text(): string {
    if (rate === undefined) return t('lanes.again.uses', facts);
    if (used.length === 0) return t('lanes.again.searches', { ...facts, rate });
    return t('lanes.again.searchesAndUses', { ...facts, rate });
  }
}

/** A value with what it is a value of: `learning rate 0.3`. */
function namedValue(t: Translator, lane: LaneSpec, path: string): string {
  const value = valueText(t, lane, path);
  if (path === 'lrSchedule' || path === 'momentumSchedule')
    return t(`lanes.again.${path}`, { schedule: value });
  return t('lanes.again.value', { name: laneNumberLabel(t, path), value });
}

function valueText(t: Translator, lane: LaneSpec, path: string): string {
  if (path === 'lrSchedule' || path === 'momentumSchedule') return scheduleName(t, lane[path].id);
  return t.format.chosen(laneNumber(lane, path) ?? 0);
}
