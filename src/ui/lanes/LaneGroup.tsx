import type { ReactNode } from 'react';
import { useId } from 'react';
import type { FieldError } from '../kit/FieldError.tsx';
import { ErrorLine } from '../kit/FieldError.tsx';
import classes from './LaneGroup.module.css';

interface Props {
  readonly title: string;
  readonly note: string;
  readonly error: FieldError | null;
  readonly children: ReactNode;
}

/** Settings of a lane that belong together, under a title. */
export function LaneGroup({ title, note, error, children }: Props) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lay its legend out beside the note
    <div role="group" aria-labelledby={id} className={classes.group}>
      <div className={classes.head}>
        <span id={id} className={classes.title}>
          {title}
        </span>
        <span className={classes.note}>{note}</span>
      </div>
      {children}
      <ErrorLine error={error} className={classes.error} />
    </div>
  );
}
