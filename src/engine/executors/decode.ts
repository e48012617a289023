import type { DatasetManifest } from '../../data/formats/manifest.ts';

export type Normalize = 'standardize' | 'unit';

/**
 * What each byte of an image is to the network: table[256 · channel + byte], float32.
 *   unit:         byte / 255
 *   standardize:  (byte / 255 − mean) / std, of the channel
 * Computed in float64 and rounded once, so that host and GPU decode to the same bits.
 */
export function decodeTable(manifest: DatasetManifest, normalize: Normalize): Float32Array<ArrayBuffer> {
  const channels = manifest.shape[2];
  const table = new Float32Array(256 * channels);
  for (let channel = 0; channel < channels; channel++) {
    const mean = normalize === 'unit' ? 0 : (manifest.mean[channel] ?? 0);
    const std = normalize === 'unit' ? 1 : (manifest.std[channel] ?? 1);
    for (let byte = 0; byte < 256; byte++) table[256 * channel + byte] = (byte / 255 - mean) / std;
  }
  return table;
}

/** Images `indices` of `images` (u8 NHWC, `size` values an image) as float32, through a decode table. */
export function decodeImages(
  images: Uint8Array,
  indices: Uint32Array,
  size: number,
  table: Float32Array,
): Float32Array<ArrayBuffer> {
  const channels = table.length / 256;
  const out = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) {
    const from = (indices[i] as number) * size;
    for (let j = 0; j < size; j++) {
      out[i * size + j] = table[256 * (j % channels) + (images[from + j] as number)] as number;
    }
  }
  return out;
}
