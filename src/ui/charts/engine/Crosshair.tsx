import type { CSSProperties } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { Swatch } from '../../kit/lane/Swatch.tsx';
import styles from './Crosshair.module.css';
import { useChartState } from './crosshair.ts';
import type { Plot } from './plot.ts';
import type { Readout } from './readout.ts';
import { placeTip } from './tipPlace.ts';
import type { XModel } from './useXModel.ts';

interface CrosshairProps {
  readonly plot: Plot;
  readonly x: XModel;
  readonly readAt: (step: number) => Readout;
}

/** The line all charts share, with dots on their curves; the chart that is pointed at says what it reads there. */
export function Crosshair({ plot, x: { scale, chart }, readAt }: CrosshairProps) {
  const step = useChartState((state) => state.step);
  const isPointed = useChartState((state) => state.pointed === chart);
  if (step === null) return null;
  const x = plot.x(scale.toX(step));
  if (!(x >= -0.5 && x <= plot.width + 0.5)) return null;
  const readout = readAt(step);
  return (
    <div className={styles.crosshair} aria-hidden="true" data-no-image>
      <div className={styles.line} style={{ left: Math.round(x) }} />
      {readout.dots.map(({ x: at, y, color }) => (
        <div key={`${color}${y}`} className={styles.dot} style={dotStyle(plot, at, y, color)} />
      ))}
      {isPointed && readout.rows.length > 0 && <Tip readout={readout} x={x} plot={plot} />}
    </div>
  );
}

const margin = 4; // to the edges of the card

interface TipProps {
  readonly readout: Readout;
  readonly x: number;
  readonly plot: Plot;
}

/** Inside its card whatever it reads: set tighter where the card is too low for all the rows. */
function Tip({ readout, x, plot }: TipProps) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = tip.current;
    const card = element?.closest('[data-chart]') ?? element?.closest('figure');
    const origin = element?.offsetParent?.getBoundingClientRect();
    if (!element || !card || !origin) return;
    const box = card.getBoundingClientRect();
    const room = {
      left: box.left - origin.left + margin,
      top: box.top - origin.top + margin,
      right: box.right - origin.left - margin,
      bottom: box.bottom - origin.top - margin,
    };
    delete element.dataset.dense;
    if (element.offsetHeight > room.bottom - room.top) element.dataset.dense = '';
    const { offsetWidth: width, offsetHeight: height } = element;
    const place = placeTip(x, { width, height }, plot.width, room);
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
  });
  return (
    <div ref={tip} className={styles.tip} data-tip>
      <p className={styles.title}>{readout.title}</p>
      <table>
        {readout.columns.length > 0 && (
          <thead>
            <tr>
              <td />
              {readout.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {readout.rows.map(({ key, style, name, figures }) => (
            <tr key={key}>
              <th scope="row">
                <span className={styles.who}>
                  <Swatch style={style} />
                  <span className={styles.name}>{name}</span>
                </span>
              </th>
              {figures.map((figure, i) => (
                <td key={readout.columns[i] ?? i}>{figure}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {readout.note && <p className={styles.note}>{readout.note}</p>}
    </div>
  );
}

function dotStyle(plot: Plot, x: number, y: number, color: string): CSSProperties {
  const top = Math.max(0, Math.min(plot.height, plot.y(y)));
  return { left: plot.x(x), top, '--c': `var(${color})` } as CSSProperties;
}
