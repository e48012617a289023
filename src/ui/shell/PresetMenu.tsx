import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { Fragment } from 'react';
import type { Preset, PresetKind } from '../../experiment/presets.ts';
import { presets } from '../../experiment/presets.ts';
import { useApp } from '../../store/app.ts';
import { loadPreset } from '../../store/opening.ts';
import { experimentName } from './experimentName.ts';
import classes from './PresetMenu.module.css';

const groups: readonly (readonly [PresetKind, string])[] = [
  ['race', 'Races'],
  ['run', 'One lane'],
  ['gradients', 'Gradients through many layers'],
  ['narrow', 'For a processor'],
];

/** The experiments to start from, races first, on a CPU those that are light enough for it; each with the one thing it teaches. */
export function PresetMenu() {
  const presetId = useApp((state) => state.presetId);
  const name = useApp(experimentName);
  const onCpu = useApp(({ adapter }) => adapter?.software === true);
  const begunFrom = presets.find((preset) => preset.name === name);
  const isEdited = presetId === null && begunFrom !== undefined;
  const item = (preset: Preset) => (
    <Menu.RadioItem key={preset.id} value={preset.id} closeMenuOnClick onClick={() => loadPreset(preset.id)}>
      <span className={classes.choice}>
        {preset.name}
        {isEdited && preset === begunFrom ? <span className={classes.edited}>edited</span> : null}
      </span>
      <span className={classes.lesson}>{preset.lesson}</span>
    </Menu.RadioItem>
  );
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button
          className={classes.target ?? ''}
          variant="subtle"
          color="gray"
          aria-label={`Experiment: ${name}${isEdited ? ', edited' : ''}`}
          rightSection={<ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />}
        >
          <span className={classes.name}>{name}</span>{' '}
          {isEdited ? <span className={classes.edited}>edited</span> : null}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <Menu.RadioGroup value={begunFrom?.id ?? ''}>
          {(onCpu ? [...groups.slice(-1), ...groups.slice(0, -1)] : groups).map(([kind, label]) => (
            <Fragment key={kind}>
              <Menu.Label>{label}</Menu.Label>
              {presets.filter((preset) => preset.kind === kind).map(item)}
            </Fragment>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
