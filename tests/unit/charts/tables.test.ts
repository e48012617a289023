import { beforeEach, describe, expect, it } from 'vitest';
import { emptyLane, useApp } from '../../../src/store/app.ts';
import { seriesStore } from '../../../src/store/series.ts';
import { accuracyTables } from '../../../src/ui/charts/accuracyText.ts';
import { evenSteps, lossTables } from '../../../src/ui/charts/lossText.ts';
import { scheduleTables } from '../../../src/ui/charts/scheduleText.ts';

beforeEach(() => {
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
    expect(steps?.caption).toBe('NMGD, smoothed by 0.5');
  });

  it('lists evaluations on the validation split only', () => {
    const evaluation = { step: 50, loss: 0.41, accuracy: 0.8512, confusion: [] };
    seriesStore
      .lane(0)
      .evaluations.push({ ...evaluation, split: 'validation' }, { ...evaluation, split: 'test' });
    expect(accuracyTables()[0]?.rows).toEqual([['50', '85.1\u202f%', '0.410']]);
  });

  it('lists what the schedules gave', () => {
    const lane = seriesStore.lane(0);
    lane.loss.append(Float32Array.of(2));
    lane.lr.append(Float64Array.of(0.02));
    lane.momentum.append(Float64Array.of(0.9995));
    expect(scheduleTables()[0]?.rows).toEqual([['0', '0.02', '0.9995']]);
  });
});
