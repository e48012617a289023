import { describe, expect, it } from 'vitest';
import { decodeImages, decodeTable } from '../../../../src/engine/executors/decode.ts';
import { EvalAccumulator } from '../../../../src/engine/executors/eval-accumulator.ts';

describe('EvalAccumulator', () => {
  it('counts loss, accuracy and confusion, ties going to the lower class', () => {
    const accumulator = new EvalAccumulator(3);
    accumulator.add([5, 5, 0, 0, 1, 2], [0, 1]);
    accumulator.add([1000, 0, 0], [0]);
    const { loss, accuracy, confusion } = accumulator.result();
    const first = Math.log(2 * Math.exp(5) + 1) - 5;
    const second = Math.log(1 + Math.E + Math.E ** 2) - 1;
    expect(loss).toBeCloseTo((first + second + 0) / 3, 12);
    expect(accuracy).toBeCloseTo(2 / 3, 12);
    expect(confusion).toEqual([
      [2, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });
});

describe('decode', () => {
  const manifest = { shape: [1, 2, 2], mean: [0.25, 0.5], std: [0.5, 0.25] } as unknown as Parameters<
    typeof decodeTable
  >[0];

  it('normalises each channel by its own mean and deviation, or to one', () => {
    const images = Uint8Array.of(0, 255, 51, 102, 255, 0, 0, 0);
    const standardized = decodeImages(images, Uint32Array.of(1, 0), 4, decodeTable(manifest, 'standardize'));
    const expected = [1.5, -2, -0.5, -2, -0.5, 2, (0.2 - 0.25) / 0.5, (0.4 - 0.5) / 0.25];
    for (const [i, value] of expected.entries()) expect(standardized[i]).toBeCloseTo(value, 6);
    expect([...decodeImages(images, Uint32Array.of(0), 4, decodeTable(manifest, 'unit'))]).toEqual([
      0,
      1,
      Math.fround(0.2),
      Math.fround(0.4),
    ]);
  });
});
