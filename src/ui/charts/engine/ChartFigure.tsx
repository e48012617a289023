import { VisuallyHidden } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { isComposing } from '../../kit/composing.ts';
import styles from './ChartFigure.module.css';
import type { StepRange } from './crosshair.ts';
import { pointAt, resetZoom, useChartState, zoomTo } from './crosshair.ts';
import type { XModel } from './useXModel.ts';

interface ChartFigureProps {
  /** What is drawn and its latest value, in one sentence. */
  readonly label: string;
  readonly x: XModel;
  /** What the chart reads at a step, as a sentence. */
  readonly describe: (step: number) => string;
  readonly children: ReactNode;
}

const labelIntervalMs = 2000;

/**
 * The one tab stop of a chart. Arrows move the crosshair by a hundredth of what is in view (with Shift a tenth), Home
 * and End go to its ends, Enter zooms to the last tenth of the run so far, Escape shows all again.
 */
export function ChartFigure({ label, x, describe, children }: ChartFigureProps) {
  const { chart, range, steps, measured } = x;
  const throttledLabel = useThrottledText(label, labelIntervalMs);
  const [said, setSaid] = useState('');

  function keyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isComposing(event.nativeEvent)) return;
    const step = nextStep(event.key, event.shiftKey, range, steps);
    if (step !== null) {
      pointAt(step, chart);
      setSaid(describe(step));
    } else if (event.key === 'Enter') zoomTo(steps * 0.9, steps, measured);
    else if (event.key === 'Escape') {
      pointAt(null);
      resetZoom();
    } else return;
    event.preventDefault();
    event.stopPropagation(); // the page has the arrow keys for stepping
  }

  return (
    <figure
      className={styles.figure}
      aria-label={throttledLabel}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the crosshair here
      tabIndex={0}
      onKeyDown={keyDown}
      onBlur={() => pointAt(null)}
    >
      {children}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </figure>
  );
}

function nextStep(key: string, far: boolean, { from, to }: StepRange, steps: number): number | null {
  const end = Math.floor(to);
  const start = Math.ceil(from);
  const stride = Math.max(1, Math.round((to - from) / (far ? 10 : 100)));
  const at = useChartState.getState().step ?? Math.max(start, Math.min(end, steps - 1));
  switch (key) {
    case 'ArrowLeft':
      return Math.max(start, at - stride);
    case 'ArrowRight':
      return Math.min(end, at + stride);
    case 'Home':
      return start;
    case 'End':
      return Math.max(start, Math.min(end, steps - 1));
    default:
      return null;
  }
}

/** A text that follows its source at most once in `intervalMs`, so that a screen reader is not flooded. */
function useThrottledText(text: string, intervalMs: number): string {
  const [throttled, setThrottled] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setThrottled(latest.current), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return throttled;
}
