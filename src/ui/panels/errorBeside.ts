import type { ErrorReport } from '../../core/errors.ts';

/** An error as it stands beside the control it is about: without the path into the spec, as a sentence. */
export function errorBeside({ path, message }: ErrorReport): string {
  const prefix = `${path}: `;
  const text = path !== undefined && message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
