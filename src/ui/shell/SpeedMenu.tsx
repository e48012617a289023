import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { ChoiceItems } from './CommandItems.tsx';
import { commands } from './commands.ts';
import classes from './SpeedMenu.module.css';

/** How many steps a second the run may take: slow enough to watch, or to move a slider in time. */
export function SpeedMenu() {
  const t = useMessages();
  const { text, chosen } = commands.speed.choices;
  const speed = text(t, useApp(chosen));
  return (
    <Menu>
      <Menu.Target>
        <Button
          className={classes.button ?? ''}
          variant="subtle"
          color="gray"
          justify="flex-end"
          rightSection={<ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />}
          aria-label={t('shell.speed.label', { speed })}
        >
          {speed}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ChoiceItems id="speed" />
      </Menu.Dropdown>
    </Menu>
  );
}
