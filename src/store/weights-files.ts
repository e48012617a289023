import { DownhillError } from '../core/errors.ts';
import type { LeftOut } from '../nn/files/safetensors.ts';
import { readSafetensors, writeSafetensors } from '../nn/files/safetensors.ts';
import { readTfjsWeights, tfjsPaths } from '../nn/files/tfjs-weights.ts';
import type { NamedValues } from '../nn/model.ts';

/** Files of weights that a person chose, as one safetensors file. */
export interface ChosenWeights {
  readonly name: string;
  /** Of a safetensors file the file itself, byte by byte; of a TensorFlow.js model the same tensors. */
  readonly file: Blob;
  readonly tensors: readonly NamedValues[];
  /** What the file holds besides. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads what was chosen or dropped at once: a .safetensors file, or a model.json with its .bin files.
 * @throws DownhillError code `data`, path `file`, naming what is missing or wrong
 */
export async function readWeightsFiles(files: readonly File[]): Promise<ChosenWeights> {
  const safetensors = files.find(({ name }) => name.toLowerCase().endsWith('.safetensors'));
  if (safetensors) {
    const { tensors, leftOut } = readSafetensors(await bytesOf(safetensors));
    return { name: safetensors.name, file: safetensors, tensors, leftOut };
  }
  const json = files.find(({ name }) => name.toLowerCase().endsWith('.json'));
  if (!json) {
    const got = files.map(({ name }) => name).join(', ') || 'nothing';
    throw refusal(`must be a .safetensors file, or a model.json with its .bin files, got ${got}`);
  }
  const text = await json.text();
  const bins = binsOf(tfjsPaths(text), files);
  const bytes = await bytesOf(new Blob([...bins]));
  const tensors = readTfjsWeights(text, bytes);
  const file = new Blob([writeSafetensors({ tensors, metadata: { format: 'tfjs' } })]);
  return { name: json.name, file, tensors, leftOut: [] };
}

/** The files that a model.json names, in order; a single one may have been renamed by the browser that saved it. */
function binsOf(paths: readonly string[], files: readonly File[]): readonly File[] {
  const bins = files.filter(({ name }) => name.toLowerCase().endsWith('.bin'));
  const [only] = bins;
  if (only && bins.length === 1 && paths.length === 1) return [only];
  return paths.map((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const found = files.find((file) => file.name === name);
    if (found) return found;
    throw refusal(`lack ${name}, which the model.json names; choose both at once`);
  });
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

const refusal = (fact: string): DownhillError =>
  new DownhillError({ code: 'data', path: 'file', message: `Weights files: ${fact}` });
