import { DownhillError } from '../../core/errors.ts';
import { isRecord } from '../../core/is-record.ts';
import { parseJson } from '../../core/json.ts';
import type { NamedValues } from '../model.ts';
import type { ExcludedTensor } from './safetensors.ts';

/** One of the files that a large model is split into, as it was read. */
export interface Part {
  readonly name: string;
  readonly tensors: readonly NamedValues[];
  readonly excluded: readonly ExcludedTensor[];
}

const numbered = /^(.*)-(\d+)-of-(\d+)\.safetensors$/i;
/** Of an index: a line for each tensor. */
const bounds = { letters: 4 * 2 ** 20, depth: 4 };

/**
 * The parts of one model put together, in the order of their numbers: `model-00001-of-00003.safetensors`, or whatever names
 * the index of the model gives them.
 * @param index the text of `model.safetensors.index.json`, where it was chosen too
 * @throws DownhillError code `data`, path `file`, where parts are missing, are of several models, or none
 */
export function mergedParts(parts: readonly Part[], index: string | null): Part {
  const named = index === null ? null : indexOf(index);
  const ordered = named ? inIndexOrder(parts, named) : inNumberOrder(parts);
  const tensors = ordered.flatMap((part) => part.tensors);
  const excluded = ordered.flatMap((part) => part.excluded);
  const seen = new Set<string>();
  for (const { name } of [...tensors, ...excluded]) {
    if (seen.has(name)) throw fileError(`hold ${name} twice, so they are not the parts of one model`);
    seen.add(name);
  }
  const missing = [...(named?.keys() ?? [])].find((name) => !seen.has(name));
  if (missing !== undefined) throw fileError(`lack ${missing}, which the index names`);
  const [first] = ordered;
  const name = numbered.exec(first?.name ?? '')?.[1] ?? first?.name.replace(/\.safetensors$/i, '') ?? 'model';
  return { name: `${name}, ${ordered.length} parts`, tensors, excluded };
}

function inNumberOrder(parts: readonly Part[]): readonly Part[] {
  const shards = parts.map((part) => {
    const [, base = '', number = '', of = ''] = numbered.exec(part.name) ?? [];
    return { part, base, number: Number(number), of: Number(of) };
  });
  const [first] = shards;
  if (!first || shards.some(({ base, of }) => of === 0 || base !== first.base || of !== first.of)) {
    const names = parts.map(({ name }) => name).join(', ');
    throw fileError(
      `are ${parts.length} files that are not the parts of one model, got ${names}; choose one`,
    );
  }
  if (first.of > 1000) throw fileError(`are one of ${first.of} parts; choose a model of at most 1000`);
  return Array.from({ length: first.of }, (_, i) => {
    const sameNumber = shards.filter(({ number }) => number === i + 1);
    if (sameNumber.length === 1 && sameNumber[0]) return sameNumber[0].part;
    throw fileError(
      `${sameNumber.length === 0 ? 'lack' : 'hold twice'} part ${i + 1} of ${first.of}; choose all parts at once`,
    );
  });
}

function inIndexOrder(parts: readonly Part[], named: ReadonlyMap<string, string>): readonly Part[] {
  const files = [...new Set(named.values())].sort();
  const extra = parts.find(({ name }) => !files.includes(name));
  if (extra) throw fileError(`hold ${extra.name}, which the index does not name; choose the parts it names`);
  return files.map((file) => {
    const namedPart = parts.find(({ name }) => name === file);
    if (namedPart) return namedPart;
    throw fileError(`lack ${file}, which the index names; choose all parts at once`);
  });
}

/** Of each tensor the file that it is in. */
function indexOf(text: string): ReadonlyMap<string, string> {
  const { value } = parseJson(text, bounds);
  const map = isRecord(value) ? value.weight_map : undefined;
  if (!isRecord(map)) throw fileError('have an index without a map of weights');
  return new Map(
    Object.entries(map).map(([tensor, file]) => {
      if (typeof file !== 'string') throw fileError(`have an index that does not say the file of ${tensor}`);
      return [tensor, file];
    }),
  );
}

/** Why chosen weights files are not read; `fact` follows “Weights files: ”. */
export const fileError = (fact: string): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    message: `Weights files: ${fact}`,
    fault: { of: 'weights', id: 'unread' },
  });
