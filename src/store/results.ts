import { DownhillError, toErrorReport } from '../core/errors.ts';
import { exportName } from '../core/file-name.ts';
import { csvFile } from '../race/csv.ts';
import { maxResultBytes, printResult } from '../race/result-text.ts';
import { useApp } from './app.ts';
import { readElsewhere } from './elsewhere.ts';
import { showRun } from './opening.ts';
import { resultOf } from './result-of-run.ts';
import { runOfResult } from './run-of-result.ts';
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

function resultNow() {
  const { run, adapter, imported } = useApp.getState();
  const measuredOn = imported?.adapter ?? adapter;
  return measuredOn === null ? null : resultOf(run, measuredOn);
}

/**
 * Brings the result in a file back onto the page. What is wrong with one becomes `importError`, and changes nothing else.
 */
export async function importResult(file: File): Promise<void> {
  try {
    const { result, schedules } = await readElsewhere({ kind: 'result', text: await textOf(file) });
    const { run, series } = runOfResult(result, schedules);
    const { spec, adapter } = result;
    await showRun(run, series, { spec, imported: { name: spec.name, adapter } });
  } catch (error) {
    rejectImport(error, file.name);
  }
}

/** Says why a file was not opened. */
export const rejectImport = (error: unknown, file: string): void =>
  useApp.setState({ importError: { ...toErrorReport(error), file } });

/** @throws DownhillError for a file too large to be a result */
async function textOf(file: File): Promise<string> {
  if (file.size <= maxResultBytes) return file.text();
  throw new DownhillError({
    code: 'spec',
    path: 'result',
    fault: { of: 'result', id: 'large' },
  });
}

/** Puts away why a file was not taken. */
export const closeImportError = (): void => useApp.setState({ importError: null });
