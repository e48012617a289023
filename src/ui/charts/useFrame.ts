import { useSyncExternalStore } from 'react';
import { seriesStore } from '../../store/series.ts';
import { Coalescer } from './coalesce.ts';

const frames = new Coalescer(seriesStore.subscribe, {
  now: () => performance.now(),
  after: (ms, callback) => {
    const draw = (): void => {
      requestAnimationFrame(callback);
    };
    if (ms > 0) setTimeout(draw, ms);
    else draw();
  },
  intervalMs: () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 250 : 100),
});

/**
 * Draws the component again when series have changed: at most ten times a second, four under reduced motion, never
 * while the page is hidden. Returns a number that goes up each time.
 */
export function useFrame(): number {
  return useSyncExternalStore(frames.subscribe, frames.version);
}
