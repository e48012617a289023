/** A line on the canvas, in data coordinates; a y that is not finite breaks it. */
export interface Curve {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** The lane it is of, as in `LaneLook`: faded while another is highlighted. */
  readonly styleIndex?: number | 'previous' | undefined;
  /** Instead of a line an area, from y down to this. */
  readonly lower?: ArrayLike<number>;
  /** CSS variable of the colour. */
  readonly color: string;
  /** CSS variable of the dash, if it is dashed. */
  readonly dash?: string;
  /** In pixels, or the width of a lane's line. */
  readonly width: number | 'line';
  /** 0 to 1; of a raw line the share of what the theme gives these. */
  readonly opacity: number;
  readonly raw?: boolean;
  /** Radius of a dot at each point, in pixels; left out where they would touch. */
  readonly dot?: number;
  /** Whether it ends because what it is of diverged. */
  readonly diverged?: boolean;
  /** Draws a bar in each pixel column where every column has points: far cheaper than a line, and not as smooth. */
  readonly bars?: boolean;
}
