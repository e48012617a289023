/**
 * Random streams that are the same on every machine.
 *
 * A stream is named by a seed and labels: `Rng.of(seed, 'batches', epoch)`. Streams with different names are
 * independent, so drawing one number more for the weights never changes the order of the batches.
 *
 * Generator: xoshiro128** (Blackman & Vigna 2018), state filled by splitmix32 over a murmur-style hash of the name.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  private constructor(state: number) {
    const next = splitmix32(state);
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() || 1; // the all-zero state is the one xoshiro never leaves
  }

  static of(seed: number, ...labels: readonly (string | number)[]): Rng {
    return new Rng(hashName([seed, ...labels].join('/')));
  }

  /** An integer in [0, 2³²). */
  uint32(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** A float in [0, 1) with 32 random bits. */
  uniform(): number {
    return this.uint32() / 2 ** 32;
  }

  /** An integer in [0, n), unbiased by rejection. */
  below(n: number): number {
    const limit = 2 ** 32 - (2 ** 32 % n);
    let value = this.uint32();
    while (value >= limit) value = this.uint32();
    return value % n;
  }

  /** Fisher–Yates, in place. */
  shuffle(values: Uint32Array): Uint32Array {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const swapped = values[i] as number;
      values[i] = values[j] as number;
      values[j] = swapped;
    }
    return values;
  }
}

function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    h = Math.imul(h ^ name.charCodeAt(i), 0x5bd1e995);
    h ^= h >>> 15;
  }
  return h >>> 0;
}

function splitmix32(state: number): () => number {
  let s = state;
  return () => {
    s = (s + 0x9e3779b9) | 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}
