import { beforeAll, describe, expect, it } from 'vitest';
import type { GatherShape } from '../../../../src/compiler/kernels/gather.ts';
import { gather, gatherTunings, imageSize } from '../../../../src/compiler/kernels/gather.ts';
import {
  drawAugmentationReference,
  gatherReference,
} from '../../../../src/compiler/kernels/reference/gather.ts';
import { sharedDevice } from '../../../support/device.ts';
import { randomValues } from '../../../support/kernels.ts';
import { randomWords, runEveryTuning } from './everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

function pack(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const padded = new Uint8Array(4 * Math.ceil(bytes.length / 4));
  padded.set(bytes);
  return new Uint32Array(padded.buffer);
}

const shape = (
  batch: number,
  height: number,
  width: number,
  channels: number,
  rest: Partial<GatherShape> = {},
): GatherShape => ({
  batch,
  height,
  width,
  channels,
  samples: 41,
  indexRows: 1,
  ...rest,
});

const both = { flip: true, shift: 2 };
const shapes = [
  shape(64, 28, 28, 1, { indexRows: 5 }),
  shape(7, 32, 32, 3),
  shape(3, 5, 5, 3),
  shape(5, 3, 3, 1, { samples: 3 }),
  shape(2, 4, 4, 4, { indexRows: 2 }),
  shape(64, 28, 28, 1, { augment: both }),
  shape(9, 8, 8, 3, { augment: { flip: true, shift: 0 }, indexRows: 3 }),
  shape(9, 5, 7, 2, { augment: { flip: false, shift: 4 } }),
  shape(9, 5, 7, 1, { augment: both }),
  shape(3, 5, 5, 1, { augment: { flip: false, shift: 0 } }),
];

describe('gather', () => {
  it.each(
    shapes.map(
      (s) =>
        [
          `${s.batch}×${s.height}×${s.width}×${s.channels}, ${JSON.stringify(s.augment ?? 'as is')}`,
          s,
        ] as const,
    ),
  )('gives the bits the host computes: %s', async (_, s) => {
    const { batch, samples, indexRows, channels } = s;
    const size = imageSize(s);
    const images = Uint8Array.from(randomWords(samples * size, 256));
    const labels = Uint8Array.from(randomWords(samples, 256));
    const indices = randomWords(indexRows * batch, samples);
    const table = randomValues(256 * channels);
    const [step, seed] = [1_000_003, 0xfeedbeef];
    const { floats, words } = await runEveryTuning({
      device,
      tunings: (adapter) => gatherTunings(s, adapter),
      build: (tuning) => ({ kernels: [gather(s, tuning)] }),
      inputs: {
        images: pack(images),
        labels: pack(labels),
        indices,
        table,
        stepCounter: Uint32Array.of(0, step, seed, 0),
      },
      outputs: { x: batch * size, y: batch, stepCounter: 4 },
    });
    const row = indices.subarray((step % indexRows) * batch, ((step % indexRows) + 1) * batch);
    const expected = gatherReference(s, images, row, table, seed, step);
    expect(floats('x').findIndex((value, i) => !Object.is(value, expected[i]))).toBe(-1);
    expect([...words('y')]).toEqual(Array.from(row, (sample) => labels[sample]));
    expect([...words('stepCounter')]).toEqual([step, step, seed, 0]);
  });

  it('draws every flip and shift about equally often', () => {
    const counts = new Map<string, number>();
    for (let position = 0; position < 5000; position++) {
      const { mirrored, down, right } = drawAugmentationReference(both, 1, 2, position);
      for (const key of [`mirrored ${mirrored}`, `down ${down}`, `right ${right}`])
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(2 + 5 + 5);
    for (const [key, count] of counts)
      expect(Math.abs(count - (key.startsWith('m') ? 2500 : 1000)), key).toBeLessThan(150);
  });
});
