import type { NamedValues } from '../model.ts';
import type { ExcludedTensor } from './safetensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import { fileError, mergedParts } from './safetensors-parts.ts';
import type { TfjsList } from './tfjs-weights.ts';
import { readTfjsWeights, tfjsExcluded, tfjsList } from './tfjs-weights.ts';

/** Files of weights that a person chose, as one safetensors file. */
export interface ChosenWeights {
  readonly name: string;
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
  if (bytes > maxBytes) throw fileError(`must be at most 1 GiB, got ${(bytes / 2 ** 30).toFixed(1)} GiB`);
  const safetensors = files.filter(endsWith('.safetensors'));
  const lists = await listsAmong(files.filter(endsWith('.json')), safetensors.length > 0);
  const [list, ...otherLists] = lists;
  if (safetensors.length > 0 && list && files.some(endsWith('.bin')))
    throw fileError(`hold two models, ${safetensors[0]?.name} and ${list.file.name}; choose one`);
  if (otherLists.length > 0 && safetensors.length === 0)
    throw fileError(
      `hold ${lists.length} models, ${lists.map(({ file }) => file.name).join(', ')}; choose one`,
    );
  const [first, ...others] = safetensors;
  if (first) return others.length === 0 && !isPart(first) ? single(first) : parts(safetensors, files);
  if (list) return tfjsModel(list, files);
  const got = files.map(({ name }) => name).join(', ') || 'nothing';
  throw fileError(`must be a .safetensors file, or a model.json with its .bin files, got ${got}`);
}

async function single(file: File): Promise<ChosenWeights> {
  return { name: file.name, file, ...readSafetensors(await bytesOf(file)) };
}

const isPart = ({ name }: File): boolean => /-\d+-of-\d+\.safetensors$/i.test(name);

async function parts(chosen: readonly File[], files: readonly File[]): Promise<ChosenWeights> {
  const index = files.find(endsWith('.safetensors.index.json'));
  const read = await Promise.all(
    chosen.map(async (file) => ({ name: file.name, ...readSafetensors(await bytesOf(file)) })),
  );
  const { name, tensors, excluded } = mergedParts(read, index ? await index.text() : null);
  const file = new Blob([writeSafetensors({ tensors, metadata: { format: 'parts' } })]);
  return { name, file, tensors, excluded };
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
    throw fileError(
      `lack a list of weights, ${only.name} has none; choose the model.json of a TensorFlow.js model`,
    );
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
    throw fileError(
      `must have the one .bin file that ${json} lists the weights of, got ${bins.length}; choose both at once`,
    );
  }
  return paths.map((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const binFile = files.find((file) => file.name === name);
    if (binFile) return binFile;
    throw fileError(`lack ${name}, which the ${json} names; choose both at once`);
  });
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
