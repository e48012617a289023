import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { setView } from '../../store/view.ts';
import classes from './SpeedMenu.module.css';

const speeds = [null, 60, 10, 1] as const;

/** How many steps a second the run may take: slow enough to watch, or to move a slider in time. */
export function SpeedMenu() {
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
          aria-label={`Speed: ${speedName(speed)}`}
        >
          {speedName(speed)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={String(speed)}
          onChange={(value) => setView({ speed: value === 'null' ? null : Number(value) })}
        >
          {speeds.map((choice) => (
            <Menu.RadioItem key={choice} value={String(choice)} closeMenuOnClick>
              {speedName(choice)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function speedName(speed: number | null): string {
  if (speed === null) return 'Full speed';
  return speed === 1 ? '1 step a second' : `${speed} steps a second`;
}
