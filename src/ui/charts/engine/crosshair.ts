import { useCallback, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { useApp } from '../../../store/app.ts';
import type { RunRounds } from '../../../store/rounds.ts';
import { roundsOf, shownRound, stepsOf } from '../../../store/rounds.ts';
import { seriesStore } from '../../../store/series.ts';
import { StaggeredNotifier } from '../../kit/staggeredNotifier.ts';

/** Steps from `from` to `to`, both shown. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

interface ChartState {
  /** The step under the crosshair of every chart; null while none is pointed at. */
  readonly step: number | null;
  /** The chart that is pointed at, which alone reads its figures beside the crosshair. */
  readonly pointed: string | null;
  /** What the x axis of every chart is zoomed to; null for all of the run. */
  readonly zoom: StepRange | null;
}

/** What all charts share: the crosshair and the zoom, in steps whatever the axis shows. */
export const useChartState = create<ChartState>(() => ({ step: null, pointed: null, zoom: null }));

const notifier = new StaggeredNotifier();
useChartState.subscribe(({ zoom }, before) => {
  if (zoom !== before.zoom) notifier.notify();
});

/** The zoom of a chart: the charts take a new one in turn, each in a task of its own. */
export function useZoom(chart: string): StepRange | null {
  return useSyncExternalStore(
    useCallback((listener) => notifier.subscribe(chart, listener), [chart]),
    () => useChartState.getState().zoom,
  );
}

/** Puts the crosshair of every chart on a step of the one pointed at, or takes it away. */
export function pointAt(step: number | null, chart: string | null = null): void {
  const now = useChartState.getState();
  const pointed = step === null ? null : chart;
  if (now.step !== step || now.pointed !== pointed) useChartState.setState({ step, pointed });
}

/**
 * What a zoom to the steps between two would show, in either order: at least four steps. Null where none of them is
 * trained yet, for that would show nothing.
 * @param measured steps taken so far
 */
export function zoomRange(a: number, b: number, measured: number): StepRange | null {
  const from = Math.max(0, Math.min(a, b));
  return from >= measured ? null : { from, to: Math.max(a, b, from + 4) };
}

/** Zooms every chart to the steps between two; does nothing where none is trained there yet. */
export function zoomTo(a: number, b: number, measured: number): void {
  const zoom = zoomRange(a, b, measured);
  if (zoom) useChartState.setState({ zoom });
}

/** Shows the whole run again. */
export function resetZoom(): void {
  if (useChartState.getState().zoom) useChartState.setState({ zoom: null });
}

/** Steps of the longest curve there is: of several seeds those that are over count too. */
export function measuredSteps(run: RunRounds): number {
  const shown = shownRound(run);
  const rounds = shown.phase === 'race' ? roundsOf(run, 'race') : [shown];
  return Math.max(0, ...rounds.map(stepsOf));
}

/** A zoom into what is no longer there is let go: a new run begins at its first step. */
function clearEmptyZoom(): void {
  const { zoom } = useChartState.getState();
  if (zoom && zoom.from >= measuredSteps(useApp.getState().run)) resetZoom();
}

useApp.subscribe(clearEmptyZoom);
seriesStore.subscribe(clearEmptyZoom);
