import { TriangleAlert } from 'lucide-react';
import type { CSSProperties } from 'react';
import { highlightProps } from '../../kit/lane/highlightedLane.ts';
import { styleVariables } from '../../kit/lane/laneStyle.ts';
import { Swatch } from '../../kit/lane/Swatch.tsx';
import { useMessages } from '../../kit/language.ts';
import styles from './EndLabels.module.css';
import type { EndLabel, PlacedLabel } from './placeLabels.ts';
import { placeLabels } from './placeLabels.ts';
import type { Plot } from './plot.ts';
import { endLabelWidths } from './textWidth.ts';

/** Pixels a label may stand off its point's height before a line leads to it. */
const near = 5;

interface EndLabelsProps {
  readonly plot: Plot;
  /** Room right of the plot. */
  readonly gutter: number;
  readonly labels: readonly EndLabel[];
}

/** Labels at the ends of curves, as many as fit, spread so that none covers another; a thin line leads to one that had to move. */
export function EndLabels({ plot, gutter, labels }: EndLabelsProps) {
  const t = useMessages();
  const placed = placeLabels(labels, plot, gutter, endLabelWidths());
  return (
    <div className={styles.labels} aria-hidden="true">
      <svg className={styles.leaders} aria-hidden="true">
        {placed.filter(isMoved).map((label) => (
          <Leader key={label.label.key} placed={label} />
        ))}
      </svg>
      {placed.map((label) => (
        <Label key={label.label.key} placed={label} plot={plot} />
      ))}
      {placed.length < labels.length && (
        <span className={styles.more} style={{ left: Math.min(...placed.map(({ left }) => left)) }}>
          {t('charts.end.more', { count: t.format.whole(labels.length - placed.length) })}
        </span>
      )}
    </div>
  );
}

const isMoved = ({ label, y, centre }: PlacedLabel): boolean =>
  label.kind !== 'previous' && Math.abs(y - centre) > near;

function Leader({ placed: { label, x, y, left, width, centre, flipped } }: { readonly placed: PlacedLabel }) {
  return (
    <line
      x1={x + (flipped ? -5 : 5)}
      y1={y}
      x2={flipped ? left + width + 2 : left - 2}
      y2={centre}
      style={styleVariables(label.style)}
      data-style={label.style.styleIndex}
    />
  );
}

function Label({ placed, plot }: { readonly placed: PlacedLabel; readonly plot: Plot }) {
  const t = useMessages();
  const { label, x, y, named, detailed, swatch } = placed;
  const { kind, style, name, detail, ends } = label;
  const highlighted = typeof style.styleIndex === 'number' ? highlightProps(style.styleIndex) : {};
  return (
    <div style={styleVariables(style)}>
      {kind === 'diverged' && (
        <TriangleAlert
          className={styles.triangle}
          style={{ left: x, top: y }}
          data-style={style.styleIndex}
        />
      )}
      {kind === 'lane' && ends && (
        <span className={styles.point} style={{ left: x, top: y }} data-style={style.styleIndex} />
      )}
      <div
        className={styles[kind]}
        style={boxStyle(placed, plot)}
        title={`${name} ${detail}`}
        {...highlighted}
      >
        {swatch && <Swatch style={style} fades />}
        <span className={styles.text}>
          {named && <b>{kind === 'diverged' && detailed ? t('charts.end.beforeDetail', { name }) : name}</b>}{' '}
          {detailed && <span className={styles.detail}>{detail}</span>}
        </span>
      </div>
    </div>
  );
}

function boxStyle({ label, left, width, centre, flipped }: PlacedLabel, plot: Plot): CSSProperties {
  const side = flipped ? { right: plot.width - left - width } : { left };
  if (label.kind === 'previous') return { ...side, width, top: centre };
  return { ...side, maxWidth: Math.ceil(width), top: centre };
}
