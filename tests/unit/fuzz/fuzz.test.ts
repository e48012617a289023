import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/fuzz.ts';

it('every reader reads or refuses what is mutated, and crashes on none of it', async () => {
  const tallies = await fuzz({ seed: 1, count: 150, maxMs: 100_000 });
  expect(tallies.flatMap(({ reader, faults }) => faults.map((fault) => `${reader}: ${fault}`))).toEqual([]);
  for (const { reader, inputs, rejected } of tallies) {
    expect(inputs, reader).toBeGreaterThan(0);
    expect(rejected, reader).toBeGreaterThan(0);
  }
});
