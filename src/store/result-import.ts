import { DownhillError, toErrorReport } from '../core/errors.ts';
import { maxResultBytes } from '../race/records.ts';
import { useApp } from './app.ts';
import { readElsewhere } from './elsewhere.ts';
import { showRun } from './opening.ts';
import { runOfResult } from './run-of-result.ts';

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
