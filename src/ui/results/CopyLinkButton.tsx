import { Button } from '@mantine/core';
import { Check, Link2 } from 'lucide-react';
import { LinkFrame } from '../kit/LinkFrame.tsx';
import { useMessages } from '../kit/language.ts';
import { useCopiedLink } from '../kit/useCopiedLink.ts';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Copies the link that runs the race again, with its live edits. */
export function CopyLinkButton() {
  const t = useMessages();
  const link = useCopiedLink(true);
  return (
    <LinkFrame link={link}>
      <Button
        size="xs"
        onClick={link.copy}
        leftSection={link.said === null ? <Link2 {...icon} /> : <Check {...icon} />}
      >
        {t('verdict.actions.copy')}
      </Button>
    </LinkFrame>
  );
}
