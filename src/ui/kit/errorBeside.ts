import type { ErrorReport } from '../../core/errors.ts';
import { reasonText } from '../../messages/errors.ts';
import type { Translator } from '../../messages/translator.ts';
import { capitalized } from './capitalized.ts';

/** What the controls are called, for errors that stand beside another. */
const names = {
  'data.batchSize': 'batchSize',
  'data.trainCount': 'trainCount',
  'data.validation': 'validation',
} as const;

/**
 * An error as a sentence beside the control of the value at `fieldPath`: without the path into the experiment, but with the
 * name of the value where it is another's.
 */
export function errorBeside(t: Translator, report: ErrorReport, fieldPath: string): string {
  const { path } = report;
  const text = reasonText(t, report);
  const name = path !== undefined && path in names ? names[path as keyof typeof names] : null;
  if (name === null || path?.startsWith(fieldPath)) return capitalized(text);
  return t('settings.fieldError', { field: t(`settings.fieldName.${name}`), text });
}
