import { describe, expect, it } from 'vitest';
import { hyperparamOverRun, runDifferences } from '../../../src/experiment/run-differences.ts';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import { differenceText, previousText, valueOverRunText } from '../../../src/messages/differences.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const nesterov = { id: 'nesterov', lr: 0.1, momentum: 0.8 };

const spec = (lane: object, rest: object = {}) =>
  experiment({
    training: { steps: 100 },
    lanes: [lane],
    ...rest,
  });

const textOf = (run: ExperimentSpec, other: ExperimentSpec, t = en): readonly string[] =>
  runDifferences(run, other).map((fact) => differenceText(t, fact));

describe('runDifferences', () => {
  const run = spec({ optimizer: nesterov });
  it.each([
    [spec({ optimizer: nesterov }), ''],
    [spec({ optimizer: { ...nesterov, lr: 0.02 } }), 'lr 0.1'],
    [spec({ optimizer: nesterov }, { model: { id: 'cnn', filters: [8] } }), 'CNN 16–32'],
    [spec({ optimizer: { id: 'sgd', lr: 0.1 } }), 'Nesterov'],
    [spec({ optimizer: { id: 'momentum', lr: 0.1, momentum: 0.9 } }), 'Nesterov, momentum 0.8'],
    [spec({ optimizer: nesterov, lrSchedule: { id: 'cosine' } }), 'constant lr'],
    [spec({ optimizer: nesterov, lrSchedule: { id: 'constant', warmup: 9 } }), 'lr warm-up 0'],
    [spec({ optimizer: nesterov }, { training: { epochs: 1 } }), '100 steps'],
    [spec({ optimizer: nesterov }, { seeds: 5 }), '1 seed'],
    [spec({ optimizer: nesterov }, { race: { mode: 'fair' } }), 'untuned'],
    [spec({ optimizer: nesterov, clip: { globalNorm: 1 } }), 'no clip by norm'],
    [spec({ optimizer: { ...nesterov, decoupled: true } }), 'no decoupled decay'],
    [spec({ optimizer: nesterov }, { training: { steps: 100, labelSmoothing: 0.1 } }), 'label smoothing 0'],
    [
      spec({ optimizer: nesterov }, { seed: 2, data: { id: 'mnist-10k', batchSize: 32, validation: 100 } }),
      'Fashion-MNIST, batch 64, seed 1, 5\u202f000 held out',
    ],
  ])('says only what the run had', (other, text) => {
    expect(textOf(run, other).join(', ')).toBe(text);
  });

  it('tells live edits from where the value began', () => {
    const moved = spec({ optimizer: nesterov, events: [{ step: 12, set: { 'optimizer.lr': 0.2 } }] });
    expect(textOf(moved, run)).toEqual(['lr 0.1, 0.2 from step 12']);
    expect(textOf(run, moved)).toEqual(['lr 0.1']);
    expect(textOf(moved, run, zh)).toEqual(['学习率 0.1，第 12 步起 0.2']);
    const none = { lane: null, differences: [], isRemoved: false };
    expect([previousText(en, none), previousText(zh, none)]).toEqual(['same settings', '设置相同']);
  });
});

describe('a hyperparameter over a run', () => {
  it('counts many edits', () => {
    const events = [1, 2, 3, 4].map((step) => ({ step, set: { 'optimizer.momentum': step / 10 } }));
    const [lane] = spec({ optimizer: nesterov, events }).lanes;
    const over = (key: string) => lane && valueOverRunText(en, hyperparamOverRun(lane, key));
    expect(over('momentum')).toBe('0.8, changed 4 times, last to 0.4');
    expect(over('weightDecay')).toBe('0');
  });
});
