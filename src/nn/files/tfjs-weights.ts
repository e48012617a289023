import { boundedList, boundedText } from '../../core/bounded.ts';
import { parseJson } from '../../core/json.ts';
import { sizeOf } from '../../core/shape.ts';
import { z } from '../../core/zod.ts';
import type { NamedValues } from '../model.ts';
import { fromFloat16 } from './half-floats.ts';
import type { ExcludedTensor } from './safetensors.ts';
import { weightsError } from './weights-error.ts';

const bytesOf = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

const size = z.int().min(0);
const weightSchema = z.object({
  name: boundedText(1000, { min: 1 }),
  shape: boundedList(size, 16),
  dtype: z.enum(['float32', 'int32', 'bool']),
  /** Of models saved with their optimizer. */
  group: z.string().optional(),
  quantization: z
    .object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      scale: z.number().default(1),
      min: z.number().default(0),
    })
    .optional(),
});
type Weight = z.output<typeof weightSchema>;
type Quantization = NonNullable<Weight['quantization']>;

const maxWeights = 4096;
/** Topologies nest as deep as their layers do. */
const bounds = { letters: 16 * 2 ** 20, depth: 100 };

/** What a model.json says of its weights. */
export interface TfjsList {
  readonly weights: readonly Weight[];
  /** The files they are in, in order; null where the JSON does not name them (`weightSpecs`). */
  readonly paths: readonly string[] | null;
}

/**
 * The list of weights in a JSON: `weightsManifest` of a model.json, or `weightSpecs`. Null where it has none, as a
 * metadata.json.
 * @throws DownhillError code `data`, path `file`, where the list cannot be read
 */
export function tfjsList(json: string): TfjsList | null {
  const { value: model, fault } = parseJson(json, bounds);
  if (fault !== null) throw weightsError('unread', 'tfjsUnread', { fault });
  if (typeof model !== 'object' || model === null) return null;
  const { weightsManifest, weightSpecs } = model as Readonly<Record<string, unknown>>;
  if (weightsManifest === undefined && weightSpecs === undefined) return null;
  if (weightsManifest === undefined) return { weights: weightsOf(weightSpecs, 'weightSpecs'), paths: null };
  const groups = listOf(weightsManifest, 'weightsManifest');
  if (groups.length === 0) throw noListAt('weightsManifest');
  const paths: string[] = [];
  const weights: Weight[] = [];
  groups.forEach((group, i) => {
    const { paths: groupPaths, weights: listed } = (group ?? {}) as Readonly<Record<string, unknown>>;
    const at = `weightsManifest.${i}`;
    for (const path of listOf(groupPaths, `${at}.paths`)) {
      if (typeof path !== 'string') throw noListAt(`${at}.paths`);
      paths.push(path);
    }
    weights.push(...weightsOf(listed, `${at}.weights`));
    if (weights.length > maxWeights) throw weightsError('unread', 'tfjsTooMany', { max: maxWeights });
  });
  return { weights, paths };
}

function weightsOf(value: unknown, at: string): Weight[] {
  return listOf(value, at).map((entry, i) => {
    const { data, error } = weightSchema.safeParse(entry);
    if (data) return data;
    const where = [at, i, ...(error.issues[0]?.path ?? [])].join('.');
    throw noListAt(where);
  });
}

/** A list that is not too long; looked at before its entries are. */
function listOf(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw noListAt(at);
  if (value.length > maxWeights) throw weightsError('unread', 'tfjsTooMany', { max: maxWeights });
  return value;
}

const isOfOptimizer = ({ group }: Weight): boolean => group === 'optimizer';

/** What of the list is no weight of the network: whole numbers, and what the optimizer keeps. */
export const tfjsExcluded = ({ weights }: TfjsList): readonly ExcludedTensor[] =>
  weights.flatMap((weight) => {
    if (isOfOptimizer(weight)) return [{ name: weight.name, dtype: 'optimizer' }];
    return weight.dtype === 'float32' ? [] : [{ name: weight.name, dtype: weight.dtype }];
  });

/**
 * The float32 weights of a TensorFlow.js model, graph or layers, quantized ones made float32 again:
 *   value = stored · scale + min, of whole numbers; float16 is the value itself
 * `bin`: the bytes of all files that the list names, one after the other. Whole numbers and the optimizer's are left out.
 * @throws DownhillError code `data`, path `file`, that says what is wrong with it
 */
export function readTfjsWeights(json: string, bin: Uint8Array): readonly NamedValues[] {
  const list = tfjsList(json);
  if (list === null) throw noListAt('weightsManifest');
  let at = 0;
  const tensors: NamedValues[] = [];
  for (const weight of list.weights) {
    const { name, shape, dtype, quantization } = weight;
    const length = sizeOf(shape);
    const width = bytesOf[quantization?.dtype ?? dtype];
    const end = at + length * width;
    if (end > bin.length) throw weightsError('unread', 'tfjsCutShort', { name, end, got: bin.length });
    if (dtype === 'float32' && !isOfOptimizer(weight))
      tensors.push({ name, shape, values: floatsOf(new Uint8Array(bin.subarray(at, end)), quantization) });
    at = end;
  }
  if (at !== bin.length) throw weightsError('unread', 'tfjsTooLong', { expected: at, got: bin.length });
  return tensors;
}

function floatsOf(bytes: Uint8Array<ArrayBuffer>, how: Quantization | undefined): Float32Array<ArrayBuffer> {
  if (how === undefined) return new Float32Array(bytes.buffer);
  if (how.dtype === 'float16') return fromFloat16(bytes);
  const stored = how.dtype === 'uint8' ? bytes : new Uint16Array(bytes.buffer);
  return Float32Array.from(stored, (value) => value * how.scale + how.min);
}

const noListAt = (at: string) => weightsError('unread', 'tfjsListInvalid', { at });
