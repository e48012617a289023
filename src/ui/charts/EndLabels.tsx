import { TriangleAlert } from 'lucide-react';
import type { CSSProperties } from 'react';
import styles from './EndLabels.module.css';
import { spread } from './labels.ts';
import type { LaneLook } from './lane.ts';
import { lookVariables } from './lane.ts';
import type { Plot } from './plot.ts';
import { Swatch } from './Swatch.tsx';

/** What stands at the end of a curve: its name and latest value, or how the run before differed, or why it diverged. */
export interface EndLabel {
  readonly key: string;
  readonly kind: 'lane' | 'previous' | 'diverged';
  /** The point it belongs to, in data coordinates. */
  readonly x: number;
  readonly y: number;
  /** False where the curve goes on beyond the window. */
  readonly ends: boolean;
  readonly look: LaneLook;
  readonly name: string;
  readonly detail: string;
}

interface Placed {
  readonly label: EndLabel;
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly named: boolean;
  readonly detailed: boolean;
  readonly swatch: boolean;
  /** True where it stands left of its point. */
  readonly flipped: boolean;
}

const gap = 10; // pixels from the point to the label
const swatchWidth = 20;
const triangle = 9; // half its height
const detailLetter = 6.2; // pixels, on average
const mostLines = 3; // of the detail of the previous run, as in the style sheet

/** Labels at the ends of curves, spread so that none covers another. `gutter` is the room right of the plot. */
export function EndLabels({
  plot,
  gutter,
  labels,
}: {
  readonly plot: Plot;
  readonly gutter: number;
  readonly labels: readonly EndLabel[];
}) {
  const placed = labels.map((label) => place(label, plot, gutter));
  const centres = spread(
    placed.map(({ left, y, width, height }) => ({ x: left, y, width, height })),
    plot.height,
  );
  return (
    <div className={styles.labels} aria-hidden="true">
      {placed.map((placing, i) => (
        <Label key={placing.label.key} placing={placing} plot={plot} centre={centres[i] ?? placing.y} />
      ))}
    </div>
  );
}

function Label({
  placing,
  plot,
  centre,
}: {
  readonly placing: Placed;
  readonly plot: Plot;
  readonly centre: number;
}) {
  const { label, x, y, named, detailed, swatch } = placing;
  const { kind, look, name, detail, ends } = label;
  return (
    <div style={lookVariables(look)}>
      {kind === 'diverged' && <TriangleAlert className={styles.triangle} style={{ left: x, top: y }} />}
      {kind === 'lane' && ends && <span className={styles.point} style={{ left: x, top: y }} />}
      <div className={styles[kind]} style={boxStyle(placing, plot, centre)} title={title(label)}>
        {swatch && <Swatch look={look} />}
        <span className={styles.text}>
          {named && <b>{kind === 'diverged' && detailed ? `${name},` : name}</b>}{' '}
          {detailed && <span className={styles.detail}>{detail}</span>}
        </span>
      </div>
    </div>
  );
}

function place(label: EndLabel, plot: Plot, gutter: number): Placed {
  const diverged = label.kind === 'diverged';
  const x = clamp(plot.x(label.x), 0, plot.width);
  const y = clamp(plot.y(label.y), diverged ? triangle : 0, plot.height);
  const edge = plot.width + gutter - 4;
  const name = nameWidth(label.name);
  const detail = label.detail.length * detailLetter;
  const common = { label, x, y, flipped: false };
  if (diverged) {
    const left = x + gap + 4;
    const room = Math.max(edge - left, x - gap - 4);
    const detailed = name + detail + 4 <= room;
    const width = Math.min(room, name + (detailed ? detail + 6 : 0));
    const flipped = left + width > edge;
    const at = flipped ? x - gap - 4 - width : left;
    return { ...common, left: at, width, height: 18, named: true, detailed, swatch: false, flipped };
  }
  if (label.kind === 'previous') return { ...common, ...placePrevious(label, plot, gutter) };
  const left = x + gap;
  const room = edge - left;
  const named = swatchWidth + name + 5 + detail <= room;
  const width = swatchWidth + (named ? name + 5 : 0) + detail;
  return { ...common, left, width, height: 18, named, detailed: true, swatch: true };
}

/** In pixels, on average; capitals are wide. */
function nameWidth(name: string): number {
  const capitals = name.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals * 9.5 + (name.length - capitals) * 6.7;
}

/** Always right of the plot, wherever its curve ends, so that it never lies over a curve that is being drawn. */
function placePrevious(
  { name, detail }: EndLabel,
  plot: Plot,
  gutter: number,
): Omit<Placed, 'label' | 'x' | 'y' | 'flipped'> {
  const room = gutter - gap - 4;
  const swatch = room >= swatchWidth + name.length * detailLetter;
  const text = room - (swatch ? swatchWidth : 0);
  const detailed = text >= 72;
  const lines = detailed ? Math.min(mostLines, Math.ceil((detail.length * detailLetter) / text)) : 0;
  return { left: plot.width + gap, width: room, height: 16 + 14 * lines, named: true, detailed, swatch };
}

function boxStyle({ label, left, width, flipped }: Placed, plot: Plot, centre: number): CSSProperties {
  const side = flipped ? { right: plot.width - left - width } : { left };
  if (label.kind === 'previous') return { ...side, width, top: centre };
  return { ...side, maxWidth: Math.ceil(width) + 8, top: centre };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function title({ name, detail }: EndLabel): string {
  return `${name} ${detail}`;
}
