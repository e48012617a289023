import type { PointerEvent } from 'react';
import { useState } from 'react';
import { useMessages } from '../../kit/language.ts';
import { pointAt, resetZoom, zoomRange, zoomTo } from './crosshair.ts';
import type { Plot } from './plot.ts';
import styles from './Surface.module.css';
import type { XModel } from './useXModel.ts';

interface Drag {
  readonly from: number;
  readonly to: number;
}

const shortest = 5; // pixels; below this a press is a click

/**
 * Takes the pointer over a plot: moving it moves the crosshair, dragging selects what to zoom to, a double click shows
 * the whole run again. Where nothing is trained yet there is nothing to zoom to, which the selection says. A finger only
 * moves the crosshair, so that the page still scrolls.
 */
export function Surface({ plot, x }: { readonly plot: Plot; readonly x: XModel }) {
  const { scale, chart, measured } = x;
  const [drag, setDrag] = useState<Drag | null>(null);
  const stepAt = (pixel: number): number => Math.max(0, scale.toStep(plot.xAt(pixel)));

  function down(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = pixelOf(event);
    setDrag({ from, to: from });
  }
  function move(event: PointerEvent<HTMLDivElement>): void {
    const pixel = Math.max(0, Math.min(plot.width, pixelOf(event)));
    pointAt(stepAt(pixel), chart);
    if (drag) setDrag({ ...drag, to: pixel });
  }
  function up(): void {
    if (drag && Math.abs(drag.to - drag.from) >= shortest) {
      zoomTo(stepAt(drag.from), stepAt(drag.to), measured);
    }
    setDrag(null);
  }
  function leave(): void {
    if (!drag) pointAt(null);
  }
  function cancel(): void {
    setDrag(null);
    pointAt(null);
  }

  return (
    <div
      className={styles.surface}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerLeave={leave}
      onPointerCancel={cancel}
      onDoubleClick={resetZoom}
      aria-hidden="true"
    >
      {drag && Math.abs(drag.to - drag.from) >= shortest && (
        <Selection drag={drag} isEmpty={zoomRange(stepAt(drag.from), stepAt(drag.to), measured) === null} />
      )}
    </div>
  );
}

function Selection({ drag, isEmpty }: { readonly drag: Drag; readonly isEmpty: boolean }) {
  const t = useMessages();
  return (
    <div
      className={styles.selection}
      style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
      data-empty={isEmpty || undefined}
    >
      {isEmpty && <span className={styles.note}>{t('charts.zoom.empty')}</span>}
    </div>
  );
}

function pixelOf(event: PointerEvent<HTMLDivElement>): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}
