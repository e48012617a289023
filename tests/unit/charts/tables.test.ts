import { beforeEach, describe, expect, it } from 'vitest';
import { emptyLane, useApp } from '../../../src/store/app.ts';
import { seriesStore } from '../../../src/store/series.ts';
import { accuracyTables } from '../../../src/ui/charts/accuracy/accuracyText.ts';
import { evenSteps } from '../../../src/ui/charts/engine/tableRows.ts';
import { lossTables } from '../../../src/ui/charts/loss/lossText.ts';
import { scheduleTables } from '../../../src/ui/charts/schedules/scheduleText.ts';
import { showLanguage } from '../../../src/ui/kit/language.ts';
import { en, zh } from '../../support/translator.ts';

beforeEach(() => {
  showLanguage(en);
  seriesStore.reset(1);
  useApp.setState(useApp.getInitialState(), true);
});

describe('evenSteps', () => {
  it('is evenly spaced and has the last step', () => {
    expect(evenSteps(0, 4)).toEqual([]);
    expect(evenSteps(3, 4)).toEqual([0, 1, 2]);
    expect(evenSteps(10, 4)).toEqual([0, 3, 6, 9]);
    expect(evenSteps(12, 4)).toEqual([0, 3, 6, 9, 11]);
  });
});

describe('the charts as tables', () => {
  it('lists epochs and steps of the loss', () => {
    seriesStore.lane(0).loss.append(Float32Array.of(2, 4));
    const state = useApp.getState();
    useApp.setState({
      view: { ...state.view, smoothing: 0.5 },
      run: { ...state.run, lanes: [{ ...emptyLane, epochs: [{ epoch: 1, runningLoss: 0.612 }] }] },
    });
    const [epochs, steps] = lossTables();
    expect(epochs?.rows).toEqual([['1', '0.612']]);
    expect(steps?.rows).toEqual([
      ['0', '2.00', '2.00'],
      ['1', '3.33', '4.00'],
    ]);
    expect(epochs?.caption).toBe('NMGD: running mean loss of each epoch');
    expect(steps?.caption).toBe('NMGD, smoothed by 0.5');
    expect(steps?.columns).toEqual(['Step', 'Smoothed', 'Raw']);
    showLanguage(zh);
    expect(lossTables().map(({ caption }) => caption)).toEqual([
      'NMGD：各轮次训练中的平均损失',
      'NMGD，平滑系数 0.5',
    ]);
  });

  it('lists evaluations on the validation split only', () => {
    const evaluation = { step: 50, loss: 0.41, accuracy: 0.8512, confusion: [] };
    seriesStore
      .lane(0)
      .evaluations.push({ ...evaluation, split: 'validation' }, { ...evaluation, split: 'test' });
    expect(accuracyTables()[0]?.rows).toEqual([['50', '85.1\u202f%', '0.410']]);
    expect(accuracyTables()[0]?.caption).toMatch(/^NMGD on [\d\u202f]+ validation images$/);
    showLanguage(zh);
    expect(accuracyTables()[0]?.rows).toEqual([['50', '85.1%', '0.410']]);
    expect(accuracyTables()[0]?.columns).toEqual(['步', '准确率', '损失']);
  });

  it('lists what the schedules gave', () => {
    const lane = seriesStore.lane(0);
    lane.loss.append(Float32Array.of(2));
    lane.lr.append(Float64Array.of(0.02));
    lane.momentum.append(Float64Array.of(0.9995));
    expect(scheduleTables()[0]?.rows).toEqual([['0', '0.02', '0.9995']]);
    expect(scheduleTables()[0]).toMatchObject({
      caption: 'Used by NMGD',
      columns: ['Step', 'Learning rate', 'Momentum'],
    });
    showLanguage(zh);
    expect(scheduleTables()[0]).toMatchObject({
      caption: 'NMGD 所用的值',
      columns: ['步', '学习率', '动量'],
    });
  });
});
