import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './ChartCard.module.css';

interface ChartCardProps {
  readonly title: string;
  /** Told the width of the card; left out where it finds no room. */
  readonly subtitle: (width: number) => string;
  /** Right end of the header; told whether the card is too narrow for controls in a row. */
  readonly controls: (compact: boolean) => ReactNode;
  /** Between header and chart, if anything; told the width of the card. */
  readonly legend?: (width: number) => ReactNode;
  readonly children: (size: ChartSize) => ReactNode;
}

/** Room for a chart in pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const compactBelow = 820;

/** A card with a header and a chart that fills what height its parent gives it. */
export function ChartCard({ title, subtitle, controls, legend, children }: ChartCardProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const heading = useId();
  const compact = width < compactBelow;
  return (
    <section className={styles.card} aria-labelledby={heading} data-chart>
      <header className={styles.header}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        <span className={styles.subtitle}>
          <span>{subtitle(width)}</span>
        </span>
        <div className={styles.controls} data-no-image>
          {width > 0 && controls(compact)}
        </div>
      </header>
      {width > 0 && legend?.(width)}
      <div className={styles.body}>
        <div ref={ref} className={styles.room}>
          {width > 0 && height > 0 && children({ width, height })}
        </div>
      </div>
    </section>
  );
}
