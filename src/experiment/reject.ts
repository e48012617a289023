import type { ErrorFact, ErrorFacts, ErrorId } from '../core/error-facts.ts';
import { DownhillError } from '../core/errors.ts';
import { pathText, zodIssueFact } from '../core/must.ts';
import type { z } from '../core/zod.ts';

/** What zod found wrong: where, and what. `whole` is the name of what `root` holds. */
export function zodIssueReport(
  issue: z.core.$ZodIssue,
  root: unknown,
  whole = 'experiment',
): { readonly path: string; readonly fact: ErrorFact } {
  return { path: pathText(issue.path) || whole, fact: zodIssueFact(issue, root) };
}

/**
 * Turns down what no field can judge by itself.
 * @throws DownhillError code `spec`
 */
export function reject<Id extends ErrorId>(path: string, id: Id, params: ErrorFacts[Id]): never {
  throw new DownhillError({ code: 'spec', path, fact: { id, params } as ErrorFact });
}
