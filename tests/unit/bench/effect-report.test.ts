import { describe, expect, it } from 'vitest';
import type { EffectResult } from '../../../bench/effect-report.ts';
import { effectReport } from '../../../bench/effect-report.ts';

/** Of two methods with these steps to the target, seed by seed; null where it was missed. */
function resultOf(nesterov: (number | null)[], nmgd: (number | null)[], evalEvery?: number): EffectResult {
  return {
    machine: { date: '2026-11-29', cores: 2, loadBefore: 0.5 },
    adapter: { vendor: 'google', architecture: 'swiftshader', software: true },
    steps: 600,
    ...(evalEvery !== undefined && { evalEvery }),
    minutes: 12.4,
    target: { value: 0.82 },
    tuning: [
      { name: 'Nesterov', lr: 0.06, sweep: [{ lr: 0.03 }, { lr: 0.06 }, { lr: 0.12 }] },
      { name: 'NMGD', lr: 0.03, sweep: [{ lr: 0.03 }, { lr: 0.06 }, { lr: 0.12 }] },
    ],
    runs: nesterov.map((targetStep, seed) => [
      { lane: 0, targetStep, accuracy: 0.88 },
      { lane: 1, targetStep: nmgd[seed] ?? null, accuracy: 0.87 },
    ]),
  };
}

const five = resultOf([200, 200, 150, 200, 150], [250, 250, 200, 200, null]);

describe('the report of the NMGD race', () => {
  it('says of five paired seeds what they show and that they decide nothing', () => {
    const text = effectReport({ result: five, file: 'a.json' }, null);
    expect(text).toContain('| Nesterov | 0.06 | 200 (150 to 200) | 5 of 5 | 88.0 % (88.0 to 88.0) |');
    expect(text).toContain('| NMGD | 0.03 (edge) | 250 (200 to missed) | 4 of 5 | 87.0 % (87.0 to 87.0) |');
    // ratios 1.25, 1.25, 1.33, 1 and missed; Pratt's ranks 2.5, 2.5, 4, 5 are all one way: p = 2 / 2⁴
    expect(text).toContain('| NMGD | 1.25 | 0 | 1 | 4 | 0.125 |');
    expect(text).toContain('cannot give a p below 0.0625, so none of these differences is shown');
    expect(text).toContain('Momentum was not tuned');
    expect(text).not.toContain('again');
  });

  it('says of more seeds what each p is worth, and by what the rates were chosen', () => {
    const steps = [200, 200, 150, 200, 150, 200, 200];
    const seven = { ...resultOf(steps, steps), chosenBy: 'steps' } as const;
    const text = effectReport({ result: seven, file: 'a.json' }, null);
    expect(text).toContain('For 1 of them together at 5 % it must be 0.0500 or less.');
    expect(text).toContain('The learning rate was chosen by steps to the target.');
    expect(effectReport({ result: five, file: 'a.json' }, null)).toContain(
      'chosen by final validation accuracy',
    );
  });

  it('leaves out a longer race that is not at its first look yet', () => {
    const begun = resultOf([100, 110, 120, 130], [140, 150, 160, 170], 10);
    const alone = effectReport({ result: five, file: 'a.json' }, null);
    expect(effectReport({ result: five, file: 'a.json' }, { result: begun, file: 'b.json' })).toBe(alone);
  });

  it('gives the longer race the verdict of the page, by the looks that it has the seeds for', () => {
    const nesterov = Array.from({ length: 15 }, (_, i) => 100 + 10 * (i % 4));
    const slower = resultOf(
      nesterov,
      nesterov.map((steps) => steps + 40),
      10,
    );
    const text = effectReport({ result: five, file: 'a.json' }, { result: slower, file: 'b.json' });
    expect(text).toContain('15 seeds, evaluated every 10 steps');
    expect(text).toContain('| 0 | 0 | 15 | < 0.001 |');
    expect(text).toContain('Looked at after 7, 10, 15 seeds');
    expect(text).toContain('Nesterov is ahead, decided after 7 seeds.');
    const even = resultOf(
      nesterov,
      nesterov.map((steps, i) => steps + (i % 2 === 0 ? 10 : -10)),
      10,
    );
    expect(effectReport({ result: five, file: 'a.json' }, { result: even, file: 'b.json' })).toContain(
      'no difference shown',
    );
  });
});
