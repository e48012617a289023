import { describe, expect, it } from 'vitest';
import { diagnosticRules, layersText, noteTexts } from '../../../src/messages/diagnostics.ts';
import type { LayerSet } from '../../../src/nn/diagnostics/diagnostic-notes.ts';
import { diagnosticNotes } from '../../../src/nn/diagnostics/diagnostic-notes.ts';
import type { Findings } from '../../../src/nn/diagnostics/gradient-diagnostics.ts';
import {
  diagnosticLimits,
  GradientDiagnostics,
  noFindings,
} from '../../../src/nn/diagnostics/gradient-diagnostics.ts';
import { en, zh } from '../../support/translator.ts';

type Row = readonly number[];

/** What is found after measurements at `steps`, the gradients of each by `at`; updates are usual unless given. */
function findingsOf(
  steps: readonly number[],
  at: (step: number) => Row,
  ratios: (step: number) => Row = (step) => at(step).map(() => 1e-3),
): Findings {
  const watch = new GradientDiagnostics();
  for (const step of steps) watch.next({ step, gradient: at(step), updateRatio: ratios(step) });
  return watch.findings;
}

const upTo = (last: number): number[] => Array.from({ length: last / 10 + 1 }, (_, i) => 10 * i);

describe('a layer whose gradient vanishes', () => {
  it('is below a millionth of the largest for fifty steps', () => {
    const weak = () => [0.9e-6, 1.1e-6, 1];
    expect(findingsOf(upTo(50), weak).vanishing).toEqual([0]);
    expect(findingsOf(upTo(40), weak).vanishing).toEqual([]);
    expect(findingsOf(upTo(50), (step) => (step === 20 ? [1e-3, 1, 1] : [1e-9, 1, 1])).vanishing).toEqual([]);
    expect(findingsOf(upTo(80), (step) => (step === 20 ? [1e-3, 1, 1] : [1e-9, 1, 1])).vanishing).toEqual([
      0,
    ]);
  });

  it('is below 1e-8 whatever the others are, and may be every one', () => {
    expect(findingsOf(upTo(50), () => [0.9e-8, 1.1e-8]).vanishing).toEqual([0]);
    expect(findingsOf(upTo(50), () => [0, 1e-9]).vanishing).toEqual([0, 1]);
  });

  it('is not one that is no longer a number, and not told from the others by one that is not', () => {
    const { vanishing } = findingsOf(upTo(60), () => [Number.NaN, 1e-3, Number.POSITIVE_INFINITY]);
    expect(vanishing).toEqual([]);
  });
});

describe('a layer whose weights stand still', () => {
  it('is moved by less than a millionth of them for fifty steps, or not at all', () => {
    const typical = () => [1, 1, 1];
    expect(findingsOf(upTo(50), typical, () => [0.9e-6, 1.1e-6, 0]).stalled).toEqual([0, 2]);
    expect(findingsOf(upTo(40), typical, () => [0.9e-6, 1.1e-6, 0]).stalled).toEqual([]);
    expect(findingsOf(upTo(50), typical, (step) => (step === 30 ? [1, 1, 1] : [0, 0, 0])).stalled).toEqual(
      [],
    );
  });
});

describe('a layer whose gradient explodes', () => {
  it('rises past a thousand times the median of its first three, from then on', () => {
    const at = (step: number) =>
      (step < 3
        ? [
            [1, 5],
            [3, 5],
            [2, 5],
          ][step]
        : [step < 6 ? 1999 : 2001, 5]) ?? [];
    const steps = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(findingsOf(steps, at).exploded).toEqual([{ layer: 0, step: 6, began: 2, ongoing: true }]);
    expect(findingsOf(steps.slice(0, 6), at).exploded).toEqual([]);
  });

  it('is one that comes back, too', () => {
    const at = (step: number) => [step === 4 ? 5000 : 1];
    expect(findingsOf([0, 1, 2, 3, 4, 5], at).exploded).toEqual([
      { layer: 0, step: 4, began: 1, ongoing: false },
    ]);
  });

  it('is not one that only wakes up: it must pass what any layer began with', () => {
    const at = (step: number) => [step < 10 ? 1e-9 : 1e-2, 1];
    expect(findingsOf(upTo(50), at)).toEqual(noFindings);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is one that is %s, even at the first step', (odd) => {
    expect(findingsOf([0], () => [odd, 1]).exploded).toEqual([
      { layer: 0, step: 0, began: Number.NaN, ongoing: true },
    ]);
  });
});

const names = ['stem', 'conv1', 'conv2', 'conv3', 'logits'];
const typical = [1, 1, 1, 1, 1];

const notesOf = (...parameters: Parameters<typeof diagnosticNotes>) =>
  diagnosticNotes(...parameters).map((note) => {
    for (const text of Object.values(noteTexts(zh, note))) expect(text).toMatch(/\p{Script=Han}.*。$/u);
    return { ...note, ...noteTexts(en, note) };
  });

describe('notes', () => {
  it('say where gradients vanish, how far down, and what helps', () => {
    const [note, ...others] = notesOf(
      { ...noFindings, vanishing: [0, 1, 2] },
      { names, gradient: [3e-9, 2e-8, 1e-7, 1e-3, 0.25], updateRatio: typical },
    );
    expect(others).toEqual([]);
    expect(note?.kind).toBe('vanishing');
    expect(note?.fact).toBe('Gradients vanish in stem to conv2 (3 layers).');
    expect(note?.figures).toBe('Down to 3.00\u202f×\u202f10⁻⁹, 83 million times less than in logits.');
    expect(note?.advice).toMatch(/He initialisation.*norm.*residual/);
  });

  it('tell a loss that is flat for every layer from one that fades with depth', () => {
    const all = [0, 1, 2, 3, 4];
    const latest = { names, gradient: [0, 0, 0, 0, 1e-9], updateRatio: typical };
    const [note] = notesOf({ ...noFindings, vanishing: all }, latest);
    expect(note?.fact).toBe('Gradients vanish in every layer.');
    expect(note?.figures).toContain('the loss is flat here');
  });

  it('say where weights stand still, and of all layers why that may be', () => {
    const latest = { names, gradient: typical, updateRatio: [2e-9, 5e-8, 1, 1, 1] };
    const [some] = notesOf({ ...noFindings, stalled: [0, 1] }, latest);
    expect(some?.fact).toBe('Weights have stalled in stem and conv1.');
    expect(some?.figures).toContain('5.00\u202f×\u202f10⁻⁸');
    const [all] = notesOf({ ...noFindings, stalled: [0, 1, 2, 3, 4] }, latest);
    expect(all?.fact).toBe('Weights have stalled in all 5 layers.');
    expect(all?.advice).toContain('the guard skips every step');
  });

  it('say what exploded first of all, since when, and whether it still does', () => {
    const exploded = [
      { layer: 4, step: 40, began: 5, ongoing: true },
      { layer: 3, step: 50, began: 5, ongoing: true },
    ];
    const findings = { vanishing: [0], stalled: [], exploded };
    const [now, then] = notesOf(findings, {
      names,
      gradient: [1, 1, 1, 2e4, 5e5],
      updateRatio: typical,
    });
    expect(now?.fact).toBe('Gradients explode in conv3 and logits, from step 40 on.');
    expect(now?.figures).toBe('logits is at 500\u202f000, 100\u202f000 times what it began with.');
    expect(then?.kind).toBe('vanishing');
    const lost = { names, gradient: [1, 1, 1, 2e4, Number.NaN], updateRatio: typical };
    expect(notesOf(findings, lost)[0]?.figures).toBe('logits is no longer a number.');
    const over = { ...noFindings, exploded: exploded.map((one) => ({ ...one, ongoing: false })) };
    expect(notesOf(over, { names, gradient: typical, updateRatio: typical })[0]?.fact).toBe(
      'Gradients exploded in conv3 and logits from step 40 on, and have recovered.',
    );
  });

  it('are none where all is well', () => {
    expect(diagnosticNotes(noFindings, { names, gradient: typical, updateRatio: typical })).toEqual([]);
  });
});

describe('layers in words', () => {
  const layerSet = (layers: readonly number[]): LayerSet => ({
    names: layers.map((layer) => `l${layer}`),
    isRange: (layers.at(-1) ?? 0) - (layers[0] ?? 0) === layers.length - 1,
    total: 9,
  });
  it.each([
    [[2], 'l2', 'l2'],
    [[2, 3], 'l2 and l3', 'l2 和 l3'],
    [[2, 3, 4], 'l2 to l4 (3 layers)', 'l2 到 l4（3 层）'],
    [[0, 3, 5], 'l0, l3 and l5', 'l0、l3 和 l5'],
    [[0, 1, 3, 5], '4 of 9 layers, l0 the first', '9 层中的 4 层（首个为 l0）'],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8], 'all 9 layers', '全部 9 层'],
  ])('%s: %s', (layers, english, chinese) => {
    expect(layersText(en, layerSet(layers))).toBe(english);
    expect(layersText(zh, layerSet(layers))).toBe(chinese);
  });

  it('are named from the input on, in a note', () => {
    const [note] = diagnosticNotes(
      { ...noFindings, stalled: [3, 2] },
      { names, gradient: typical, updateRatio: typical },
    );
    expect(note?.layers).toEqual({ names: ['conv2', 'conv3'], isRange: true, total: 5 });
  });
});

it('the rules in words hold the numbers they are judged by', () => {
  expect(diagnosticLimits).toEqual({
    vanishingShare: 1e-6,
    vanishingNorm: 1e-8,
    stalledRatio: 1e-6,
    lastingSteps: 50,
    explodingFactor: 1000,
    earlyMeasurements: 3,
  });
  const rules = diagnosticRules(en, diagnosticLimits);
  const textOf = rules.map(({ text }) => text).join(' ');
  for (const number of ['10⁻⁶', '10⁻⁸', '50 steps', '1\u202f000 times', 'first 3'])
    expect(textOf).toContain(number);
  for (const { text } of rules) expect(text.length).toBeLessThan(160); // each is read at a glance
  for (const { text } of diagnosticRules(zh, diagnosticLimits)) expect(text).toMatch(/\d/);
});
