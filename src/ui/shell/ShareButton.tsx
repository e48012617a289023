import { Button } from '@mantine/core';
import { Check, Link2 } from 'lucide-react';
import { LinkFrame } from '../kit/LinkFrame.tsx';
import { useMessages } from '../kit/language.ts';
import { useCopiedLink } from '../kit/useCopiedLink.ts';
import classes from './ShareButton.module.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Copies the link, which carries the whole experiment, with live edits once a run has begun. */
export function ShareButton() {
  const t = useMessages();
  const link = useCopiedLink();
  const isCopied = link.said !== null;
  return (
    <LinkFrame link={link}>
      <Button
        className={classes.button ?? ''}
        onClick={link.copy}
        aria-label={t(isCopied ? 'shell.share.labelCopied' : 'shell.share.label')}
        leftSection={isCopied ? <Check {...icon} /> : <Link2 {...icon} />}
      >
        <span className={classes.label}>{t(isCopied ? 'shell.share.copied' : 'shell.share.share')}</span>
      </Button>
    </LinkFrame>
  );
}
