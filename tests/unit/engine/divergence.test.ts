import { describe, expect, it } from 'vitest';
import { DivergenceWatch } from '../../../src/engine/divergence.ts';

const chance = Math.log(10);
/** Feeds losses until one diverges. */
function feed(losses: readonly number[], cause: { step: number; text: string } | null = null) {
  const watch = new DivergenceWatch(10);
  for (const [step, loss] of losses.entries()) {
    const divergence = watch.next(step, loss, true, 0.05, () => cause);
    if (divergence) return divergence;
  }
  return null;
}

describe('DivergenceWatch', () => {
  it('takes the first loss that is not finite, and names the rate', () => {
    expect(feed([2, 1, Number.NaN, 1])).toEqual({
      step: 2,
      reason: 'not finite',
      message: 'Loss became NaN at step 2 with lr 0.05.',
    });
    expect(feed([2, Number.POSITIVE_INFINITY])).toMatchObject({
      step: 1,
      message: 'Loss became infinite at step 1 with lr 0.05.',
    });
  });

  it('names the hand that did it', () => {
    expect(feed([2, 1, 1, Number.NaN], { step: 1, text: 'lr went from 0.02 to 2' })?.message).toBe(
      'Loss became NaN at step 3, 2 steps after lr went from 0.02 to 2.',
    );
  });

  it('asks for the last hand before the trouble began, not for one that came too late', () => {
    const hands = [
      { step: 40, text: 'lr went from 0.02 to 2' },
      { step: 120, text: 'lr went from 2 to 0.02' },
    ];
    const watch = new DivergenceWatch(10);
    const told = [...new Array<number>(50).fill(0.5), ...new Array<number>(400).fill(2.5)]
      .map((loss, step) =>
        watch.next(step, loss, true, 0.05, (at) => hands.findLast((h) => h.step <= at) ?? null),
      )
      .find((divergence) => divergence !== null);
    expect(told).toMatchObject({ reason: 'at chance' });
    expect(told?.message).toMatch(/ since step \d+, \d+ steps after lr went from 0\.02 to 2\.$/);
  });

  it('does not blame a hand at the very step, whose loss was there before it', () => {
    const watch = new DivergenceWatch(10);
    const late = (step: number) => (step >= 7 ? { step: 7, text: 'lr went from 0.02 to 2' } : null);
    expect(watch.next(7, Number.NaN, true, 2, late)?.message).toBe('Loss became NaN at step 7 with lr 2.');
    const other = new DivergenceWatch(10);
    expect(other.next(8, Number.NaN, true, 2, late)?.message).toBe(
      'Loss became NaN at step 8, 1 step after lr went from 0.02 to 2.',
    );
  });

  it('leaves a step that the guard refused out of account, until it has refused 100 in a row', () => {
    const watch = new DivergenceWatch(10);
    const refuse = (step: number) => watch.next(step, Number.NaN, false, 0.05, () => null);
    for (let step = 0; step < 99; step++) expect(refuse(step)).toBeNull();
    expect(watch.next(99, 2, true, 0.05, () => null)).toBeNull();
    for (let step = 100; step < 199; step++) expect(refuse(step)).toBeNull();
    expect(refuse(199)).toEqual({
      step: 199,
      reason: 'skipped',
      message: 'The guard skipped every step since step 100 with lr 0.05.',
    });
  });

  it('takes a loss above 1000 ln(classes), not one just below', () => {
    expect(feed([2, 1000 * chance * 0.999])).toBeNull();
    expect(feed([2, 1000 * chance * 1.001])).toMatchObject({ step: 1, reason: 'too large' });
  });

  it('takes a run that has fallen back to chance for 100 steps', () => {
    const good = new Array<number>(50).fill(0.5);
    const divergence = feed([...good, ...new Array<number>(400).fill(2.5)]);
    expect(divergence?.reason).toBe('at chance');
    // independent of the class: the debiased mean of weight 0.95 in plain loops
    let mean = 0;
    let n = 0;
    let at = 0;
    let count = 0;
    for (const loss of [...good, ...new Array<number>(400).fill(2.5)]) {
      mean = 0.95 * mean + 0.05 * loss;
      n++;
      count = mean / (1 - 0.95 ** n) >= chance ? count + 1 : 0;
      if (count === 100) break;
      at++;
    }
    expect(divergence?.step).toBe(at);
    expect(divergence?.message).toContain(`At chance (loss ln 10 = 2.30) since step ${at - 99}`);
  });

  it('leaves a run alone that was never below chance, or comes back in time', () => {
    expect(feed(new Array<number>(500).fill(2.4))).toBeNull();
    expect(feed([2.2, ...new Array<number>(500).fill(2.4)])).toBeNull(); // one lucky batch is no learning
    const spike = [
      ...new Array<number>(50).fill(0.5),
      ...new Array<number>(90).fill(2.5),
      ...new Array<number>(200).fill(0.5),
    ];
    expect(feed(spike)).toBeNull();
  });
});
