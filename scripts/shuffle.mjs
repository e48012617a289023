// @ts-check

/**
 * Fisher–Yates in place, driven by mulberry32.
 * @template T
 * @param {T[]} values
 * @param {number} seed
 */
export function shuffle(values, seed) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [values[i], values[j]] = [/** @type {T} */ (values[j]), /** @type {T} */ (values[i])];
  }
}
