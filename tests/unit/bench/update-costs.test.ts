import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costOf, costTable, updateCosts, updateOf } from '../../../bench/update-costs.ts';
import { chain } from '../../../src/optim/chain.ts';
import { optimizers } from '../../../src/optim/index.ts';
import type { OptimizerDeclaration, OptionValues } from '../../../src/optim/transform.ts';

/** Every choice of yes-or-no options. */
function everyOptions({ options }: OptimizerDeclaration): OptionValues[] {
  const keys = options.flatMap(({ key, default: value }) => (typeof value === 'boolean' ? [key] : []));
  return Array.from({ length: 2 ** keys.length }, (_, bits) =>
    Object.fromEntries(keys.map((key, i) => [key, ((bits >> i) & 1) === 1])),
  );
}

const elementwise = optimizers.filter(({ id }) => id !== 'muon');

describe('what a step of an update costs', () => {
  it.each(elementwise)('$id takes one dispatch, whatever its options, also clipped by value', (optimizer) => {
    for (const options of everyOptions(optimizer)) {
      if (options.attention) continue; // a custom op
      const update = updateOf(optimizer.id, options, { clipsValue: true });
      expect(chain(update).stages.map(({ kind }) => kind)).toEqual(['elementwise']);
      expect(costOf('', update).dispatches).toBe(1);
    }
  });

  it.each([
    // θ, g read and θ written; a slot more each way
    ['sgd', 8, 4],
    ['nesterov', 12, 8],
    ['adam', 16, 12],
  ] as const)('%s moves the bytes that can be counted by hand', (id, read, written) => {
    const { bytesRead, bytesWritten } = costOf(id, updateOf(id));
    expect(bytesRead).toBeCloseTo(read, 1);
    expect(bytesWritten).toBeCloseTo(written, 1);
  });

  it('attention reads what it keeps, and writes one gradient of it', () => {
    const { dispatches, bytesRead, bytesWritten, memory } = costOf('', updateOf('nmgd', { attention: true }));
    expect({ dispatches, memory }).toEqual({ dispatches: 2, memory: 5 });
    // g and 4 kept, then θ, g, v; and two words for each head of 64
    expect(bytesRead).toBeCloseTo(4 * (5 + 3 + 2 / 64), 1);
    expect(bytesWritten).toBeCloseTo(4 * (2 + 2), 1);
  });

  it('is in docs/optimizers.md as it is now', () => {
    const page = readFileSync(new URL('../../../docs/optimizers.md', import.meta.url), 'utf8');
    expect(page, 'npm run bench -- updates writes it').toContain(costTable(updateCosts()));
  });
});
