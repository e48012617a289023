import { useCallback, useSyncExternalStore } from 'react';
import { Budget } from '../../core/budget.ts';
import { useApp } from '../../store/app.ts';
import { seriesStore } from '../../store/series.ts';
import type { AppState } from '../../store/state.ts';
import { StaggeredNotifier } from './staggeredNotifier.ts';
import { ThrottledStore } from './throttledStore.ts';

function attach(changed: () => void): () => void {
  const stops = [seriesStore.subscribe(changed), useApp.subscribe(changed)];
  return () => {
    for (const stop of stops) stop();
  };
}

const budget = new Budget();
const notifier = new StaggeredNotifier();

const frames = new ThrottledStore(attach, {
  now: () => performance.now(),
  after: (ms, callback) => {
    const request = (): void => {
      requestAnimationFrame(callback);
    };
    if (ms > 0) setTimeout(request, ms);
    else request();
  },
  intervalMs: () => budget.intervalMs(matchMedia('(prefers-reduced-motion: reduce)').matches ? 250 : 100),
});

let beganAt = 0;
let painted: MessageChannel | null = null;

/** Each group is drawn in a task of its own; the message comes back once the last has been painted. */
function draw(): void {
  if (painted === null) {
    painted = new MessageChannel();
    painted.port1.onmessage = () => budget.took(performance.now() - beganAt);
  }
  const { port2 } = painted;
  beganAt = performance.now();
  notifier.notify(() => port2.postMessage(null));
}

/** What all who listen share while there is one. */
let drawing: { readonly stop: () => void; listeners: number } | null = null;

function subscribe(group: string, listener: () => void): () => void {
  const leave = notifier.subscribe(group, listener);
  drawing ??= { stop: frames.subscribe(draw), listeners: 0 };
  drawing.listeners++;
  return () => {
    leave();
    if (drawing === null || --drawing.listeners > 0) return;
    drawing.stop();
    drawing = null;
  };
}

/**
 * Draws the component again when series or the state of the page have changed: at most ten times a second, four under
 * reduced motion, more rarely where drawing is costly, never while the page is hidden. Those of another group are drawn
 * in another task. Returns a number that goes up each time.
 */
export function useFrame(group: string): number {
  return useSyncExternalStore(
    useCallback((listener) => subscribe(group, listener), [group]),
    frames.version,
  );
}

/** Figures at rest are never behind: a run that stops, or begins, is shown at once. */
function subscribeFigures(listener: () => void): () => void {
  const leave = subscribe('figures', listener);
  const stopState = useApp.subscribe((now, before) => {
    if (now.run.state !== before.run.state) listener();
  });
  return () => {
    leave();
    stopState();
  };
}

/**
 * As `useApp`, for what changes with every message of the worker: all that shows it is drawn as the charts are, and as
 * rarely. The selector returns the same value as long as nothing changed.
 */
export function useLive<Selected>(selector: (state: AppState) => Selected): Selected {
  return useSyncExternalStore(subscribeFigures, () => selector(useApp.getState()));
}
