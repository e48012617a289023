import { Button } from '@mantine/core';
import { Check, Link2 } from 'lucide-react';
import { LinkFrame } from './LinkFrame.tsx';
import classes from './ShareButton.module.css';
import { useCopiedLink } from './useCopiedLink.ts';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Copies the link, which carries the whole experiment, with its live edits once a run has begun. */
export function ShareButton() {
  const link = useCopiedLink();
  const isCopied = link.said !== null;
  return (
    <LinkFrame link={link}>
      <Button
        className={classes.button ?? ''}
        onClick={link.copy}
        aria-label={
          isCopied ? 'Copied the link to this experiment' : 'Share: copy the link to this experiment'
        }
        leftSection={isCopied ? <Check {...icon} /> : <Link2 {...icon} />}
      >
        <span className={classes.label}>{isCopied ? 'Copied' : 'Share'}</span>
      </Button>
    </LinkFrame>
  );
}
