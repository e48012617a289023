import { Button, Popover, TextInput, VisuallyHidden } from '@mantine/core';
import { Check, Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { linkTo } from '../../store/link.ts';
import classes from './ShareButton.module.css';

const confirmedForMs = 2000;

/** Copies the link, which carries the whole experiment; where the browser forbids that, shows it to be copied by hand. */
export function ShareButton() {
  const [isCopied, setCopied] = useState(false);
  const [shownLink, setShownLink] = useState<string | null>(null);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), confirmedForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const share = async () => {
    const link = linkTo(useApp.getState().spec);
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      setShownLink(link); // no clipboard without https, or the person said no
    }
  };

  return (
    <>
      <VisuallyHidden role="status">{isCopied ? 'Link copied' : ''}</VisuallyHidden>
      <Popover
        opened={shownLink !== null}
        onChange={(opened) => opened || setShownLink(null)}
        width={360}
        position="bottom-end"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button
            className={classes.button ?? ''}
            onClick={() => void share()}
            aria-label={
              isCopied ? 'Copied the link to this experiment' : 'Share: copy the link to this experiment'
            }
            leftSection={
              isCopied ? (
                <Check size={16} strokeWidth={1.75} aria-hidden="true" />
              ) : (
                <Link2 size={16} strokeWidth={1.75} aria-hidden="true" />
              )
            }
          >
            <span className={classes.label}>{isCopied ? 'Copied' : 'Share'}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Link to this experiment">
          <TextInput
            label="Link to this experiment"
            description="The browser did not let the page copy it; press Ctrl+C or ⌘C."
            value={shownLink ?? ''}
            readOnly
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
          />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
