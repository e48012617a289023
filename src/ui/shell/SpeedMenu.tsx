import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { setView } from '../../store/view.ts';
import { useMessages } from '../kit/language.ts';
import classes from './SpeedMenu.module.css';

const speeds = [null, 60, 10, 1] as const;

/** How many steps a second the run may take: slow enough to watch, or to move a slider in time. */
export function SpeedMenu() {
  const t = useMessages();
  const speed = useApp(({ view }) => view.speed);
  return (
    <Menu>
      <Menu.Target>
        <Button
          className={classes.button ?? ''}
          variant="subtle"
          color="gray"
          justify="flex-end"
          rightSection={<ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />}
          aria-label={t('shell.speed.label', { speed: speedName(t, speed) })}
        >
          {speedName(t, speed)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={String(speed)}
          onChange={(value) => setView({ speed: value === 'null' ? null : Number(value) })}
        >
          {speeds.map((choice) => (
            <Menu.RadioItem key={choice} value={String(choice)} closeMenuOnClick>
              {speedName(t, choice)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

const speedName = (t: Translator, speed: number | null): string =>
  speed === null ? t('shell.speed.full') : t('shell.speed.steps', { steps: speed });
