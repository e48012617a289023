import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import classes from './ShortNote.module.css';
import { shortText } from './shortText.ts';

/** What a lane came to that did not reach the target, once all is over; nothing otherwise. */
export function ShortNote({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const text = useApp(({ run }) => shortText(t, run, lane));
  if (text === null) return null;
  return (
    <p role="status" className={classes.note}>
      {text}
    </p>
  );
}
