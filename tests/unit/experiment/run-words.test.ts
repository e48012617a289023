import { describe, expect, it } from 'vitest';
import { otherSettings, valueOverRun } from '../../../src/experiment/run-words.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';

const nesterov = { id: 'nesterov', lr: 0.1, momentum: 0.8 };

const spec = (lane: object, rest: object = {}) =>
  parseSpec({
    version: 1,
    data: { id: 'fashion-mnist' },
    model: { id: 'cnn' },
    training: { steps: 100 },
    lanes: [lane],
    ...rest,
  });

describe('otherSettings', () => {
  const run = spec({ optimizer: nesterov });
  it.each([
    [spec({ optimizer: nesterov }), 'same settings'],
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
      'Fashion-MNIST, batch 64, seed 1 and 1 more',
    ],
  ])('says only what the run had', (other, text) => {
    expect(otherSettings(run, other)).toBe(text);
  });

  it('tells live edits from where the value began', () => {
    const moved = spec({ optimizer: nesterov, events: [{ step: 12, set: { 'optimizer.lr': 0.2 } }] });
    expect(otherSettings(moved, run)).toBe('lr 0.1, 0.2 from step 12');
    expect(otherSettings(run, moved)).toBe('lr 0.1');
  });
});

describe('valueOverRun', () => {
  it('counts many edits', () => {
    const events = [1, 2, 3, 4].map((step) => ({ step, set: { 'optimizer.momentum': step / 10 } }));
    const [lane] = spec({ optimizer: nesterov, events }).lanes;
    expect(lane && valueOverRun(lane, 'momentum')).toBe('0.8, moved 4 times, to 0.4');
    expect(lane && valueOverRun(lane, 'weightDecay')).toBe('0');
  });
});
