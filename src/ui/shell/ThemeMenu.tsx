import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useRef, useState } from 'react';
import { useApp } from '../../store/app.ts';
import type { Theme } from '../../store/state.ts';
import { setView } from '../../store/view.ts';
import { useMessages } from '../kit/language.ts';

const themes = [
  { id: 'auto', Icon: Monitor },
  { id: 'light', Icon: Sun },
  { id: 'dark', Icon: Moon },
] as const satisfies readonly { id: Theme; Icon: typeof Sun }[];

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const t = useMessages();
  const theme = useApp(({ view }) => view.theme);
  const current = themes.find(({ id }) => id === theme) ?? themes[0];
  const target = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <ActionIcon
          ref={target}
          aria-label={t('shell.theme.label', { theme: t(`shell.theme.${current.id}`) })}
        >
          <current.Icon size={17} strokeWidth={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Tooltip target={target} label={t('shell.theme.title')} disabled={isOpen} />
      <Menu.Dropdown>
        <ThemeItems />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The choices, for a menu. */
export function ThemeItems() {
  const t = useMessages();
  const theme = useApp(({ view }) => view.theme);
  return (
    <Menu.RadioGroup value={theme} onChange={chooseTheme}>
      {themes.map(({ id }) => (
        <Menu.RadioItem key={id} value={id} closeMenuOnClick>
          {t(`shell.theme.${id}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function chooseTheme(value: string): void {
  const chosenTheme = themes.find(({ id }) => id === value);
  if (chosenTheme) setView({ theme: chosenTheme.id });
}
