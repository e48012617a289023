import { ActionIcon, Menu } from '@mantine/core';
import { ArrowDown, ArrowUp, Copy, Ellipsis, Eye, EyeOff, Pencil, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { maxLanes } from '../../experiment/lane-defaults.ts';
import { withDuplicate, withoutLane } from '../../experiment/lane-list.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { moveLane, toggleLane } from '../../store/lanes.ts';
import { roundCount } from '../../store/race-progress.ts';
import { hasBegun, isOver, isStopped, laneRun } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { stopLane } from '../../store/transport.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { ErrorLine } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { addLaneId } from './AddLane.tsx';
import { editLanes } from './editLanes.ts';
import { LaneColours } from './LaneColours.tsx';
import classes from './LaneMenu.module.css';
import { WeightItems } from './WeightItems.tsx';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;
/** The menu gives the focus back a moment after it closes; what moves the focus on waits for that. */
const onceClosed = (act: () => void): void => void setTimeout(act, 60);
const menuOf = (index: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-lane-menu="${index}"]`); // the menu gives its target an id of its own

const focusMenu = (index: number): void =>
  onceClosed(() => (menuOf(index) ?? document.getElementById(addLaneId))?.focus());

interface Props {
  readonly index: number;
  readonly lane: LaneSpec;
  readonly onRename: () => void;
}

/** What can be done with a lane as a whole. What changes who races starts a new race. */
export function LaneMenu({ index, lane, onRename }: Props) {
  const t = useMessages();
  const count = useApp(({ spec }) => spec.lanes.length);
  const hidden = useApp((state) => state.hidden);
  const started = useApp(({ run }) => hasBegun(run));
  const canStop = useApp(({ run }) => count > 1 && isStoppable(run, index));
  const [error, setError] = useState<FieldError | null>(null);
  const isHidden = hidden.includes(lane.styleIndex);
  const note = started ? <span className={classes.note}>{t('lanes.menu.newRace')}</span> : null;

  function change(edit: (lanes: readonly LaneSpec[]) => readonly LaneSpec[], focus: number): void {
    setError(editLanes(edit));
    focusMenu(focus);
  }
  function move(by: -1 | 1): void {
    moveLane(index, by);
    focusMenu(index + by);
  }
  return (
    <>
      <Menu returnFocus width="16rem">
        <Menu.Target>
          <ActionIcon
            data-lane-menu={index}
            size="sm"
            className={classes.target ?? ''}
            aria-label={t('lanes.card.more', { lane: lane.name })}
          >
            <Ellipsis size={16} strokeWidth={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <LaneColours index={index} />
          <Menu.Divider />
          <Menu.Item leftSection={<Pencil {...icon} />} onClick={() => onceClosed(onRename)}>
            {t('lanes.menu.rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={isHidden ? <Eye {...icon} /> : <EyeOff {...icon} />}
            disabled={!isHidden && hidden.length + 1 >= count}
            onClick={() => toggleLane(index)}
          >
            {t(isHidden ? 'lanes.menu.show' : 'lanes.menu.hide')}
          </Menu.Item>
          {canStop ? (
            <Menu.Item leftSection={<Square {...icon} />} onClick={() => stopLane(index)}>
              {t('lanes.menu.stop')}
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            leftSection={<Copy {...icon} />}
            rightSection={note}
            disabled={count >= maxLanes}
            onClick={() => change((lanes) => withDuplicate(lanes, index), index + 1)}
          >
            {t('lanes.menu.duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<ArrowUp {...icon} />} disabled={index === 0} onClick={() => move(-1)}>
            {t('lanes.menu.moveUp')}
          </Menu.Item>
          <Menu.Item
            leftSection={<ArrowDown {...icon} />}
            disabled={index + 1 >= count}
            onClick={() => move(1)}
          >
            {t('lanes.menu.moveDown')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Trash2 {...icon} />}
            rightSection={note}
            disabled={count === 1}
            onClick={() => change((lanes) => withoutLane(lanes, index), Math.min(index, count - 2))}
          >
            {t('lanes.menu.remove')}
          </Menu.Item>
          <Menu.Divider />
          <WeightItems lane={index} note={note} onError={setError} />
        </Menu.Dropdown>
      </Menu>
      <ErrorLine error={error} className={classes.error} />
    </>
  );
}

/** Whether a lane still trains, or will in a round to come. */
function isStoppable(run: RunSlice, lane: number): boolean {
  const { state } = laneRun(run, lane);
  const isUnderWay = hasBegun(run) && !isOver(run) && run.state !== 'building';
  return (
    isUnderWay &&
    !isStopped(run, lane) &&
    (roundCount(run.displaySpec) > 1 || state === 'running' || state === 'ready')
  );
}
