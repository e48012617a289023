import { useCallback, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { Turns } from './turns.ts';

/** Steps from `from` to `to`, both shown. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

interface ChartState {
  /** The step under the crosshair of every chart; null while no hand is on one. */
  readonly step: number | null;
  /** What the x axis of every chart is zoomed to; null for all of the run. */
  readonly zoom: StepRange | null;
}

/** What all charts share: the crosshair and the zoom, in steps whatever the axis shows. */
export const useChartState = create<ChartState>(() => ({ step: null, zoom: null }));

const turns = new Turns();
useChartState.subscribe(({ zoom }, before) => {
  if (zoom !== before.zoom) turns.tell();
});

/** The zoom of a chart: the charts take a new one in turn, each in a task of its own. */
export function useZoom(chart: string): StepRange | null {
  return useSyncExternalStore(
    useCallback((listener) => turns.subscribe(chart, listener), [chart]),
    () => useChartState.getState().zoom,
  );
}

/** Puts the crosshair of every chart on a step, or takes it away. */
export function pointAt(step: number | null): void {
  if (useChartState.getState().step !== step) useChartState.setState({ step });
}

/** Zooms every chart to the steps between two, in either order; anything narrower than four steps is widened to that. */
export function zoomTo(a: number, b: number): void {
  const from = Math.max(0, Math.min(a, b));
  useChartState.setState({ zoom: { from, to: Math.max(a, b, from + 4) } });
}

/** Shows the whole run again. */
export function resetZoom(): void {
  if (useChartState.getState().zoom) useChartState.setState({ zoom: null });
}
