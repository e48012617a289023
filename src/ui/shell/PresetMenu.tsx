import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { Fragment } from 'react';
import type { Preset, PresetKind } from '../../experiment/presets.ts';
import { presets } from '../../experiment/presets.ts';
import { experimentTitle } from '../../messages/presets.ts';
import { isSlow } from '../../store/adapter.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { perform } from './commands.ts';
import classes from './PresetMenu.module.css';

const groups: readonly PresetKind[] = ['race', 'run', 'gradients', 'narrow'];

/** The experiments to start from, races first, on a CPU those that are light enough for it; each with the one thing it teaches. */
export function PresetMenu() {
  const t = useMessages();
  const presetId = useApp((state) => state.presetId);
  const id = useApp(({ spec }) => spec.name);
  const name = experimentTitle(t, id);
  const slow = useApp(({ adapter }) => isSlow(adapter));
  const begunFrom = presets.find((preset) => preset.id === id);
  const isEdited = presetId === null && begunFrom !== undefined;
  const item = (preset: Preset) => (
    <Menu.RadioItem
      key={preset.id}
      value={preset.id}
      closeMenuOnClick
      onClick={() => perform('preset', preset.id)}
    >
      <span className={classes.choice}>
        {t(`presets.${preset.id}.name`)}
        {isEdited && preset === begunFrom ? (
          <span className={classes.edited}>{t('shell.presets.edited')}</span>
        ) : null}
      </span>
      <span className={classes.lesson}>{t(`presets.${preset.id}.lesson`)}</span>
    </Menu.RadioItem>
  );
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button
          className={classes.target ?? ''}
          variant="subtle"
          color="gray"
          aria-label={t(isEdited ? 'shell.presets.labelEdited' : 'shell.presets.label', { experiment: name })}
          rightSection={<ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />}
        >
          <span className={classes.name}>{name}</span>{' '}
          {isEdited ? <span className={classes.edited}>{t('shell.presets.edited')}</span> : null}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <Menu.RadioGroup value={begunFrom?.id ?? ''}>
          {(slow ? [...groups.slice(-1), ...groups.slice(0, -1)] : groups).map((kind) => (
            <Fragment key={kind}>
              <Menu.Label>{t(`presets.kind.${kind}`)}</Menu.Label>
              {presets.filter((preset) => preset.kind === kind).map(item)}
            </Fragment>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
