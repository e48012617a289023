import type { CSSProperties } from 'react';
import styles from './Crosshair.module.css';
import { useChartState } from './crosshair.ts';
import type { Plot } from './plot.ts';
import type { Readout } from './readout.ts';
import { Swatch } from './Swatch.tsx';
import type { XScale } from './xUnit.ts';

interface CrosshairProps {
  readonly plot: Plot;
  readonly scale: XScale;
  readonly readAt: (step: number) => Readout;
}

/** The line all charts share, and what this chart reads there. */
export function Crosshair({ plot, scale, readAt }: CrosshairProps) {
  const step = useChartState((state) => state.step);
  if (step === null) return null;
  const x = plot.x(scale.toX(step));
  if (!(x >= -0.5 && x <= plot.width + 0.5)) return null;
  const readout = readAt(step);
  return (
    <div className={styles.crosshair} aria-hidden="true" data-no-picture>
      <div className={styles.line} style={{ left: Math.round(x) }} />
      {readout.dots.map(({ x: at, y, color }) => (
        <div key={`${color}${y}`} className={styles.dot} style={dotStyle(plot, at, y, color)} />
      ))}
      {readout.rows.length > 0 && <Tip readout={readout} x={x} width={plot.width} />}
    </div>
  );
}

function Tip({
  readout,
  x,
  width,
}: {
  readonly readout: Readout;
  readonly x: number;
  readonly width: number;
}) {
  const side = x < width / 2 ? { left: x + 14 } : { right: width - x + 14 };
  return (
    <div className={styles.tip} style={side}>
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
          {readout.rows.map(({ key, look, name, figures }) => (
            <tr key={key}>
              <th scope="row">
                <span className={styles.who}>
                  <Swatch look={look} />
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
