import { philox } from '../../../core/philox.ts';
import type { DropoutShape } from '../elementwise/dropout.ts';
import { dropoutScale, dropoutThreshold } from '../elementwise/dropout.ts';

/** What each element is multiplied by: 0 or 1 / (1 − rate) in float32. Shape: [length]. */
export function dropoutMask({ length, rate, layer }: DropoutShape, seed: number, step: number): Float32Array {
  const mask = new Float32Array(length);
  for (let block = 0; block * 4 < length; block++) {
    philox([block, step, 0, 0], [seed, layer]).forEach((word, lane) => {
      if (word >= dropoutThreshold(rate) && block * 4 + lane < length)
        mask[block * 4 + lane] = dropoutScale(rate);
    });
  }
  return mask;
}
