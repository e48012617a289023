import { beforeEach, describe, expect, it } from 'vitest';
import { ariaText, laneChanges, noteAt, titleAt } from '../../../src/ui/charts/engine/readout.ts';
import { xScale } from '../../../src/ui/charts/engine/xUnit.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';
import { showLanguage } from '../../../src/ui/kit/language.ts';
import { en, zh } from '../../support/translator.ts';

beforeEach(() => showLanguage(en));

describe('titleAt', () => {
  it('says the step, and the unit shown where that is another', () => {
    const stepScale = { stepsPerEpoch: 859, batchSize: 64, elapsedMs: [0, 1500] };
    expect(titleAt('steps', xScale('steps', stepScale), 704)).toBe('Step 704');
    expect(titleAt('seconds', xScale('seconds', stepScale), 1)).toBe('Step 1 · 1.5\u202fs');
    showLanguage(zh);
    expect(titleAt('seconds', xScale('seconds', stepScale), 1)).toBe('第 1 步 · 1.5\u202f秒');
  });
});

describe('noteAt', () => {
  const changes = [
    { step: 700, changes: [{ id: 'number', path: 'optimizer.lr', old: 0.02, value: 0.05 }] },
    { step: 706, changes: [{ id: 'number', path: 'optimizer.momentum', old: 0.9, value: 0.95 }] },
  ] as const;

  it('names the nearest change within reach', () => {
    expect(noteAt(changes, 705, 10)).toBe('momentum 0.9 → 0.95 at step 706');
    expect(noteAt(changes, 640, 10)).toBeUndefined();
    showLanguage(zh);
    expect(noteAt(changes, 705, 10)).toBe('第 706 步：动量 0.9 → 0.95');
  });

  it('names the lane where there are several', () => {
    const lanes = ['Nesterov', 'Adam'].map((name, i) => ({
      name,
      series: { changes: changes.slice(i, i + 1) },
    }));
    expect(noteAt(laneChanges(lanes), 700, 1)).toBe('Nesterov lr 0.02 → 0.05 at step 700');
    expect(noteAt(laneChanges(lanes.slice(0, 1)), 700, 1)).toBe('lr 0.02 → 0.05 at step 700');
    showLanguage(zh);
    expect(noteAt(laneChanges(lanes), 700, 1)).toBe('第 700 步：Nesterov 学习率 0.02 → 0.05');
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
    showLanguage(zh);
    expect(ariaText({ ...readout, note: '学习率 0.02 → 0.05' })).toBe(
      'Step 704；Nesterov smoothed 0.271，raw 0.245；学习率 0.02 → 0.05',
    );
  });
});
