import { useEffect, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { linkTo } from '../../store/link.ts';
import { sharedNow } from '../../store/shared-link.ts';

const confirmedForMs = 2000;
/** Longer where there is a sentence to read. */
const toldForMs = 4000;

export interface CopiedLink {
  /** What to say while it is confirmed; null otherwise. */
  readonly said: string | null;
  /** Whether that is more than that it was copied. */
  readonly hasHands: boolean;
  /** The link where the browser did not let the page copy it. */
  readonly shown: string | null;
  readonly copy: () => void;
  readonly close: () => void;
}

/** Copies a link and says so; `ofRace`: to the run at hand, whatever has been changed for the next. */
export function useCopiedLink(ofRace = false): CopiedLink {
  const [copied, setCopied] = useState<{ readonly hasHands: boolean } | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const confirmed = () => setCopied(null);
    const timer = setTimeout(confirmed, copied.hasHands ? toldForMs : confirmedForMs);
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
    const { spec, hasHands } = sharedNow(useApp.getState(), ofRace);
    const link = linkTo(spec);
    try {
      await navigator.clipboard.writeText(link);
      setCopied({ hasHands });
    } catch {
      setShown(link); // no clipboard without https, or the person said no
    }
  };
  const hasHands = copied?.hasHands === true;
  const said = hasHands ? 'Link copied, with what was moved by hand' : 'Link copied';
  return {
    said: copied === null ? null : said,
    hasHands,
    shown,
    copy: () => void copy(),
    close: () => setShown(null),
  };
}
