import type { ChosenWeights } from '../nn/files/chosen-files.ts';
import { readElsewhere } from './elsewhere.ts';

/**
 * Reads what was chosen or dropped at once, in a worker of its own: a .safetensors file, all parts of one, or a model.json
 * with its .bin files.
 * @throws DownhillError code `data`, path `file`, naming what is missing or wrong
 */
export const readWeightsFiles = (files: readonly File[]): Promise<ChosenWeights> =>
  readElsewhere({ kind: 'weights', files });
