import { Drawer } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { hasBegun } from '../../store/rounds.ts';
import { useMessages } from './language.ts';
import classes from './SettingsDrawer.module.css';

/** What has a drawer of its own. */
export type SettingsPart = 'data' | 'model' | 'length' | 'race';

interface Props {
  readonly part: SettingsPart;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A drawer beside the charts, which stay in sight and in reach. */
export function SettingsDrawer({ part, opened, onClose, children }: Props) {
  const t = useMessages();
  const started = useApp(({ run }) => hasBegun(run));
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []); // a drawer that is mounted open would not give the focus back
  return (
    <Drawer
      opened={opened && isMounted}
      onClose={onClose}
      title={t(`settings.part.${part}`)}
      position="right"
      size="30rem"
      withOverlay={false}
      lockScroll={false}
      closeButtonProps={{
        'aria-label': t('settings.drawer.close', { part }),
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
      <p className={classes.note}>{t(started ? 'settings.drawer.started' : 'settings.drawer.before')}</p>
      <div className={classes.fields}>{children}</div>
    </Drawer>
  );
}
