import { useEffect, useState } from 'react';
import { fitsLink } from '../../experiment/url.ts';
import { useApp } from '../../store/app.ts';
import { linkTo, sharedNow } from '../../store/link.ts';
import { useMessages } from './language.ts';

const confirmedForMs = 2000;
/** Longer where there is a sentence to read. */
const noticeMs = 4000;

export interface CopiedLink {
  /** What to say while it is confirmed; null otherwise. */
  readonly said: string | null;
  /** Whether that is more than that it was copied. */
  readonly hasEdits: boolean;
  /** The link where the browser did not let the page copy it. */
  readonly shown: string | null;
  readonly copy: () => void;
  readonly close: () => void;
}

/** Copies a link and says so; `ofRace`: to the current run, whatever has been changed for the next. */
export function useCopiedLink(ofRace = false): CopiedLink {
  const t = useMessages();
  const [copied, setCopied] = useState<'plain' | 'edits' | 'long' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const confirmed = () => setCopied(null);
    const timer = setTimeout(confirmed, copied === 'plain' ? confirmedForMs : noticeMs);
    // whatever is done next may open over it
    window.addEventListener('pointerdown', confirmed, true);
    window.addEventListener('keydown', confirmed, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', confirmed, true);
      window.removeEventListener('keydown', confirmed, true);
    };
  }, [copied]);

  const copy = async (): Promise<void> => {
    const { spec, hasEdits } = sharedNow(useApp.getState(), ofRace);
    if (!fitsLink(spec)) {
      setCopied('long');
      return;
    }
    const link = linkTo(spec);
    try {
      await navigator.clipboard.writeText(link);
      setCopied(hasEdits ? 'edits' : 'plain');
    } catch {
      setShown(link); // no clipboard without https, or the person said no
    }
  };
  return {
    said: copied === null ? null : t(`shell.share.${copied}`),
    hasEdits: copied !== null && copied !== 'plain',
    shown,
    copy: () => void copy(),
    close: () => setShown(null),
  };
}
