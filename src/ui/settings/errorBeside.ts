import type { ErrorReport } from '../../core/errors.ts';
import { errorText } from '../../messages/errors.ts';
import { capitalized } from '../lanes/capitalized.ts';
import { messagesNow } from '../language.ts';

/** What the controls are called, for errors that stand beside another. */
const names: Readonly<Record<string, string>> = {
  'data.batchSize': 'the batch size',
  'data.trainCount': 'the number of training pictures',
  'data.validation': 'the number of pictures held back',
};

/**
 * An error as a sentence beside the control of the value at `own`: without the path into the experiment, but with the
 * name of the value where it is another's.
 */
export function errorBeside(error: ErrorReport, own: string): string {
  const { path } = error;
  const message = error.fact === undefined ? error.message : errorText(messagesNow(), error);
  const prefix = `${path}: `;
  const text = path !== undefined && message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const others = path !== undefined && !path.startsWith(own) && text.startsWith('must ');
  const sentence = capitalized(others ? `${names[path] ?? path} ${text}` : text);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
