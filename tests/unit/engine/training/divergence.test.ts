import { describe, expect, it } from 'vitest';
import { DivergenceWatch } from '../../../../src/engine/training/divergence.ts';

/** Feeds losses until one breaks a rule: its step and the rule. */
function feed(losses: readonly number[]) {
  const watch = new DivergenceWatch(10);
  for (const [step, loss] of losses.entries()) {
    const reason = watch.next(loss, true);
    if (reason !== null) return { step, reason };
  }
  return null;
}

describe('DivergenceWatch', () => {
  it('takes the first loss that is not finite', () => {
    expect(feed([2, 1, Number.NaN, 1])).toEqual({ step: 2, reason: 'notFinite' });
    expect(feed([2, Number.POSITIVE_INFINITY])).toEqual({ step: 1, reason: 'notFinite' });
  });

  it('takes a loss above 1000 ln(classes), not one just below', () => {
    expect(feed([2, 1000 * Math.log(10) * 0.999])).toBeNull();
    expect(feed([2, 1000 * Math.log(10) * 1.001])).toEqual({ step: 1, reason: 'tooLarge' });
  });

  it('leaves a step that the guard refused out of account, until it has refused 100 in a row', () => {
    const watch = new DivergenceWatch(10);
    for (let step = 0; step < 99; step++) expect(watch.next(Number.NaN, false)).toBeNull();
    expect(watch.next(2, true)).toBeNull();
    for (let step = 100; step < 199; step++) expect(watch.next(Number.NaN, false)).toBeNull();
    expect(watch.next(Number.NaN, false)).toBe('skipped');
  });

  it('does not end a lane for a loss at chance, however long, whatever it was before', () => {
    expect(feed(new Array<number>(500).fill(2.4))).toBeNull();
    expect(feed([...new Array<number>(50).fill(0.5), ...new Array<number>(500).fill(2.5)])).toBeNull();
  });
});
