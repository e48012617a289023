import type { ErrorReport } from '../../src/core/errors.ts';
import { DownhillError, toErrorReport } from '../../src/core/errors.ts';
import { errorText } from '../../src/messages/errors.ts';
import { en, zh } from './translator.ts';

/** What an error says in English. That it can be said in Chinese too is checked with it. */
export function englishOf(error: unknown): string {
  if (!(error instanceof DownhillError)) throw error;
  const report: ErrorReport = structuredClone(toErrorReport(error));
  if (report.fact === undefined) throw new Error(`has no fact: ${error.message}`);
  if (/[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(errorText(zh, report))) throw new Error('is not said in Chinese');
  return errorText(en, report);
}

/** The same of what `work` throws; empty where it throws nothing. */
export function rejectionOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return englishOf(error);
  }
}

/** The same of a promise. */
export const rejectedWith = (work: Promise<unknown>): Promise<string> => work.then(() => '', englishOf);
