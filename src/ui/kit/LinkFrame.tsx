import { Popover, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from './language.ts';
import type { CopiedLink } from './useCopiedLink.ts';

interface Props {
  readonly link: CopiedLink;
  /** The button that copies it. */
  readonly children: ReactElement;
}

/** Around a button that copies a link: says what was copied, and where the browser forbids it shows the link. */
export function LinkFrame({ link: { said, hasEdits, shown, close }, children }: Props) {
  const t = useMessages();
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
            <Popover.Dropdown aria-label={t('shell.share.link')}>
              <TextInput
                label={t('shell.share.link')}
                description={t('shell.share.forbidden')}
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
