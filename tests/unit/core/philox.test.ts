import { describe, expect, it } from 'vitest';
import type { Words4 } from '../../../src/core/philox.ts';
import { multiplyHigh, philox } from '../../../src/core/philox.ts';

const hex = (words: Words4): string => words.map((word) => word.toString(16).padStart(8, '0')).join(' ');
const ones = 0xffffffff;

describe('philox', () => {
  it('gives the known answers of Random123', () => {
    expect(hex(philox([0, 0, 0, 0], [0, 0]))).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(hex(philox([ones, ones, ones, ones], [ones, ones]))).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    expect(hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]))).toBe(
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    );
  });

  it('changes about half of its bits with any one bit of counter or key', () => {
    const base = philox([1, 2, 3, 4], [5, 6]);
    for (let bit = 0; bit < 192; bit++) {
      const words = [1, 2, 3, 4, 5, 6];
      words[bit >> 5] = ((words[bit >> 5] as number) ^ (1 << (bit & 31))) >>> 0;
      const [a = 0, b = 0, c = 0, d = 0, k0 = 0, k1 = 0] = words;
      const changed = philox([a, b, c, d], [k0, k1]).reduce(
        (sum, word, i) => sum + bitCount(word ^ (base[i] as number)),
        0,
      );
      expect(changed).toBeGreaterThan(32);
      expect(changed).toBeLessThan(96);
    }
  });

  it('multiplies to the upper half as integers of any size do', () => {
    for (let i = 0; i < 1000; i++) {
      const x = Math.floor(Math.random() * 2 ** 32);
      const y = i % 2 === 0 ? Math.floor(Math.random() * 2 ** 32) : i;
      expect(multiplyHigh(x, y)).toBe(Number((BigInt(x) * BigInt(y)) >> 32n));
    }
    expect(multiplyHigh(ones, ones)).toBe(0xfffffffe);
  });
});

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word >>> 0; rest > 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
