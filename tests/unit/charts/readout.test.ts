import { describe, expect, it } from 'vitest';
import { laneStyle } from '../../../src/ui/charts/lane.ts';
import { ariaText, noteAt, titleAt } from '../../../src/ui/charts/readout.ts';
import { xScale } from '../../../src/ui/charts/xUnit.ts';

describe('titleAt', () => {
  it('says the step, and the unit shown where that is another', () => {
    const stepScale = { stepsPerEpoch: 859, batchSize: 64, elapsedMs: [0, 1500] };
    expect(titleAt('steps', xScale('steps', stepScale), 704)).toBe('Step 704');
    expect(titleAt('seconds', xScale('seconds', stepScale), 1)).toBe('Step 1 · 1.5\u202fs');
  });
});

describe('noteAt', () => {
  const changes = [
    { step: 700, label: 'lr 0.02 → 0.05', cause: '' },
    { step: 706, label: 'momentum 0.9 → 0.95', cause: '' },
  ];

  it('names the nearest change within reach', () => {
    expect(noteAt(changes, 705, 10)).toBe('momentum 0.9 → 0.95 at step 706');
    expect(noteAt(changes, 640, 10)).toBeUndefined();
  });
});

describe('ariaText', () => {
  it('reads all of a readout in one sentence', () => {
    const rows = [{ key: 'a', style: laneStyle(0), name: 'Nesterov', figures: ['0.271', '0.245'] }];
    const readout = {
      title: 'Step 704',
      columns: ['smoothed', 'raw'],
      rows,
      dots: [],
      note: 'lr 0.02 → 0.05 at step 700',
    };
    expect(ariaText(readout)).toBe(
      'Step 704; Nesterov smoothed 0.271, raw 0.245; lr 0.02 → 0.05 at step 700',
    );
  });
});
