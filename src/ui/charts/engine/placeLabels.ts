import { clamp } from '../../../core/clamp.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { compress, spread } from './labels.ts';
import type { Plot } from './plot.ts';
import type { TextWidths } from './textWidth.ts';

/** What stands at the end of a curve: its name and latest value, or how the run before differed, or why it diverged. */
export interface EndLabel {
  readonly key: string;
  readonly kind: 'lane' | 'previous' | 'diverged';
  /** The point it belongs to, in data coordinates. */
  readonly x: number;
  readonly y: number;
  /** False where the curve goes on beyond the window. */
  readonly ends: boolean;
  readonly style: LaneStyle;
  readonly name: string;
  readonly detail: string;
  /** Where not all fit, the lowest stay; those without one first. */
  readonly rank?: number;
}

/** A label in pixels of its plot. */
export interface PlacedLabel {
  readonly label: EndLabel;
  /** Its point. */
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** Vertical centre of the box. */
  readonly centre: number;
  readonly named: boolean;
  readonly detailed: boolean;
  readonly swatch: boolean;
  /** True where it stands left of its point. */
  readonly flipped: boolean;
}

type PlotBox = Pick<Plot, 'x' | 'y' | 'width' | 'height'>;
type LabelWidths = Pick<TextWidths, 'name' | 'detail'>;
type Box = Omit<PlacedLabel, 'label' | 'x' | 'y' | 'centre'>;

const gap = 10; // pixels, as all of these where type is 16 px large, from the point to the label
const swatchWidth = 20;
const between = 5; // from the name to the figure
const slack = 3;
const triangle = 9; // half its height
const line = 18;
const minLine = 13.5;
const shortestName = 26; // below this a name is left out
const maxLines = 3; // of the detail of the previous run, as in the style sheet

/**
 * Places for labels, spread so that none covers another. `gutter` is the room right of the plot. Where there are more than
 * fit, those of the lowest rank are placed, above a line that is left free to say how many more there are.
 */
export function placeLabels(
  labels: readonly EndLabel[],
  plot: PlotBox,
  gutter: number,
  widths: TextWidths,
): PlacedLabel[] {
  const { scale } = widths;
  const unscaled: PlotBox = {
    x: (value) => plot.x(value) / scale,
    y: (value) => plot.y(value) / scale,
    width: plot.width / scale,
    height: plot.height / scale,
  };
  const text: LabelWidths = {
    name: (name) => widths.name(name) / scale,
    detail: (detail) => widths.detail(detail) / scale,
  };
  return placeUnscaled(labels, unscaled, gutter / scale, text).map((box) => ({
    ...box,
    x: box.x * scale,
    y: box.y * scale,
    left: box.left * scale,
    width: box.width * scale,
    height: box.height * scale,
    centre: box.centre * scale,
  }));
}

/** In pixels of a page whose type is 16 px large. */
function placeUnscaled(
  labels: readonly EndLabel[],
  plot: PlotBox,
  gutter: number,
  widths: LabelWidths,
): PlacedLabel[] {
  const fit = Math.floor(plot.height / minLine);
  const shown = labels.length <= fit ? labels : lowest(labels, Math.max(1, fit - 1));
  const room = plot.height - (shown.length < labels.length ? minLine : 0);
  const height = compress(line, minLine, shown.length, room);
  const placed = shown.map((label) => {
    const x = clamp(plot.x(label.x), 0, plot.width);
    const y = clamp(plot.y(label.y), label.kind === 'diverged' ? triangle : 0, plot.height);
    return { label, x, y, ...boxOf(label, x, plot.width, gutter, height, widths) };
  });
  const centres = spread(
    placed.map((box) => ({ x: box.left, y: box.y, width: box.width, height: box.height })),
    room,
  );
  return placed.map((box, i) => ({ ...box, centre: centres[i] ?? box.y }));
}

/** Those of the lowest rank, in the order given. */
function lowest(labels: readonly EndLabel[], count: number): readonly EndLabel[] {
  const rankOf = ({ rank = Number.NEGATIVE_INFINITY }: EndLabel) => rank;
  const shown = labels.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1)).slice(0, count);
  return labels.filter((label) => shown.includes(label));
}

function boxOf(
  label: EndLabel,
  x: number,
  plotWidth: number,
  gutter: number,
  height: number,
  widths: LabelWidths,
): Box {
  if (label.kind === 'previous') return previousBox(label, plotWidth, gutter, widths);
  if (label.kind === 'diverged') return divergedBox(label, x, plotWidth + gutter - 4, height, widths);
  const left = x + gap;
  const room = plotWidth + gutter - 4 - left - swatchWidth;
  const detail = widths.detail(label.detail) + slack;
  const name = Math.min(widths.name(label.name) + between, room - detail);
  const named = name >= Math.min(shortestName, widths.name(label.name));
  const width = swatchWidth + (named ? name : 0) + detail;
  return { left, width, height, named, detailed: true, swatch: true, flipped: false };
}

/** Beside its triangle, on the left of it where there is no room on the right. */
function divergedBox(label: EndLabel, x: number, edge: number, height: number, widths: LabelWidths): Box {
  const left = x + gap + 4;
  const room = Math.max(edge - left, x - gap - 4);
  const name = widths.name(`${label.name},`) + slack;
  const detail = widths.detail(label.detail) + between;
  const detailed = name + detail <= room;
  const width = Math.min(room, name + (detailed ? detail : 0));
  const flipped = left + width > edge;
  const at = flipped ? x - gap - 4 - width : left;
  return { left: at, width, height, named: true, detailed, swatch: false, flipped };
}

/** Always right of the plot, wherever its curve ends, so that it never lies over a curve that is being drawn. */
function previousBox(
  { name, detail }: EndLabel,
  plotWidth: number,
  gutter: number,
  widths: LabelWidths,
): Box {
  const room = gutter - gap - 4;
  const swatch = room >= swatchWidth + widths.detail(name);
  const text = room - (swatch ? swatchWidth : 0);
  const detailed = text >= 72;
  const lines = detailed ? Math.min(maxLines, Math.ceil(widths.detail(detail) / text)) : 0;
  const height = 16 + 14 * lines;
  return { left: plotWidth + gap, width: room, height, named: true, detailed, swatch, flipped: false };
}
