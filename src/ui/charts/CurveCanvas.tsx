import { useEffect, useLayoutEffect, useRef } from 'react';
import { paletteOf, useAppearance } from './appearance.ts';
import type { Curve } from './curve.ts';
import styles from './Frame.module.css';
import { litLane } from './litLane.ts';
import { bleed, paint } from './paint.ts';
import type { Plot } from './plot.ts';

/**
 * All curves of a plot, drawn to one canvas whenever it is rendered: an SVG path a lane takes ten times as long. A lane
 * that is lit is drawn without rendering anything.
 */
export function CurveCanvas({ plot, curves }: { readonly plot: Plot; readonly curves: readonly Curve[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef({ plot, curves });
  useAppearance();
  useLayoutEffect(() => {
    drawn.current = { plot, curves };
    if (canvas.current) draw(canvas.current, plot, curves);
  });
  useEffect(
    () =>
      litLane.subscribe(() => {
        if (canvas.current) draw(canvas.current, drawn.current.plot, drawn.current.curves);
      }),
    [],
  );
  return (
    <canvas ref={canvas} className={styles.canvas} style={{ top: -bleed, height: plot.height + 2 * bleed }} />
  );
}

function draw(canvas: HTMLCanvasElement, plot: Plot, curves: readonly Curve[]): void {
  paint(canvas, plot, curves, paletteOf(canvas), devicePixelRatio, litLane.look());
}
