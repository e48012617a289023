import { ActionIcon, Button, Menu } from '@mantine/core';
import { Download, Ellipsis, Plus, Rows3, Table, Timer } from 'lucide-react';
import { useState } from 'react';
import type { VerdictKind } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { resultFile, stepsFile } from '../../store/results.ts';
import { raceAgainOver } from '../../store/transport.ts';
import { saveFile } from '../saveFile.ts';
import { editPart } from '../settings/edit.ts';
import { defaultTiming } from '../settings/timing.ts';
import { focusTrain } from '../shell/trainAction.ts';
import { CopyLinkButton } from './CopyLinkButton.tsx';
import { moreSeeds } from './moreSeeds.ts';
import classes from './VerdictActions.module.css';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface Props {
  readonly kind: VerdictKind;
  /** How many pairs there are beside those shown; 0 where all are. */
  readonly hiddenPairs: number;
  readonly isAll: boolean;
  readonly onAll: (isAll: boolean) => void;
}

/** What can be done with a verdict: race on to the next look, keep it, hand it on. */
export function VerdictActions({ kind, ...pairs }: Props) {
  const run = useApp((state) => state.run);
  const [error, setError] = useState<string | null>(null);
  const more = moreSeeds(kind, run);
  const change = (next: string | null): void => {
    setError(next);
    if (next === null) focusTrain();
  };
  const text = error ?? more?.text ?? null;
  return (
    <div className={classes.actions}>
      <div className={classes.row}>
        {more && (
          <Button
            size="xs"
            variant={kind === 'winner' ? 'default' : 'filled'}
            leftSection={<Plus {...icon} />}
            onClick={() => {
              raceAgainOver(more.seeds);
              focusTrain();
            }}
          >
            {more.label} <span className={classes.when}>{more.when}</span>
          </Button>
        )}
        <Button size="xs" leftSection={<Download {...icon} />} onClick={() => saveFile(resultFile())}>
          Save result
        </Button>
        <CopyLinkButton />
        <MoreActions {...pairs} onChange={change} />
      </div>
      {text !== null && <p role={error === null ? undefined : 'alert'}>{text}</p>}
    </div>
  );
}

interface MoreProps extends Omit<Props, 'kind'> {
  readonly onChange: (next: string | null) => void;
}

/** What is wanted less often. */
function MoreActions({ hiddenPairs, isAll, onAll, onChange }: MoreProps) {
  const isTimed = useApp(({ run }) => run.displaySpec.race.timing !== null);
  return (
    <Menu position="bottom-end" width={235}>
      <Menu.Target>
        <ActionIcon size="md" aria-label="More: every step, speed, pairs">
          <Ellipsis size={16} strokeWidth={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Table {...icon} />} onClick={() => saveFile(stepsFile())}>
          Every step, CSV
        </Menu.Item>
        {!isTimed && (
          <Menu.Item
            leftSection={<Timer {...icon} />}
            onClick={() => onChange(editPart('race', 'timing', defaultTiming))}
          >
            Measure speed (reruns the race)
          </Menu.Item>
        )}
        {hiddenPairs > 0 && (
          <Menu.Item leftSection={<Rows3 {...icon} />} onClick={() => onAll(!isAll)}>
            {isAll ? 'Only the leader’s pairs' : `${hiddenPairs} more pairs`}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
