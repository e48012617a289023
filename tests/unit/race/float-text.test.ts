import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatsToText, textToFloats } from '../../../src/race/float-text.ts';

describe('floats as text', () => {
  it('are little-endian', () => {
    expect(floatsToText(Float32Array.of(1))).toBe('AACAPw==');
  });

  it('are read back to the bit', () => {
    fc.assert(
      fc.property(fc.float32Array(), (values) => {
        expect(textToFloats(floatsToText(values))).toEqual(values);
      }),
    );
    const many = Float32Array.from({ length: 50_001 }, (_, i) => i / 7);
    expect(textToFloats(floatsToText(many))).toEqual(many);
  });

  it.each(['A', 'AAA', 'A===', '====', 'AA=A', 'é123', 'AA A'])('refuse %j', (text) => {
    expect(textToFloats(text)).toBeNull();
  });
});
