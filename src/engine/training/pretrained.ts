import { DownhillError } from '../../core/errors.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { readSafetensors } from '../../nn/files/safetensors.ts';
import type { PretrainedWeights } from '../../nn/files/start-values.ts';

/**
 * What an experiment starts from; null for random weights.
 * @param file the safetensors file that the spec names
 * @throws DownhillError code `data`: path `start.sha256` where the file is not there, `file` where it is no such file
 */
export async function pretrainedOf(
  { start }: ExperimentSpec,
  file: Blob | undefined,
): Promise<PretrainedWeights | null> {
  if (start === null) return null;
  if (file === undefined) {
    throw new DownhillError({
      code: 'data',
      path: 'start.sha256',
      fact: { id: 'weightsNotHere', params: { sha256: start.sha256.slice(0, 12) } },
    });
  }
  const { tensors, excluded } = readSafetensors(new Uint8Array(await file.arrayBuffer()));
  return { tensors, excluded, head: start.head };
}
