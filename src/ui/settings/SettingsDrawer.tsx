import { Drawer } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { hasBegun } from '../../store/rounds.ts';
import classes from './SettingsDrawer.module.css';

interface Props {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A drawer beside the charts, which stay in sight and in reach. */
export function SettingsDrawer({ title, opened, onClose, children }: Props) {
  const started = useApp(({ run }) => hasBegun(run));
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []); // a drawer that is mounted open would not give the focus back
  return (
    <Drawer
      opened={opened && isMounted}
      onClose={onClose}
      title={title}
      position="right"
      size="30rem"
      withOverlay={false}
      lockScroll={false}
      closeButtonProps={{
        'aria-label': `Close ${title.toLowerCase()}`,
        icon: <X size={16} strokeWidth={1.75} aria-hidden="true" />,
      }}
      classNames={{
        content: classes.content ?? '',
        header: classes.header ?? '',
        body: classes.body ?? '',
        close: classes.close ?? '',
      }}
    >
      {/* always a line, so that a change shifts nothing under the pointer */}
      <p className={classes.note}>
        {started
          ? 'A change here starts a new run; this one stays on the charts as the previous run.'
          : 'Nothing is trained yet: a change here is for the run to come.'}
      </p>
      <div className={classes.fields}>{children}</div>
    </Drawer>
  );
}
