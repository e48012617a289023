import { exportName } from '../core/file-name.ts';
import { csvFile } from '../race/csv.ts';
import type { ResultFile } from '../race/result.ts';
import { printResult } from '../race/result-text.ts';
import { useApp } from './app.ts';
import { resultOf } from './result-of-run.ts';
import { markSaved } from './unsaved.ts';

/** A file to be saved. */
export interface FileOut {
  readonly name: string;
  readonly blob: Blob;
}

/** The current result as the file that can be brought back, which counts as saved from then on; null while no round is over. */
export function resultFile(): FileOut | null {
  const result = resultNow();
  if (result === null) return null;
  const blob = new Blob([printResult(result)], { type: 'application/json' });
  markSaved();
  return { name: exportName([result.spec.name], 'json', new Date()), blob };
}

/** Every step of the current races as a table; null while no round is over. */
export function stepsFile(): FileOut | null {
  const result = resultNow();
  if (result === null) return null;
  return { name: exportName([result.spec.name], 'csv', new Date()), blob: csvFile(result) };
}

/** The current result; null while no round is over. */
export function resultNow(): ResultFile | null {
  const { run, adapter, imported } = useApp.getState();
  const measuredOn = imported?.adapter ?? adapter;
  return measuredOn === null ? null : resultOf(run, measuredOn);
}
