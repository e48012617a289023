import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { isComposing } from './composing.ts';
import type { FieldError } from './FieldError.tsx';

interface Draft {
  readonly text: string;
  readonly error: FieldError | null;
  /** What the person has typed and not yet committed, or that was refused. */
  readonly dirty: boolean;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/**
 * What stands in a box while it is typed into: committed on Enter and blur, taken back on Escape, kept with the reason
 * where `commit` refuses it. `value` is the text of what is in force; once that changes, it replaces the draft.
 */
export function useDraft(value: string, commit: (text: string) => FieldError | null): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<FieldError | null>(null);
  const [shownFor, setShownFor] = useState(value);

  function reset(): void {
    setDraft(null);
    setError(null);
  }
  if (shownFor !== value) {
    setShownFor(value);
    reset();
  }
  function settle(): void {
    if (draft === null) return;
    const error = draft.trim() === value ? null : commit(draft);
    setError(error);
    if (error === null) setDraft(null);
  }
  return {
    text: draft ?? value,
    error,
    dirty: draft !== null,
    onChange: setDraft,
    onBlur: settle,
    onKeyDown(event) {
      if (isComposing(event.nativeEvent)) return;
      if (event.key === 'Enter') settle();
      if (event.key !== 'Escape' || draft === null) return;
      event.stopPropagation();
      reset();
    },
  };
}
