import { describe, expect, it } from 'vitest';
import { Rng } from '../../../src/core/rng.ts';

const draw = (rng: Rng, n: number) => Array.from({ length: n }, () => rng.uint32());

describe('Rng', () => {
  it('repeats a named stream and keeps differently named ones apart', () => {
    expect(draw(Rng.of(1, 'batches', 0), 8)).toEqual(draw(Rng.of(1, 'batches', 0), 8));
    const streams = [
      Rng.of(1, 'batches', 0),
      Rng.of(1, 'batches', 1),
      Rng.of(2, 'batches', 0),
      Rng.of(1, 'init'),
    ];
    expect(new Set(streams.map((rng) => draw(rng, 4).join())).size).toBe(4);
  });

  it('stays what it was: a change would change every published run', () => {
    expect(draw(Rng.of(1, 'init', 'conv1/kernel'), 3)).toMatchInlineSnapshot(`
      [
        432586416,
        3267799081,
        1219512939,
      ]
    `);
  });

  it('is uniform: mean 1/2, variance 1/12, every tenth equally full', () => {
    const rng = Rng.of(7, 'uniformity');
    const n = 100_000;
    const values = Array.from({ length: n }, () => rng.uniform());
    const mean = values.reduce((a, b) => a + b) / n;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
    const tenths = new Array<number>(10).fill(0);
    for (const v of values) tenths[Math.floor(v * 10)] = (tenths[Math.floor(v * 10)] ?? 0) + 1;
    for (const count of tenths) expect(Math.abs(count - n / 10)).toBeLessThan(500);
  });

  it('draws below n without bias, and shuffles every order alike', () => {
    const rng = Rng.of(3, 'orders');
    const orders = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = rng.shuffle(Uint32Array.of(0, 1, 2)).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 2000)).toBeLessThan(220);
    expect(Array.from({ length: 100 }, () => rng.below(1))).toEqual(new Array(100).fill(0));
  });
});
