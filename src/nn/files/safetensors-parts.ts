import { isRecord } from '../../core/is-record.ts';
import { parseJson } from '../../core/json.ts';
import type { NamedValues } from '../model.ts';
import type { ExcludedTensor } from './safetensors.ts';
import { weightsError } from './weights-error.ts';

/** One of the files that a large model is split into, as it was read. */
export interface Part {
  readonly name: string;
  readonly tensors: readonly NamedValues[];
  readonly excluded: readonly ExcludedTensor[];
}

/** One model, named after its parts. */
interface MergedParts extends Part {
  readonly parts: number;
}

const numbered = /^(.*)-(\d+)-of-(\d+)\.safetensors$/i;
const maxParts = 1000;
/** Of an index: a line for each tensor. */
const bounds = { letters: 4 * 2 ** 20, depth: 4 };

/**
 * The parts of one model put together, in the order of their numbers: `model-00001-of-00003.safetensors`, or whatever names
 * the index of the model gives them.
 * @param index the text of `model.safetensors.index.json`, where it was chosen too
 * @throws DownhillError code `data`, path `file`, where parts are missing, are of several models, or none
 */
export function mergedParts(parts: readonly Part[], index: string | null): MergedParts {
  const named = index === null ? null : indexOf(index);
  const ordered = named ? inIndexOrder(parts, named) : inNumberOrder(parts);
  const tensors = ordered.flatMap((part) => part.tensors);
  const excluded = ordered.flatMap((part) => part.excluded);
  const seen = new Set<string>();
  for (const { name } of [...tensors, ...excluded]) {
    if (seen.has(name)) throw weightsError('unread', 'partsDouble', { name });
    seen.add(name);
  }
  const missing = [...(named?.keys() ?? [])].find((name) => !seen.has(name));
  if (missing !== undefined) throw weightsError('unread', 'partTensorMissing', { name: missing });
  const [first] = ordered;
  const name = numbered.exec(first?.name ?? '')?.[1] ?? first?.name.replace(/\.safetensors$/i, '') ?? 'model';
  return { name, parts: ordered.length, tensors, excluded };
}

function inNumberOrder(parts: readonly Part[]): readonly Part[] {
  const shards = parts.map((part) => {
    const [, base = '', number = '', of = ''] = numbered.exec(part.name) ?? [];
    return { part, base, number: Number(number), of: Number(of) };
  });
  const [first] = shards;
  if (!first || shards.some(({ base, of }) => of === 0 || base !== first.base || of !== first.of)) {
    throw weightsError('unread', 'partsOfSeveral', { got: parts.map(({ name }) => name) });
  }
  if (first.of > maxParts) throw weightsError('unread', 'partsTooMany', { max: maxParts, got: first.of });
  return Array.from({ length: first.of }, (_, i) => {
    const sameNumber = shards.filter(({ number }) => number === i + 1);
    if (sameNumber.length === 1 && sameNumber[0]) return sameNumber[0].part;
    const id = sameNumber.length === 0 ? 'partMissing' : 'partTwice';
    throw weightsError('unread', id, { part: i + 1, parts: first.of });
  });
}

function inIndexOrder(parts: readonly Part[], named: ReadonlyMap<string, string>): readonly Part[] {
  const files = [...new Set(named.values())].sort();
  const extra = parts.find(({ name }) => !files.includes(name));
  if (extra) throw weightsError('unread', 'partNotInIndex', { file: extra.name });
  return files.map((file) => {
    const namedPart = parts.find(({ name }) => name === file);
    if (namedPart) return namedPart;
    throw weightsError('unread', 'partFileMissing', { file });
  });
}

/** Of each tensor the file that it is in. */
function indexOf(text: string): ReadonlyMap<string, string> {
  const { value } = parseJson(text, bounds);
  const map = isRecord(value) ? value.weight_map : undefined;
  if (!isRecord(map)) throw weightsError('unread', 'partsIndexInvalid', {});
  return new Map(
    Object.entries(map).map(([tensor, file]) => {
      if (typeof file !== 'string') throw weightsError('unread', 'partsIndexFile', { name: tensor });
      return [tensor, file];
    }),
  );
}
