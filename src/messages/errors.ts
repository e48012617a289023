import type { ErrorFact } from '../core/error-facts.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { Translator } from './translator.ts';

/**
 * What is wrong and what to do about it, in one or two sentences. An error that is not ours speaks for itself, in whichever
 * language it does.
 */
export function errorText(t: Translator, { code, fact, message, hint, path }: ErrorReport): string {
  if (fact !== undefined) {
    const text = factSentence(t, fact);
    return code === 'spec' && path !== undefined ? `${path}: ${text}` : text; // what a value must be, and which
  }
  return hint === undefined ? message : `${message}. ${hint}`;
}

/** The same without the path into the experiment, for what stands beside the value. */
export function reasonText(t: Translator, report: ErrorReport): string {
  const { fact, message, path } = report;
  if (fact !== undefined) return factSentence(t, fact);
  const text = message.startsWith(`${path}: `) ? message.slice(`${path}: `.length) : errorText(t, report);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A fact as a sentence; lists become lists of the language. */
function factSentence(t: Translator, { id, params }: ErrorFact): string {
  const values = Object.entries(params).map(([name, value]): [string, string | number] => [
    name,
    Array.isArray(value) ? t.format.or(value) : (value as string | number),
  ]);
  return t(`errors.${id}`, Object.fromEntries(values) as never);
}
