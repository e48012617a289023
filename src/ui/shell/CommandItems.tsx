import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { languageTags } from '../../core/language.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import type { CommandId } from './commands.ts';
import { commandLabel, commandOf, isEnabled, keyCaps, perform } from './commands.ts';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface ItemProps {
  readonly id: CommandId;
  /** With the key that does the same. */
  readonly withKey?: boolean;
  /** Whether the menu opens with the focus on it, though it may not be the first. */
  readonly isFocused?: boolean;
}

/** A command as an item of a menu. */
export function CommandItem({ id, withKey = true, isFocused }: ItemProps) {
  const t = useMessages();
  const { icon: Icon, keys } = commandOf(id);
  const label = useApp((state) => commandLabel(t, id, state));
  const isDisabled = !useApp((state) => isEnabled(id, state));
  const [key] = withKey ? keys : [];
  return (
    <Menu.Item
      leftSection={Icon && <Icon {...icon} />}
      rightSection={key === undefined ? null : <Caps name={key} />}
      disabled={isDisabled}
      data-autofocus={isFocused || undefined}
      onClick={() => perform(id)}
    >
      {label}
    </Menu.Item>
  );
}

function Caps({ name }: { readonly name: string }): ReactNode {
  const t = useMessages();
  return (
    <span aria-hidden="true">
      {keyCaps(t, name).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}

/** What a command can set, as items of a menu with the one in force. */
export function ChoiceItems({ id }: { readonly id: CommandId }) {
  const t = useMessages();
  const { choices } = commandOf(id);
  const chosen = useApp((state) => choices?.chosen(state) ?? '');
  return (
    <Menu.RadioGroup value={chosen} onChange={(choice) => perform(id, choice)}>
      {choices?.ids.map((choice) => (
        <Menu.RadioItem
          key={choice}
          value={choice}
          lang={id === 'language' ? languageTags[choice as keyof typeof languageTags] : undefined}
          closeMenuOnClick
        >
          {choices.text(t, choice)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
