import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Dices, Ellipsis, FileJson, Keyboard, Scale } from 'lucide-react';
import { newSeed } from '../../store/trainer.ts';
import { pageLinks } from './pageLinks.ts';
import classes from './MoreMenu.module.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The keys, and the pages that come with this one; on a phone also what its transport has no room for. */
export function MoreMenu({ onKeys }: { readonly onKeys: () => void }) {
  return (
    <Menu width={230}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon aria-label="More: keys and pages">
            <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item className={classes.seed} leftSection={<Dices {...icon} />} onClick={newSeed}>
          Restart from a new seed
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard {...icon} />} rightSection={<kbd aria-hidden="true">?</kbd>} onClick={onKeys}>
          Keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item component="a" href={pageLinks.licences} target="_blank" rel="noopener" leftSection={<Scale {...icon} />}>
          Where the data come from
        </Menu.Item>
        <Menu.Item component="a" href={pageLinks.schema} target="_blank" rel="noopener" leftSection={<FileJson {...icon} />}>
          JSON schema of an experiment
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
