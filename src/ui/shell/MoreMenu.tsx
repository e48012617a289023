import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Ellipsis, FileJson, Scale } from 'lucide-react';
import { useRef, useState } from 'react';
import { adapterTitle } from '../../messages/adapter.ts';
import { useApp } from '../../store/app.ts';
import { openFiles } from '../../store/open-files.ts';
import { hasResult } from '../../store/rounds.ts';
import { deferred } from '../kit/deferred.tsx';
import { useMessages } from '../kit/language.ts';
import { useLayout } from '../kit/useLayout.ts';
import { AdapterDot } from './AdapterBadge.tsx';
import { ChoiceItems, CommandItem } from './CommandItems.tsx';
import { commandLabel, commands, commandText, importInputId, perform } from './commands.ts';
import classes from './MoreMenu.module.css';

/** The pages that are built beside this one, from the address of the page. */
const pageLinks = {
  licences: './licences.html',
  schema: './schema/experiment.v2.json',
} as const;

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

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
  return (
    <>
      <ImportInput />
      <Menu opened={isOpen} onChange={setOpen} width={265}>
        <Menu.Target>
          <ActionIcon ref={target} aria-label={t('shell.more.label')}>
            <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Tooltip target={target} label={t('shell.more.tip')} disabled={isOpen} />
        <Menu.Dropdown className={classes.menu ?? ''}>
          <ResultItems />
          {isPhone ? <CommandItem id="seed" withKey={false} /> : null}
          <CommandItem id="keys" />
          <Menu.Divider />
          {isCompact ? <ViewItems withProjector={!isPhone} onAdapter={() => setAdapterOpen(true)} /> : null}
          <Menu.Label>{commandText(t, 'language')}</Menu.Label>
          <ChoiceItems id="language" />
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
      <Menu.Label>{commandText(t, 'theme')}</Menu.Label>
      <ChoiceItems id="theme" />
      <Menu.Divider />
    </>
  );
}

/** A result out to a file and back. */
function ResultItems() {
  const hasOne = useApp(({ run }) => hasResult(run));
  return (
    <>
      <CommandItem id="saveResult" />
      <CommandItem id="saveSteps" />
      {/* Mantine hands the focus to the first item, also where that is disabled and cannot take it */}
      <CommandItem id="importResult" isFocused={!hasOne} />
      <Menu.Divider />
    </>
  );
}

/** The browser's own way to choose a file, out of sight: the command to import presses it. */
function ImportInput() {
  const t = useMessages();
  return (
    <input
      id={importInputId}
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
