import { ActionIcon, Tooltip } from '@mantine/core';
import { Presentation } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { toggleProjector } from '../../store/view.ts';
import { useMessages } from '../kit/language.ts';

/** Larger type, thicker lines and fewer figures, for the back row. */
export function ProjectorButton() {
  const t = useMessages();
  const pressed = useApp(({ view }) => view.projector);
  return (
    <Tooltip label={t('shell.projector.tip')}>
      <ActionIcon
        aria-label={t('shell.projector.name')}
        aria-pressed={pressed}
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? 'iris' : 'gray'}
        onClick={toggleProjector}
      >
        <Presentation size={17} strokeWidth={1.75} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
