import type { ErrorReport } from '../../core/errors.ts';
import type { Translator } from '../../messages/translator.ts';
import { errorBeside } from './errorBeside.ts';
import { useMessages } from './language.ts';

/** An edit that was refused: why, and the path of the value beside whose control that is said. */
export interface RejectedEdit {
  readonly report: ErrorReport;
  readonly path: string;
}

/** What was typed or chosen and cannot be an edit, as a text of whichever language is shown. */
export interface RejectedInput {
  readonly textIn: (t: Translator) => string;
}

/** Why a control refuses a value. No text yet: an error stays while the language changes. */
export type FieldError = RejectedEdit | RejectedInput;

/** The error as a sentence beside its control. */
export const fieldErrorText = (t: Translator, error: FieldError): string =>
  'report' in error ? errorBeside(t, error.report, error.path) : error.textIn(t);

interface Props {
  readonly error: FieldError | null | undefined;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
}

/** The error of a control, in the language shown; nothing without one. */
export function ErrorLine({ error, id, className }: Props) {
  const t = useMessages();
  if (!error) return null;
  return (
    <span id={id} role="alert" className={className}>
      {fieldErrorText(t, error)}
    </span>
  );
}
