import type { ExperimentSpec } from '../experiment/schema.ts';
import { specFromHash } from '../experiment/url.ts';
import type { ChosenWeights } from '../nn/files/chosen-files.ts';
import { chosenWeights } from '../nn/files/chosen-files.ts';
import type { ResultFile } from './result.ts';
import { parseResult } from './result.ts';
import type { ScheduleColumns } from './schedule-columns.ts';
import { scheduleColumns } from './schedule-columns.ts';

/** A result with what follows from it and takes long to find out. */
export interface ReadResult {
  readonly result: ResultFile;
  readonly schedules: readonly ScheduleColumns[];
}

/** What comes from outside and may be large, with what is read out of it. */
export interface Readings {
  /** The text of a result file. */
  result: { readonly text: string; readonly out: ReadResult };
  /** Files of weights, chosen at once. */
  weights: { readonly files: readonly File[]; readonly out: ChosenWeights };
  /** The part of a link from `#` on. */
  link: { readonly hash: string; readonly out: ExperimentSpec | null };
}
export type Kind = keyof Readings;
export type ReadRequest<K extends Kind = Kind> = {
  [Of in K]: { readonly kind: Of } & Omit<Readings[Of], 'out'>;
}[K];

const readers: {
  readonly [K in Kind]: (request: ReadRequest<K>) => Readings[K]['out'] | Promise<Readings[K]['out']>;
} = {
  result: ({ text }) => {
    const result = parseResult(text);
    return { result, schedules: scheduleColumns(result) };
  },
  weights: ({ files }) => chosenWeights(files),
  link: ({ hash }) => specFromHash(hash),
};

/**
 * Reads what came from outside, on whichever thread this is called.
 * @throws DownhillError that says what is wrong with it
 */
export async function read<K extends Kind>(request: ReadRequest<K>): Promise<Readings[K]['out']> {
  return readers[request.kind](request);
}

/** The memory of what was read that may be handed over to another thread rather than copied. */
export function buffersOf(out: Readings[Kind]['out']): ArrayBuffer[] {
  if (out === null) return [];
  if ('tensors' in out) return [...new Set(out.tensors.map(({ values }) => values.buffer as ArrayBuffer))];
  if ('result' in out) {
    const losses = out.result.rounds.flatMap(({ runs }) =>
      runs.map(({ loss }) => loss.buffer as ArrayBuffer),
    );
    return [...losses, ...out.schedules.flatMap(({ lr, momentum }) => [lr.buffer, momentum.buffer])];
  }
  return [];
}
