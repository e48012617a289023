import { describe, expect, it } from 'vitest';
import { BarLayer } from '../../../src/ui/charts/engine/barLayer.ts';
import type { Plot } from '../../../src/ui/charts/engine/plot.ts';

const plot: Plot = {
  left: 0,
  top: 0,
  width: 4,
  height: 8,
  x: (value) => value,
  y: (value) => value,
  xAt: (pixel) => pixel,
};
const red = { color: [200, 0, 0], alpha: 1, width: 1, dash: [] } as const;
/** What the pixels of a layer hold, by column and row. */
function read(layer: BarLayer): (x: number, y: number) => number[] {
  const all = layer.pixels();
  return (x, y) => [...all.subarray(4 * (y * layer.width + x), 4 * (y * layer.width + x) + 4)];
}

describe('BarLayer', () => {
  it('fills each column from its highest to its lowest value', () => {
    const layer = new BarLayer(4, 8, 1, 0);
    layer.add({ x: [1, 1.5], y: [2, 5] }, plot, red);
    const pixel = read(layer);
    const column = Array.from({ length: 8 }, (_, y) => pixel(1, y)[3]);
    expect(column).toEqual([0, 0, 255, 255, 255, 0, 0, 0]);
    expect(pixel(1, 3)).toEqual([200, 0, 0, 255]);
    expect(pixel(0, 3)[3]).toBe(0);
    expect(pixel(2, 3)[3]).toBe(0);
  });

  it('blends a faint bar over an opaque one, and leaves its own alpha where nothing was', () => {
    const layer = new BarLayer(4, 8, 1, 0);
    layer.add({ x: [0], y: [3] }, plot, red);
    const faint = { color: [0, 0, 100], alpha: 0.25, width: 1, dash: [] } as const;
    layer.add({ x: [0, 0.5, 1], y: [3, 3, 3] }, plot, faint);
    const pixel = read(layer);
    const [warm, , blue, alpha] = pixel(0, 3);
    expect(Math.abs((warm ?? 0) - 150)).toBeLessThanOrEqual(1); // 0.75 · 200
    expect(Math.abs((blue ?? 0) - 25)).toBeLessThanOrEqual(1); // 0.25 · 100
    expect(alpha).toBeGreaterThanOrEqual(254);
    expect(pixel(1, 3)).toEqual([0, 0, 101, 63]); // a quarter; 8 bits premultiplied, as a canvas keeps them
  });

  it('covers a pixel once where wide bars of one curve overlap', () => {
    const layer = new BarLayer(4, 8, 1, 0);
    layer.add({ x: [0, 1, 2], y: [3, 3, 3] }, plot, { ...red, alpha: 0.5, width: 2 });
    const pixel = read(layer);
    expect([0, 1, 2, 3].map((x) => pixel(x, 3)[3])).toEqual([127, 127, 127, 127]);
  });

  it('draws in device pixels, with room above the plot', () => {
    const layer = new BarLayer(8, 20, 2, 1);
    layer.add({ x: [1], y: [0] }, plot, red);
    const pixels = layer.pixels();
    const covered = [...pixels.keys()].filter((i) => i % 4 === 3 && pixels[i] === 255);
    expect(covered.map((i) => [((i - 3) / 4) % 8, Math.floor((i - 3) / 32)])).toEqual([
      [2, 2],
      [3, 2],
      [2, 3],
      [3, 3],
    ]);
  });

  it('leaves out the gaps of a dash, and what lies outside', () => {
    const layer = new BarLayer(4, 8, 1, 0);
    layer.add({ x: [-1, 0, 1, 2, 3, 9], y: [4, 4, 4, 4, 4, 4] }, plot, { ...red, dash: [1, 1] });
    const pixel = read(layer);
    expect([0, 1, 2, 3].map((x) => pixel(x, 4)[3])).toEqual([255, 0, 255, 0]);
  });
});
