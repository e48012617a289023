/** Points in pixels, in order of x; a y that is not finite breaks the line. */
export interface PixelLine {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A box in pixels. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The first of the places that no line runs through and no box covers; null where there is none. */
export function findLabelPlace(
  places: readonly PixelBox[],
  lines: readonly PixelLine[],
  boxes: readonly PixelBox[] = [],
): PixelBox | null {
  const isFree = (place: PixelBox): boolean =>
    !boxes.some((box) => overlap(box, place)) && !lines.some((line) => runsThrough(line, place));
  return places.find(isFree) ?? null;
}

function overlap(a: PixelBox, b: PixelBox): boolean {
  const apart = a.left + a.width <= b.left || b.left + b.width <= a.left;
  return !apart && a.top < b.top + b.height && b.top < a.top + a.height;
}

function runsThrough({ x, y }: PixelLine, { left, top, width, height }: PixelBox): boolean {
  const [right, bottom] = [left + width, top + height];
  for (let i = 0; i < x.length; i++) {
    const [x1, y1] = [x[i] as number, y[i] as number];
    const [x0, y0] = i === 0 ? [x1, y1] : [x[i - 1] as number, y[i - 1] as number];
    if (x1 < left || x0 > right || !Number.isFinite(y1)) continue;
    const from = Number.isFinite(y0) ? y0 : y1;
    const at = (pixel: number) => (x1 === x0 ? y1 : from + ((pixel - x0) / (x1 - x0)) * (y1 - from));
    const [a, b] = [at(Math.max(left, x0)), at(Math.min(right, x1))];
    if (Math.max(a, b, x1 === x0 ? from : a) >= top && Math.min(a, b, x1 === x0 ? from : a) <= bottom)
      return true;
  }
  return false;
}

/**
 * Places for a label on a level line across a plot: above it from the left on, then below it from the right. `over` is the
 * room above the plot, which serves too where the level is near.
 */
export function placesOn(
  level: number,
  label: Pick<PixelBox, 'width' | 'height'>,
  plot: Pick<PixelBox, 'width' | 'height'>,
  over = 0,
): readonly PixelBox[] {
  const { width, height } = label;
  const span = Math.max(0, plot.width - width);
  const lefts = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) => Math.round(share * span));
  const above = lefts.map((left) => ({ left, top: level - height, width, height }));
  const below = lefts.toReversed().map((left) => ({ left, top: level, width, height }));
  const isNear = over > 0 && level <= 2 * height;
  const raised = isNear ? lefts.toReversed().map((left) => ({ left, top: -over, width, height })) : [];
  return [...above, ...raised, ...below].filter(({ top }) => top >= -over && top + height <= plot.height);
}
