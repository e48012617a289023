import { useLayoutEffect, useRef } from 'react';
import { paletteOf, useAppearance } from './appearance.ts';
import type { Curve } from './curve.ts';
import styles from './Frame.module.css';
import { bleed, paint } from './paint.ts';
import type { Plot } from './plot.ts';

/** All curves of a plot, drawn to one canvas whenever it is rendered: an SVG path a lane takes ten times as long. */
export function CurveCanvas({ plot, curves }: { readonly plot: Plot; readonly curves: readonly Curve[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useAppearance();
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, plot, curves, paletteOf(canvas.current), devicePixelRatio);
  });
  return (
    <canvas ref={canvas} className={styles.canvas} style={{ top: -bleed, height: plot.height + 2 * bleed }} />
  );
}
