/** Four 32-bit words: a counter, or what the generator makes of it. */
export type Words4 = readonly [number, number, number, number];

/** The constants of the generator, shared with the kernels that draw the same numbers. */
export const philoxConstants = {
  multipliers: [0xd2511f53, 0xcd9e8d57],
  /** What the key grows by from round to round: the golden ratio and √3 − 1. */
  weyl: [0x9e3779b9, 0xbb67ae85],
  rounds: 10,
} as const;

/**
 * Philox4x32-10: 128 random bits that are a function of counter and key alone, so that a kernel and the host draw the
 * same numbers in any order. All words are in [0, 2³²).
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function philox(counter: Words4, key: readonly [number, number]): Words4 {
  const { multipliers, weyl, rounds } = philoxConstants;
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multipliers[0], a);
    const high1 = multiplyHigh(multipliers[1], c);
    const low0 = Math.imul(multipliers[0], a) >>> 0;
    const low1 = Math.imul(multipliers[1], c) >>> 0;
    a = (high1 ^ b ^ k0) >>> 0;
    b = low1;
    c = (high0 ^ d ^ k1) >>> 0;
    d = low0;
    k0 = (k0 + weyl[0]) >>> 0;
    k1 = (k1 + weyl[1]) >>> 0;
  }
  return [a, b, c, d];
}

/** The upper 32 bits of the product of two 32-bit words; of a random word and n it is a random integer in [0, n). */
export function multiplyHigh(x: number, y: number): number {
  const x0 = x & 0xffff;
  const y0 = y & 0xffff;
  const x1 = x >>> 16;
  const y1 = y >>> 16;
  const low = x1 * y0 + ((x0 * y0) >>> 16);
  const middle = x0 * y1 + (low % 0x10000);
  return x1 * y1 + Math.floor(low / 0x10000) + Math.floor(middle / 0x10000);
}
