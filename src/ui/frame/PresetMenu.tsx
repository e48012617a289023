import { Button, Menu } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
import { presets } from '../../spec/presets.ts';
import { useApp } from '../../store/app.ts';
import { loadPreset } from '../../store/trainer.ts';
import { experimentName } from './experimentName.ts';
import classes from './PresetMenu.module.css';

/** The experiments to start from, each with the one thing it teaches. */
export function PresetMenu() {
  const presetId = useApp((state) => state.presetId);
  const name = useApp(experimentName);
  const isEdited = presetId === null && presets.some((preset) => preset.name === name);
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
          <span className={classes.name}>{name}</span>
          {isEdited ? <span className={classes.edited}>edited</span> : null}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {presets.map((preset) => (
          <Menu.Item
            key={preset.id}
            onClick={() => loadPreset(preset.id)}
            aria-current={preset.id === presetId || undefined}
            rightSection={
              preset.id === presetId ? <Check size={16} strokeWidth={1.75} aria-hidden="true" /> : null
            }
          >
            <span className={classes.choice}>{preset.name}</span>
            <span className={classes.lesson}>{preset.lesson}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
