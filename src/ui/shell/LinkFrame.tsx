import { Popover, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CopiedLink } from './useCopiedLink.ts';

interface Props {
  readonly link: CopiedLink;
  /** The button that copies it. */
  readonly children: ReactElement;
}

/** Around a button that copies a link: says what was copied, and where the browser forbids it shows the link. */
export function LinkFrame({ link: { said, hasEdits, shown, close }, children }: Props) {
  return (
    <>
      <VisuallyHidden role="status">{said ?? ''}</VisuallyHidden>
      <Tooltip label={said} opened={hasEdits} position="bottom-end">
        <span>
          <Popover
            opened={shown !== null}
            onChange={(opened) => opened || close()}
            width={360}
            position="bottom-end"
            trapFocus
            returnFocus
          >
            <Popover.Target>{children}</Popover.Target>
            <Popover.Dropdown aria-label="Link to this experiment">
              <TextInput
                label="Link to this experiment"
                description="The browser did not let the page copy it; press Ctrl+C or ⌘C."
                value={shown ?? ''}
                readOnly
                data-autofocus
                onFocus={(event) => event.currentTarget.select()}
              />
            </Popover.Dropdown>
          </Popover>
        </span>
      </Tooltip>
    </>
  );
}
