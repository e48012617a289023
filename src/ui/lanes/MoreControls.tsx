import { UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { laneRun } from '../../store/rounds.ts';
import { useMessages } from '../kit/language.ts';
import classes from './MoreControls.module.css';

interface Props {
  readonly index: number;
  /** Open at first: something in it is in use. */
  readonly open: boolean;
  readonly guarded: boolean;
  readonly children: ReactNode;
}

/** What is not always shown of a lane; what its guard did is said beside the button. */
export function MoreControls({ index, open, guarded, children }: Props) {
  const t = useMessages();
  const [opened, setOpened] = useState(open);
  const id = useId();
  return (
    <>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.more}
          aria-expanded={opened}
          aria-controls={id}
          onClick={() => setOpened(!opened)}
        >
          {t(opened ? 'lanes.card.fewerControls' : 'lanes.card.moreControls')}
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
        </UnstyledButton>
        {guarded ? <Skipped index={index} /> : null}
      </div>
      <div id={id} hidden={!opened}>
        {opened ? children : null}
      </div>
    </>
  );
}

function Skipped({ index }: { readonly index: number }) {
  const t = useMessages();
  const steps = useApp(({ run }) => laneRun(run, index).skipped);
  return <span className={classes.skipped}>{t('lanes.card.skipped', { steps })}</span>;
}
