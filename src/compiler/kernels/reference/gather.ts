import { multiplyHigh, philox } from '../../../core/philox.ts';
import type { Augmentation, GatherShape } from '../gather.ts';
import { imageSize } from '../gather.ts';
import { augmentStream } from '../philox-wgsl.ts';

/** How the image at a position of the batch is changed at a step. */
export function drawAugmentationReference(
  { flip, shift }: Augmentation,
  seed: number,
  step: number,
  position: number,
): { mirrored: boolean; down: number; right: number } {
  const [first, second, third] = philox([position, step, 0, 0], [seed, augmentStream]);
  return {
    mirrored: flip && first >>> 31 === 1,
    down: multiplyHigh(second, 2 * shift + 1) - shift,
    right: multiplyHigh(third, 2 * shift + 1) - shift,
  };
}

/**
 * The batch `indices` of a dataset of bytes.
 * Shapes: images [samples, height, width, channels], table [channels, 256], returned [batch, height, width, channels].
 */
export function gatherReference(
  shape: GatherShape,
  images: Uint8Array,
  indices: Uint32Array,
  table: Float32Array,
  seed: number,
  step: number,
): Float32Array {
  const { height, width, channels, augment } = shape;
  const size = imageSize(shape);
  const x = new Float32Array(indices.length * size);
  indices.forEach((sample, position) => {
    const { mirrored, down, right } = drawAugmentationReference(
      augment ?? { flip: false, shift: 0 },
      seed,
      step,
      position,
    );
    for (let e = 0; e < size; e++) {
      const c = e % channels;
      const column = Math.floor(e / channels) % width;
      const row = Math.floor(e / (channels * width)) - down;
      const source = (mirrored ? width - 1 - column : column) - right;
      const inside = row >= 0 && row < height && source >= 0 && source < width;
      const byte = inside ? (images[sample * size + (row * width + source) * channels + c] as number) : 0;
      x[position * size + e] = table[c * 256 + byte] as number;
    }
  });
  return x;
}
