import type { NamedValues } from '../model.ts';
import type { ExcludedTensor } from './safetensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import { mergedParts } from './safetensors-parts.ts';
import type { TfjsList } from './tfjs-weights.ts';
import { readTfjsWeights, tfjsExcluded, tfjsList } from './tfjs-weights.ts';
import { weightsError } from './weights-error.ts';

/** Files of weights that a person chose, as one safetensors file. */
export interface ChosenWeights {
  readonly name: string;
  /** In how many files a model of several parts came. */
  readonly parts?: number;
  /** Of a safetensors file the file itself, byte by byte; of a TensorFlow.js model or of parts the same tensors. */
  readonly file: Blob;
  readonly tensors: readonly NamedValues[];
  /** What the files hold besides. */
  readonly excluded: readonly ExcludedTensor[];
}

const endsWith = (ending: string) => (file: File) => file.name.toLowerCase().endsWith(ending);

/** Of all files together. */
const maxBytes = 2 ** 30;
/** No longer JSON is looked into. */
const maxJsonBytes = 16 * 2 ** 20;

/**
 * Reads what was chosen or dropped at once: a .safetensors file, all parts of one, or the JSON that lists the weights of a
 * TensorFlow.js model with its .bin files. Other JSON among them is left aside.
 * @throws DownhillError code `data`, path `file`, naming what is missing or wrong
 */
export async function chosenWeights(files: readonly File[]): Promise<ChosenWeights> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBytes)
    throw weightsError('unread', 'weightsTooLarge', { max: { bytes: maxBytes }, got: { bytes } });
  const safetensors = files.filter(endsWith('.safetensors'));
  const lists = await listsAmong(files.filter(endsWith('.json')), safetensors.length > 0);
  const [list, ...otherLists] = lists;
  if (safetensors.length > 0 && list && files.some(endsWith('.bin')))
    throw weightsError('unread', 'weightsTwoModels', { files: [safetensors[0]?.name ?? '', list.file.name] });
  if (otherLists.length > 0 && safetensors.length === 0)
    throw weightsError('unread', 'weightsTwoModels', { files: lists.map(({ file }) => file.name) });
  const [first, ...others] = safetensors;
  if (first) return others.length === 0 && !isPart(first) ? single(first) : joined(safetensors, files);
  if (list) return tfjsModel(list, files);
  const got = files.map(({ name }) => name);
  if (got.length === 0) throw weightsError('unread', 'weightsNoFile', {});
  throw weightsError('unread', 'weightsOtherFiles', { got });
}

async function single(file: File): Promise<ChosenWeights> {
  return { name: file.name, file, ...readSafetensors(await bytesOf(file)) };
}

const isPart = ({ name }: File): boolean => /-\d+-of-\d+\.safetensors$/i.test(name);

async function joined(chosen: readonly File[], files: readonly File[]): Promise<ChosenWeights> {
  const index = files.find(endsWith('.safetensors.index.json'));
  const read = await Promise.all(
    chosen.map(async (file) => ({ name: file.name, ...readSafetensors(await bytesOf(file)) })),
  );
  const { name, parts, tensors, excluded } = mergedParts(read, index ? await index.text() : null);
  const file = new Blob([writeSafetensors({ tensors, metadata: { format: 'parts' } })]);
  return { name, parts, file, tensors, excluded };
}

interface ShardList {
  readonly file: File;
  readonly text: string;
  readonly list: TfjsList;
}

/** The JSON files that list weights. Where there is but one JSON, it is the one, and what is wrong with it is said. */
async function listsAmong(jsons: readonly File[], mayBeNone: boolean): Promise<readonly ShardList[]> {
  const loaded = await Promise.all(
    jsons.map(async (file): Promise<ShardList[]> => {
      if (file.size > maxJsonBytes) return [];
      const text = await file.text();
      try {
        const list = tfjsList(text);
        return list ? [{ file, text, list }] : [];
      } catch (error) {
        if (jsons.length === 1 && !mayBeNone) throw error;
        return [];
      }
    }),
  );
  const lists = loaded.flat();
  const [only] = jsons;
  if (only && lists.length === 0 && jsons.length === 1 && !mayBeNone)
    throw weightsError('unread', 'tfjsNoList', { json: only.name });
  return lists;
}

async function tfjsModel(
  { file: json, text, list }: ShardList,
  files: readonly File[],
): Promise<ChosenWeights> {
  const bins = binsOf(list.paths, files, json.name);
  const tensors = readTfjsWeights(text, await bytesOf(new Blob([...bins])));
  const file = new Blob([writeSafetensors({ tensors, metadata: { format: 'tfjs' } })]);
  return { name: json.name, file, tensors, excluded: tfjsExcluded(list) };
}

/** The files that the list names, in order; a single one may have been renamed by the browser that saved it. */
function binsOf(paths: TfjsList['paths'], files: readonly File[], json: string): readonly File[] {
  const bins = files.filter(endsWith('.bin'));
  const [only] = bins;
  if (only && bins.length === 1 && (paths === null || paths.length === 1)) return [only];
  if (paths === null) {
    throw weightsError('unread', 'weightsOneBin', { json, got: bins.length });
  }
  return paths.map((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const binFile = files.find((file) => file.name === name);
    if (binFile) return binFile;
    throw weightsError('unread', 'weightsBinMissing', { file: name, json });
  });
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
