import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';

/** Image `index` of a class as RGBA for a canvas; `shape` is height, width, channels (1 or 3). */
export function rgbaOf(images: Uint8Array, shape: Shape, index: number): Uint8ClampedArray<ArrayBuffer> {
  const [height = 0, width = 0, channels = 1] = shape;
  const start = index * sizeOf(shape);
  const rgba = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      rgba[pixel * 4 + colour] = images[start + pixel * channels + (channels === 3 ? colour : 0)] ?? 0;
    }
    rgba[pixel * 4 + 3] = 255;
  }
  return rgba;
}

export const imageCount = (images: Uint8Array, shape: Shape): number =>
  sizeOf(shape) === 0 ? 0 : Math.floor(images.length / sizeOf(shape));
