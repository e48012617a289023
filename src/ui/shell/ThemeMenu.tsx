import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useRef, useState } from 'react';
import { useApp } from '../../store/app.ts';
import type { Theme } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { ChoiceItems } from './CommandItems.tsx';
import { commandText } from './commands.ts';

const icons: Readonly<Record<Theme, LucideIcon>> = { auto: Monitor, light: Sun, dark: Moon };

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const t = useMessages();
  const theme = useApp(({ view }) => view.theme);
  const Icon = icons[theme];
  const target = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <ActionIcon ref={target} aria-label={t('shell.theme.label', { theme: t(`shell.theme.${theme}`) })}>
          <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Tooltip target={target} label={commandText(t, 'theme')} disabled={isOpen} />
      <Menu.Dropdown>
        <ChoiceItems id="theme" />
      </Menu.Dropdown>
    </Menu>
  );
}
