import { DownhillError } from '../core/errors.ts';
import type { FileKind } from '../core/file-kind.ts';
import { fileKind, headBytes } from '../core/file-kind.ts';
import { startFromFiles } from './initial-weights.ts';
import { importResult, rejectImport } from './result-import.ts';

/** Opens what was dropped on the page or chosen: a result, or the files of weights to start from. What else it is, is said. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const [first] = files;
  if (!first) return;
  const name = files.length === 1 ? first.name : '';
  try {
    if (await areWeights(files)) {
      const error = await startFromFiles(files);
      if (error) rejectImport(new DownhillError(error), name);
      return;
    }
    if (files.length > 1) throw severalFiles(files.length);
    const kind = await kindOf(first);
    if (kind !== 'json') throw otherKind(kind);
    await importResult(first);
  } catch (error) {
    rejectImport(error, name);
  }
}

/** By their names; of JSON alone, by whether it lists weights at its beginning or its end, where tools write the list. */
async function areWeights(files: readonly File[]): Promise<boolean> {
  if (files.some(({ name }) => /\.(safetensors|bin)$/i.test(name))) return true;
  const jsons = files.filter(({ name }) => /\.json$/i.test(name));
  const ends = await Promise.all(
    jsons.map(async (file) => {
      const parts = [file.slice(0, headBytes), file.slice(Math.max(0, file.size - 16 * headBytes))];
      return (await Promise.all(parts.map((part) => part.text().catch(() => '')))).join(' ');
    }),
  );
  return ends.some((text) => /"(weightsManifest|weightSpecs|modelTopology|weight_map)"/.test(text));
}

/** What a file is. */
async function kindOf(file: File): Promise<FileKind> {
  try {
    return fileKind(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()), file.name, file.size);
  } catch {
    return 'folder';
  }
}

const otherKind = (kind: FileKind): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    fault: { of: 'files', id: 'kind', kind },
  });

const severalFiles = (count: number): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    fault: { of: 'files', id: 'several', count },
  });
