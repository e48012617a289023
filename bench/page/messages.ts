import type { CallCounts } from './call-counts.ts';
import type { Contestant, ContestantId, StepResults } from './contestant.ts';
import type { Ties } from './reference-layers.ts';
import type { Problem } from './workload.ts';

/** What the page asks of a contestant's worker, one question at a time. */
export type Question =
  | { readonly kind: 'open'; readonly id: ContestantId; readonly problem: Problem }
  | { readonly kind: 'reference'; readonly problem: Problem; readonly steps: number; readonly ties: Ties }
  | { readonly kind: 'runSteps'; readonly steps: number; readonly counted: boolean };

export type ContestantReport = Pick<Contestant, 'adapter' | 'dispatchesPerStep' | 'notes'>;

/** Consecutive steps, from the first until all losses were read. */
export interface Round extends StepResults {
  readonly first: number;
  readonly steps: number;
  readonly elapsedMs: number;
  /** Null unless they were to be counted. */
  readonly calls: CallCounts | null;
}

export type Answer =
  | { readonly kind: 'opened'; readonly opened: ContestantReport }
  | { readonly kind: 'round'; readonly round: Round }
  | { readonly kind: 'reference'; readonly losses: readonly number[] }
  | { readonly kind: 'failed'; readonly reason: string };
