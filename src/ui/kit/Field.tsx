import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './Field.module.css';
import type { FieldError } from './FieldError.tsx';
import { fieldErrorText } from './FieldError.tsx';
import { useMessages } from './language.ts';

interface Props {
  readonly label: string;
  /** What it does, in one sentence. */
  readonly help?: ReactNode;
  readonly error?: FieldError | null | undefined;
  /** What can be done about the error: a button. */
  readonly fix?: ReactNode;
  readonly children: ReactNode;
}

/** A setting in a drawer: its name, what it does, the control, and why a value was refused. */
export function Field({ label, help, error, fix, children }: Props) {
  const t = useMessages();
  const labelId = useId();
  const helpId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lay its legend out in a grid
    <div
      role="group"
      className={classes.field}
      aria-labelledby={labelId}
      aria-describedby={help ? helpId : undefined}
    >
      <div id={labelId} className={classes.label}>
        {label}
      </div>
      <div className={classes.control}>{children}</div>
      {error ? (
        <p role="alert" className={classes.error}>
          {fieldErrorText(t, error)}
        </p>
      ) : null}
      {error ? fix : null}
      {help ? (
        <p id={helpId} className={classes.help}>
          {help}
        </p>
      ) : null}
    </div>
  );
}
