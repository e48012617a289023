import { DownhillError } from '../../core/errors.ts';
import { exp } from '../../core/portable-math.ts';
import type { DatasetManifest } from '../../data/formats/manifest.ts';
import { imageSizeBytes } from '../../data/formats/manifest.ts';
import type { Normalize } from './decode.ts';
import { decodeImages, decodeTable } from './decode.ts';

/** Images from outside as a network sees them: bytes [count, height, width, channels] of the shape of its dataset. */
export class ImageDecoder {
  readonly #manifest: DatasetManifest;
  /** See `decodeTable`. */
  readonly table: Float32Array;

  constructor(manifest: DatasetManifest, normalize: Normalize) {
    this.#manifest = manifest;
    this.table = decodeTable(manifest, normalize);
  }

  /** How many images there are. @throws DownhillError code `data`, path `images`, where they are of another size */
  count(images: Uint8Array): number {
    const size = imageSizeBytes(this.#manifest);
    if (images.length > 0 && images.length % size === 0) return images.length / size;
    const [height, width, channels] = this.#manifest.shape;
    const params = { got: images.length, height, width, channels };
    throw new DownhillError({ code: 'data', path: 'images', fact: { id: 'imageBytes', params } });
  }

  /** Images `from` to `to`, decoded as the dataset is; behind the last they are zeros up to `to`. */
  decode(images: Uint8Array, from: number, to: number): Float32Array<ArrayBuffer> {
    const size = imageSizeBytes(this.#manifest);
    const rows = Uint32Array.from({ length: Math.min(to, images.length / size) - from }, (_, i) => from + i);
    const decoded = decodeImages(images, rows, size, this.table);
    if (rows.length === to - from) return decoded;
    const padded = new Float32Array((to - from) * size);
    padded.set(decoded);
    return padded;
  }

  /** One image, decoded. @throws DownhillError as `count`, and where there are several */
  one(image: Uint8Array): Float32Array<ArrayBuffer> {
    const count = this.count(image);
    if (count === 1) return this.decode(image, 0, 1);
    const fact = { id: 'notOneImage', params: { got: count } } as const;
    throw new DownhillError({ code: 'data', path: 'images', fact });
  }

  /** @throws DownhillError code `data`, path `class`, where there is no such class */
  checkClass(index: number): void {
    const { length } = this.#manifest.classes;
    if (Number.isInteger(index) && index >= 0 && index < length) return;
    const params = { got: index, classes: length };
    throw new DownhillError({ code: 'data', path: 'class', fact: { id: 'noSuchClass', params } });
  }
}

/** The probabilities of the classes, softmax of each row of logits [count, classes], in float64 and rounded once. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array<ArrayBuffer> {
  const probabilities = new Float32Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    const scores = logits.subarray(row, row + classes);
    const largest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = Float64Array.from(scores, (logit) => exp(logit - largest));
    const total = powers.reduce((a, b) => a + b, 0);
    for (const [i, power] of powers.entries()) probabilities[row + i] = power / total;
  }
  return probabilities;
}
