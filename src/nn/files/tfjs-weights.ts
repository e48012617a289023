import { DownhillError } from '../../core/errors.ts';
import { sizeOf } from '../../core/shape.ts';
import { z } from '../../core/zod.ts';
import type { NamedValues } from '../model.ts';
import { fromFloat16 } from './half-floats.ts';

const bytesOf = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

const size = z.int().min(0);
const weightSchema = z.object({
  name: z.string().min(1),
  shape: z.array(size),
  dtype: z.enum(['float32', 'int32', 'bool']),
  quantization: z
    .object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      scale: z.number().default(1),
      min: z.number().default(0),
    })
    .optional(),
});
type Quantization = NonNullable<z.output<typeof weightSchema>['quantization']>;
const modelSchema = z.object({
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) })).min(1),
});

/** The files of weights that a `model.json` names, in order. @throws DownhillError where it is none */
export const tfjsPaths = (json: string): readonly string[] =>
  modelOf(json).weightsManifest.flatMap(({ paths }) => paths);

/**
 * The float32 weights of a TensorFlow.js model, graph or layers, quantized ones made float32 again:
 *   value = stored · scale + min, of whole numbers; float16 is the value itself
 * `bin`: the bytes of all files that `tfjsPaths` names, one after the other. Whole numbers are left out.
 * @throws DownhillError code `data`, path `file`, that says what is wrong with it
 */
export function readTfjsWeights(json: string, bin: Uint8Array): readonly NamedValues[] {
  let at = 0;
  const tensors: NamedValues[] = [];
  for (const weight of modelOf(json).weightsManifest.flatMap(({ weights }) => weights)) {
    const { name, shape, dtype, quantization } = weight;
    const length = sizeOf(shape);
    const width = bytesOf[quantization?.dtype ?? dtype];
    const end = at + length * width;
    if (end > bin.length) throw refusal(`are cut short, got ${bin.length} bytes, and ${name} ends at ${end}`);
    if (dtype === 'float32')
      tensors.push({ name, shape, values: floatsOf(new Uint8Array(bin.subarray(at, end)), quantization) });
    at = end;
  }
  if (at !== bin.length) throw refusal(`have ${bin.length - at} bytes too many, got ${bin.length} for ${at}`);
  return tensors;
}

function floatsOf(bytes: Uint8Array<ArrayBuffer>, how: Quantization | undefined): Float32Array<ArrayBuffer> {
  if (how === undefined) return new Float32Array(bytes.buffer);
  if (how.dtype === 'float16') return fromFloat16(bytes);
  const stored = how.dtype === 'uint8' ? bytes : new Uint16Array(bytes.buffer);
  return Float32Array.from(stored, (value) => value * how.scale + how.min);
}

function modelOf(json: string): z.output<typeof modelSchema> {
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch {
    throw refusal('have a model.json that is not JSON');
  }
  const { data, error } = modelSchema.safeParse(input);
  if (data) return data;
  throw refusal(`have a model.json without a list of weights (${error.issues[0]?.path.join('.')})`);
}

const refusal = (fact: string): DownhillError =>
  new DownhillError({
    code: 'data',
    path: 'file',
    message: `Weights files: ${fact}; choose the model.json of a TensorFlow.js model with its .bin files`,
  });
