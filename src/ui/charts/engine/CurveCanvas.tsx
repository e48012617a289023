import { useEffect, useLayoutEffect, useRef } from 'react';
import { highlightedLane } from '../../kit/lane/highlightedLane.ts';
import { inNextTask } from '../../kit/staggeredNotifier.ts';
import { paletteOf, useAppearance } from './appearance.ts';
import type { Curve } from './curve.ts';
import styles from './Frame.module.css';
import { overdraw, paint } from './paint.ts';
import type { Plot } from './plot.ts';
import { canRedraw } from './sharpCanvas.ts';

/** A drawing that takes longer gets a task of its own, so that it and the axes together are no long one. */
const quickMs = 6;

/**
 * All curves of a plot, drawn to one canvas whenever it is rendered: an SVG path a lane takes ten times as long. A lane
 * that is highlighted is drawn without rendering anything.
 */
export function CurveCanvas({ plot, curves }: { readonly plot: Plot; readonly curves: readonly Curve[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef({ plot, curves });
  const tookMs = useRef(0);
  const isRequested = useRef(false);
  const drawNow = useRef(draw);
  useAppearance();
  useLayoutEffect(() => {
    shown.current = { plot, curves };
    if (isRequested.current) return;
    isRequested.current = tookMs.current > quickMs;
    if (isRequested.current) inNextTask(draw);
    else draw();
  });
  useEffect(() => highlightedLane.subscribe(() => drawNow.current()), []);
  useEffect(() => {
    const { current } = canvas;
    if (!current) return;
    canRedraw(current, (to, ratio) => {
      const { plot: now, curves: all } = shown.current;
      paint(to, now, all, paletteOf(current), ratio, highlightedLane.current());
    });
  }, []);

  function draw(): void {
    isRequested.current = false;
    if (!canvas.current) return;
    const { plot: now, curves: all } = shown.current;
    const beganAt = performance.now();
    paint(canvas.current, now, all, paletteOf(canvas.current), devicePixelRatio, highlightedLane.current());
    tookMs.current = performance.now() - beganAt;
  }

  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      style={{ top: -overdraw, height: plot.height + 2 * overdraw }}
    />
  );
}
