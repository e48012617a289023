import { beforeEach, describe, expect, it } from 'vitest';
import { emptyRun, useApp } from '../../../src/store/app.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import {
  measuredSteps,
  pointAt,
  resetZoom,
  useChartState,
  zoomRange,
  zoomTo,
} from '../../../src/ui/charts/engine/crosshair.ts';
import { roundState } from '../../support/round-state.ts';

beforeEach(() => {
  useApp.setState(useApp.getInitialState(), true);
  pointAt(null);
  resetZoom();
});

describe('the crosshair and the zoom of all charts', () => {
  it('zooms between two steps in either order', () => {
    zoomTo(760, 560, 1000);
    expect(useChartState.getState().zoom).toEqual({ from: 560, to: 760 });
  });

  it('shows at least four steps, from 0 on', () => {
    zoomTo(10, 11, 1000);
    expect(useChartState.getState().zoom).toEqual({ from: 10, to: 14 });
    zoomTo(-5, 2, 1000);
    expect(useChartState.getState().zoom).toEqual({ from: 0, to: 4 });
  });

  it('forgets the zoom and keeps the crosshair', () => {
    pointAt(704, 'loss');
    zoomTo(0, 100, 1000);
    resetZoom();
    expect(useChartState.getState()).toEqual({ step: 704, pointed: 'loss', zoom: null });
  });

  it('tells nobody where nothing changes', () => {
    pointAt(7);
    let notified = 0;
    const leave = useChartState.subscribe(() => notified++);
    pointAt(7);
    resetZoom();
    leave();
    expect(notified).toBe(0);
  });

  it('does not zoom to where nothing is trained yet, but to where training is', () => {
    zoomTo(120, 180, 100);
    expect(useChartState.getState().zoom).toBeNull();
    expect(zoomRange(100, 180, 100)).toBeNull();
    expect(zoomRange(99, 180, 100)).toEqual({ from: 99, to: 180 });
    zoomTo(180, 80, 100);
    expect(useChartState.getState().zoom).toEqual({ from: 80, to: 180 });
  });

  it('lets go of a zoom that a new run has nothing to show in', () => {
    seriesStore.reset(1);
    seriesStore.lane(0).loss.append(new Float32Array(100));
    zoomTo(26, 83, 100);
    seriesStore.changed();
    expect(useChartState.getState().zoom).toEqual({ from: 26, to: 83 });
    seriesStore.reset(1);
    expect(useChartState.getState().zoom).toBeNull();
  });

  it('keeps it while a seed that is over still shows there', () => {
    const over = new LaneSeries();
    over.loss.append(new Float32Array(100));
    const round = { phase: 'race', seed: 1, steps: 100, lanes: [{ laneId: 'a' }] } as const;
    const ended = roundState(0, round, { series: [over] });
    useApp.setState({
      run: { ...emptyRun, rounds: [ended], round: { index: 1, round: { ...round, seed: 2 } } },
    });
    zoomTo(26, 83, 100);
    seriesStore.reset(1);
    expect(useChartState.getState().zoom).toEqual({ from: 26, to: 83 });
    expect(measuredSteps(useApp.getState().run)).toBe(100);
    useApp.setState({ run: emptyRun });
    expect(useChartState.getState().zoom).toBeNull();
  });
});
