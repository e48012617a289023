import { describe, expect, it } from 'vitest';
import { idleOf } from '../../../src/race/learning.ts';

const terms = { classes: 10, labelSmoothing: 0, totalSteps: 400, validation: 1000, warmup: 0 };
const times = (count: number, loss: number) => new Array<number>(count).fill(loss);
/** On validation: guessing is up to 12.8 % of 1 000 images, at a loss of 2.257 or more. */
const at = (step: number, accuracy: number, loss = accuracy > 0.2 ? 1 : 2.4) =>
  ({ step, split: 'validation', accuracy, loss }) as const;

describe('a lane that learns nothing', () => {
  const dead = [2.3, 8, 186, ...times(397, 2.31)];

  it('is told once a quarter of the run has passed, and no less than 100 steps', () => {
    expect(idleOf(dead, [at(50, 0.115)], terms, false)).toBeNull();
    expect(idleOf(dead, [at(50, 0.115), at(100, 0.115)], terms, false)).toEqual({
      id: 'notLearning',
      step: 100,
      accuracy: 0.115,
      exploded: true,
    });
    const long = { ...terms, totalSteps: 2000 };
    expect(idleOf(dead, [at(400, 0.1)], long, false)).toBeNull();
    expect(idleOf([...dead, ...dead], [at(400, 0.1), at(500, 0.1)], long, false)?.step).toBe(500);
    const open = { ...terms, totalSteps: null };
    expect(idleOf(dead, [at(400, 0.1)], open, false)).toBeNull();
    expect(idleOf([...dead, ...dead], [at(500, 0.1)], open, false)?.id).toBe('notLearning');
  });

  it('is told with whether its loss exploded: three times over a guess, and over the first loss', () => {
    const exploded = (losses: readonly number[]) => {
      const idle = idleOf(losses, [at(400, 0.1)], terms, true);
      return idle?.id === 'notLearning' ? idle.exploded : null;
    };
    expect(exploded(times(400, 2.31))).toBe(false);
    // 3 ln 10 = 6.91; m of 2.3 and 9, 9, 9 is (0.95 · 2.3 + 9) / 1.95 = 5.74, then 6.88, then 7.45
    expect(exploded([2.3, 9, 9, ...times(397, 2.31)])).toBe(false);
    expect(exploded([2.3, 9, 9, 9, ...times(396, 2.31)])).toBe(true);
    expect(exploded([...times(100, 2.31), 200, ...times(299, 2.31)])).toBe(true); // 0.05 · 200 + 0.95 · 2.31
    expect(exploded([...times(100, 2.31), 90, ...times(299, 2.31)])).toBe(false); // one batch alone
    expect(exploded([...times(100, 40), ...times(300, 2.31)])).toBe(false); // as it began
    expect(exploded([0.2, ...times(399, 2.4)])).toBe(false); // a lucky first batch
    expect(exploded([2.3, Number.NaN, ...times(398, 2.31)])).toBe(false);
  });

  it('at the end of its run is told from 100 steps on, and not before', () => {
    const short = { ...terms, totalSteps: 2000 };
    expect(idleOf(dead.slice(0, 120), [at(120, 0.115)], short, true)?.id).toBe('notLearning');
    expect(idleOf(dead.slice(0, 60), [at(60, 0.115)], { ...terms, totalSteps: 60 }, true)).toBeNull();
  });

  it('is left alone through its warm-up and 100 steps more', () => {
    const warm = { ...terms, warmup: 150 };
    expect(idleOf(dead, [at(200, 0.1)], warm, false)).toBeNull();
    expect(idleOf(dead, [at(200, 0.1), at(250, 0.1)], warm, false)?.step).toBe(250);
  });

  it('is not said where an evaluation says otherwise, whatever the loss', () => {
    expect(idleOf(times(400, 50), [at(200, 0.8, 25)], terms, true)).toBeNull(); // sure of itself, and mostly right
    expect(idleOf(times(400, 2.4), [at(200, 0.66, 1.5)], { ...terms, labelSmoothing: 0.5 }, true)).toBeNull();
    expect(idleOf(times(400, 2.3), [at(200, 0.1, 2.1)], terms, true)).toBeNull(); // its loss is better than a guess’s
  });

  it('is not said where the training loss is below chance, or without an evaluation', () => {
    expect(idleOf(times(400, 1.2), [at(200, 0.1)], terms, false)).toBeNull();
    expect(idleOf(dead, [], terms, true)).toBeNull();
    expect(idleOf(dead, [{ ...at(200, 0.1), split: 'test' }], terms, true)).toBeNull();
  });

  it('under smoothing of 0.95 is told apart from one that has learned as far as the labels let it', () => {
    const smooth = { ...terms, labelSmoothing: 0.95 };
    // floor −0.145 ln 0.145 − 9 · 0.095 ln 0.095 = 2.2927, chance ln 10 − 0.02 (ln 10 − 2.2927) = 2.3024
    expect(idleOf(times(400, 2.3), [at(200, 0.1)], smooth, false)).toBeNull();
    expect(idleOf(times(400, Math.LN10), [at(200, 0.1)], smooth, false)?.id).toBe('notLearning');
  });

  it('is taken back once it learns', () => {
    const late = [...times(200, 2.31), ...times(200, 0.5)];
    expect(idleOf(late, [at(200, 0.1)], terms, false)?.id).toBe('notLearning');
    expect(idleOf(late, [at(200, 0.1), at(300, 0.7)], terms, false)).toBeNull();
  });
});

describe('a lane that learned and is back at a guess', () => {
  const good = times(200, 0.5);

  it('is told once its smoothed loss was at chance for 100 steps and an evaluation agrees, with since when', () => {
    // m climbs from 0.5 to 2.5: 2.5 − 2 · 0.95ⁿ ≥ 2.2565 from n = ⌈ln(0.2435 / 2) / ln 0.95⌉ = 42 losses on
    const fallen = [...good, ...times(200, 2.5)];
    const idle = idleOf(fallen, [at(150, 0.75), at(300, 0.1), at(350, 0.1)], terms, false);
    expect(idle).toEqual({
      id: 'collapsed',
      step: 350,
      accuracy: 0.1,
      since: 241,
      best: { step: 150, accuracy: 0.75 },
    });
    expect(idleOf(fallen, [at(150, 0.75), at(300, 0.1)], terms, false)).toBeNull(); // not for 100 steps yet
    expect(idleOf(fallen, [at(150, 0.75), at(350, 0.6)], terms, false)).toBeNull(); // the evaluation says otherwise
  });

  it('near the end is told by the last evaluation, however few steps it was', () => {
    const late = [...times(397, 0.5), ...times(3, 9)];
    const evaluations = [at(350, 0.752), at(400, 0.094)];
    expect(idleOf(late, evaluations, terms, false)).toBeNull(); // it may pass
    expect(idleOf(late, evaluations, terms, true)).toEqual({
      id: 'collapsed',
      step: 400,
      accuracy: 0.094,
      since: null,
      best: { step: 350, accuracy: 0.752 },
    });
  });

  it('is told too where it learned and fell between two evaluations', () => {
    // of 50 losses of 0.5 and n of 2.5: (0.5 · 0.923 · 0.95ⁿ + 2.5 (1 − 0.95ⁿ)) / (1 − 0.95⁵⁰⁺ⁿ) ≥ 2.2565 from n = 40 on
    const between = [...times(50, 0.5), ...times(350, 2.5)];
    expect(idleOf(between, [at(200, 0.1)], terms, false)).toMatchObject({
      id: 'collapsed',
      best: null,
      since: 89,
    });
  });

  it('is not said of a spike, nor of one lucky batch at the start', () => {
    const spike = [...good, ...times(90, 2.5), ...times(110, 0.5)];
    expect(idleOf(spike, [at(200, 0.75), at(290, 0.1), at(400, 0.76)], terms, true)).toBeNull();
    expect(idleOf([2.2, ...times(399, 2.4)], [at(200, 0.1)], terms, true)?.id).toBe('notLearning');
  });

  it('leaves out losses that are not finite, as of steps that a guard refused', () => {
    const guarded = [...good, Number.NaN, Number.POSITIVE_INFINITY, ...times(198, 0.5)];
    expect(idleOf(guarded, [at(200, 0.75), at(400, 0.8)], terms, true)).toBeNull();
  });
});

describe('evaluations', () => {
  it('are held against the classes of their split, known from any confusion on it', () => {
    const even = { ...terms, classes: 2, validation: 100 };
    const confusion = [
      [0, 30],
      [0, 70],
    ];
    const losses = times(400, 0.7);
    // 70 % is what the more frequent class alone gives: a guess, though far above 1/2
    expect(idleOf(losses, [at(100, 0.7, 0.62), { ...at(200, 0.7, 0.62), confusion }], even, true)?.id).toBe(
      'notLearning',
    );
    expect(idleOf(losses, [at(200, 0.7, 0.69)], even, true)).toBeNull(); // unknown: even, and 70 % is better
  });
});
