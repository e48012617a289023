import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Ellipsis, FileJson, Scale } from 'lucide-react';
import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { languageNames, languages, languageTags } from '../../core/language.ts';
import { adapterTitle } from '../../messages/adapter.ts';
import { useApp } from '../../store/app.ts';
import { setLanguage } from '../../store/language.ts';
import { openFiles } from '../../store/open-files.ts';
import { deferred } from '../kit/deferred.tsx';
import { useMessages } from '../kit/language.ts';
import { useLayout } from '../kit/useLayout.ts';
import { AdapterDot } from './AdapterBadge.tsx';
import type { CommandId } from './commands.ts';
import { commandLabel, commandOf, commands, isEnabled, keyCaps, perform } from './commands.ts';
import classes from './MoreMenu.module.css';
import { ThemeItems } from './ThemeMenu.tsx';

/** The pages that are built beside this one, from the address of the page. */
const pageLinks = {
  licences: './licences.html',
  schema: './schema/experiment.v2.json',
} as const;

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

const ResultItems = deferred(async () => (await import('./ResultItems.tsx')).ResultItems);
const AdapterDialog = deferred(async () => (await import('./dialogs.ts')).AdapterDialog);

/** Results to and from a file, the shortcuts, the language, and the pages that come with this one; in a narrow window also what header and transport have no room for. */
export function MoreMenu() {
  const t = useMessages();
  const target = useRef<HTMLButtonElement>(null);
  const layout = useLayout();
  const isPhone = layout === 'phone';
  const isCompact = isPhone || layout === 'narrow';
  const [isOpen, setOpen] = useState(false);
  const [isAdapterOpen, setAdapterOpen] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <ImportInput input={file} />
      <Menu opened={isOpen} onChange={setOpen} width={265}>
        <Menu.Target>
          <ActionIcon ref={target} aria-label={t('shell.more.label')}>
            <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Tooltip target={target} label={t('shell.more.tip')} disabled={isOpen} />
        <Menu.Dropdown className={classes.menu ?? ''}>
          <ResultItems onImport={() => file.current?.click()} />
          {isPhone ? <CommandItem id="seed" withKey={false} /> : null}
          <CommandItem id="keys" />
          <Menu.Divider />
          {isCompact ? <ViewItems withProjector={!isPhone} onAdapter={() => setAdapterOpen(true)} /> : null}
          <LanguageItems />
          <Menu.Divider />
          <Menu.Item
            component="a"
            href={pageLinks.licences}
            target="_blank"
            rel="noopener"
            leftSection={<Scale {...icon} />}
          >
            {t('shell.more.licences')}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={pageLinks.schema}
            target="_blank"
            rel="noopener"
            leftSection={<FileJson {...icon} />}
          >
            {t('shell.more.schema')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AdapterDialog opened={isAdapterOpen} onClose={() => setAdapterOpen(false)} />
    </>
  );
}

/** A command as an item; `withKey`: with the key that does the same. */
function CommandItem({ id, withKey = true }: { readonly id: CommandId; readonly withKey?: boolean }) {
  const t = useMessages();
  const { icon: Icon, keys } = commandOf(id);
  const label = useApp((state) => commandLabel(t, id, state));
  const isDisabled = !useApp((state) => isEnabled(id, state));
  const [key] = withKey ? keys : [];
  return (
    <Menu.Item
      leftSection={Icon && <Icon {...icon} />}
      rightSection={
        key === undefined ? null : (
          <span aria-hidden="true">
            {keyCaps(t, key).map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
          </span>
        )
      }
      disabled={isDisabled}
      onClick={() => perform(id)}
    >
      {label}
    </Menu.Item>
  );
}

interface ViewProps {
  readonly withProjector: boolean;
  readonly onAdapter: () => void;
}

/** What a wide header shows as buttons: where it trains, the projector, light or dark. */
function ViewItems({ withProjector, onAdapter }: ViewProps) {
  const t = useMessages();
  const adapter = adapterTitle(
    t,
    useApp((state) => state.adapter),
  );
  const isProjector = useApp(commands.projector.isOn);
  const projector = useApp((state) => commandLabel(t, 'projector', state));
  return (
    <>
      <Menu.Item leftSection={<AdapterDot />} onClick={onAdapter}>
        {adapter}
      </Menu.Item>
      {withProjector ? (
        <Menu.CheckboxItem checked={isProjector} onChange={() => perform('projector')} closeMenuOnClick>
          {projector}
        </Menu.CheckboxItem>
      ) : null}
      <Menu.Label>{t('shell.theme.title')}</Menu.Label>
      <ThemeItems />
      <Menu.Divider />
    </>
  );
}

/** The browser's own way to choose a file, out of sight: a menu item presses it. */
function ImportInput({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const t = useMessages();
  return (
    <input
      ref={input}
      type="file"
      accept=".json,application/json"
      aria-label={t('shell.results.file')}
      hidden
      onChange={({ currentTarget }) => {
        const [file] = currentTarget.files ?? [];
        currentTarget.value = ''; // so that the same file can be chosen again
        if (file) void openFiles([file]);
      }}
    />
  );
}

/** The languages of the page, each by its own name, for a menu. */
function LanguageItems() {
  const t = useMessages();
  const language = useApp((state) => state.language);
  return (
    <>
      <Menu.Label>{t('shell.language.title')}</Menu.Label>
      <Menu.RadioGroup value={language} onChange={choose}>
        {languages.map((id) => (
          <Menu.RadioItem key={id} value={id} lang={languageTags[id]} closeMenuOnClick>
            {languageNames[id]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function choose(value: string): void {
  const chosen = languages.find((language) => language === value);
  if (chosen) setLanguage(chosen);
}
