import { useMemo } from 'react';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import classes from './FitNote.module.css';
import { FixButtons } from './FixButtons.tsx';
import { fitNote } from './fitNote.ts';

/** Where a network takes the images but was made for others: what that means, and the way to those. */
export function FitNote() {
  const t = useMessages();
  const spec = useApp((state) => state.spec);
  const note = useMemo(() => fitNote(t, spec), [t, spec]);
  return (
    <div role="status">
      {note && (
        <div className={classes.note}>
          <p>{note.text}</p>
          <FixButtons fixes={[note.suggestion]} />
        </div>
      )}
    </div>
  );
}
