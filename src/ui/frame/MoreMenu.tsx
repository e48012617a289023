import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Dices, Ellipsis, FileJson, Keyboard, Scale } from 'lucide-react';
import { useRef, useState } from 'react';
import { newSeed } from '../../store/trainer.ts';
import { ImportInput } from './ImportInput.tsx';
import { pageLinks } from './pageLinks.ts';
import { ResultItems } from './ResultItems.tsx';
import { useLayout } from './useLayout.ts';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Results to and from a file, the keys, and the pages that come with this one; on a phone also what its transport has no room for. */
export function MoreMenu({ onKeys }: { readonly onKeys: () => void }) {
  const target = useRef<HTMLButtonElement>(null);
  const isPhone = useLayout() === 'phone';
  const [isOpen, setOpen] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <ImportInput input={file} />
      <Menu opened={isOpen} onChange={setOpen} width={265}>
        <Menu.Target>
          <ActionIcon ref={target} aria-label="More: results, keys and pages">
            <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Tooltip target={target} label="More" disabled={isOpen} />
        <Menu.Dropdown>
          <ResultItems onImport={() => file.current?.click()} />
          {isPhone ? (
            <Menu.Item leftSection={<Dices {...icon} />} onClick={newSeed}>
              Restart from a new seed
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={<Keyboard {...icon} />}
            rightSection={
              <span aria-hidden="true">
                <kbd>?</kbd>
              </span>
            }
            onClick={onKeys}
          >
            Keys
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            component="a"
            href={pageLinks.licences}
            target="_blank"
            rel="noopener"
            leftSection={<Scale {...icon} />}
          >
            Where the data come from
          </Menu.Item>
          <Menu.Item
            component="a"
            href={pageLinks.schema}
            target="_blank"
            rel="noopener"
            leftSection={<FileJson {...icon} />}
          >
            JSON schema of an experiment
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
