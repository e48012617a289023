import { beforeEach, describe, expect, it } from 'vitest';
import { pointAt, resetZoom, useChartState, zoomTo } from '../../../src/ui/charts/crosshair.ts';

beforeEach(() => {
  pointAt(null);
  resetZoom();
});

describe('the crosshair and the zoom of all charts', () => {
  it('zooms between two steps in either order', () => {
    zoomTo(760, 560);
    expect(useChartState.getState().zoom).toEqual({ from: 560, to: 760 });
  });

  it('shows at least four steps, from 0 on', () => {
    zoomTo(10, 11);
    expect(useChartState.getState().zoom).toEqual({ from: 10, to: 14 });
    zoomTo(-5, 2);
    expect(useChartState.getState().zoom).toEqual({ from: 0, to: 4 });
  });

  it('forgets the zoom and keeps the crosshair', () => {
    pointAt(704);
    zoomTo(0, 100);
    resetZoom();
    expect(useChartState.getState()).toEqual({ step: 704, zoom: null });
  });

  it('tells nobody where nothing changes', () => {
    pointAt(7);
    let told = 0;
    const leave = useChartState.subscribe(() => told++);
    pointAt(7);
    resetZoom();
    leave();
    expect(told).toBe(0);
  });
});
