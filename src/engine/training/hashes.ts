import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { NamedValues } from '../../nn/model.ts';

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** sha256 over the bytes of the weights, in their order. */
export function hashWeights(weights: readonly NamedValues[]): string {
  const hash = sha256.create();
  for (const { values } of weights) hash.update(bytesOf(values));
  return bytesToHex(hash.digest());
}

/** sha256 over the indices of every batch trained on, in order; of none at first. */
export class BatchHash {
  readonly #hash = sha256.create();

  add(indices: Uint32Array): void {
    this.#hash.update(bytesOf(indices));
  }

  get hex(): string {
    return bytesToHex(this.#hash.clone().digest());
  }
}
