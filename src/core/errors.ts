import type { ErrorFact } from './error-facts.ts';
import { factText } from './error-facts.ts';
import type { Fault } from './faults.ts';

/**
 * The kinds of failure a user can meet. The page picks its banner and its way on by this code,
 * never by the wording of a message.
 */
export type ErrorCode =
  | 'spec' // a spec, a link or a file that does not describe an experiment
  | 'data' // a dataset file that is missing, short or altered
  | 'device' // an adapter refused, a GPU lost or out of memory
  | 'worker' // the worker itself died
  | 'state' // a request that does not fit the state of the run
  | 'internal'; // a defect of ours

/** What crosses from the worker to the page in place of an exception. */
export interface ErrorReport {
  readonly code: ErrorCode;
  /** What is wrong, of which `messages/errors.ts` makes the text; absent where an error is not ours. */
  readonly fact?: ErrorFact;
  /** For consoles and logs. */
  readonly message: string;
  /** Where: a path into the spec (`lanes[0].optimizer.lr`) or the name of a file. */
  readonly path?: string;
  /** Of a link or a file from outside: what is wrong, for the page to say in its own words. */
  readonly fault?: Fault;
}

/** An error that a person can cause or meet: a code, a fact, and where. */
export class DownhillError extends Error implements ErrorReport {
  readonly code: ErrorCode;
  readonly fact?: ErrorFact;
  readonly path?: string;
  readonly fault?: Fault;

  constructor(report: Omit<ErrorReport, 'message'> & { readonly message?: string }, options?: ErrorOptions) {
    super(report.message ?? developerText(report), options);
    this.name = 'DownhillError';
    this.code = report.code;
    if (report.fact !== undefined) this.fact = report.fact;
    if (report.path !== undefined) this.path = report.path;
    if (report.fault !== undefined) this.fault = report.fault;
  }
}

/** Any thrown value as a report; what is not ours becomes `internal`. */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof DownhillError) {
    const { code, fact, message, path, fault } = error;
    return {
      code,
      ...(fact !== undefined && { fact }),
      message,
      ...(path !== undefined && { path }),
      ...(fault !== undefined && { fault }),
    };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** A report of a fact that was not thrown. */
export const reportOf = (code: ErrorCode, fact: ErrorFact): ErrorReport => ({
  code,
  fact,
  message: factText(fact),
});

function developerText({ code, fact, fault }: Omit<ErrorReport, 'message'>): string {
  if (fact !== undefined) return factText(fact);
  return fault === undefined ? code : JSON.stringify(fault);
}
