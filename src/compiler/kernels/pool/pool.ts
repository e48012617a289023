/** A pool over whole windows, without padding: what is left over at the right and the bottom is dropped. */
export interface PoolShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Height and width of the window. */
  readonly size: number;
  readonly stride: number;
}

/** @throws RangeError where not one window fits */
export function poolOutput({ height, width, size, stride }: PoolShape): { height: number; width: number } {
  if (height < size || width < size) {
    throw new RangeError(`pool: a ${size}×${size} window must fit the input, got ${height}×${width}`);
  }
  return { height: Math.floor((height - size) / stride) + 1, width: Math.floor((width - size) / stride) + 1 };
}

export const poolInputLength = ({ batch, height, width, channels }: PoolShape): number =>
  batch * height * width * channels;

export function poolOutputLength(shape: PoolShape): number {
  const { height, width } = poolOutput(shape);
  return shape.batch * height * width * shape.channels;
}

export const poolName = (kind: string, { batch, height, width, channels, size, stride }: PoolShape): string =>
  `${kind} ${batch}×${height}×${width}×${channels}, ${size}×${size}/${stride}`;

/** WGSL: `c`, `x_`, `y_` (column and row) and `b` of the flat NHWC index `i`. */
export const position = (height: number, width: number, channels: number): string =>
  `let c = i % ${channels}u;
let x_ = i / ${channels}u % ${width}u;
let y_ = i / ${width * channels}u % ${height}u;
let b = i / ${height * width * channels}u;`;

/**
 * WGSL that runs `body` for every window over that position of the input, in their order; in `body`, `out` is the
 * flat index of the window's output and `within` the position inside the window, row by row.
 */
export function eachWindow(shape: PoolShape, body: string): string {
  const { size, stride, channels } = shape;
  const { height, width } = poolOutput(shape);
  if (size === stride) {
    return `let oy = y_ / ${stride}u;
let ox = x_ / ${stride}u;
if (oy < ${height}u && ox < ${width}u) {
let within = (y_ % ${stride}u) * ${size}u + x_ % ${stride}u;
let out = ((b * ${height}u + oy) * ${width}u + ox) * ${channels}u + c;
${body}
}`;
  }
  const first = (p: string) =>
    `select(0u, (${p} - ${size - 1}u + ${stride - 1}u) / ${stride}u, ${p} >= ${size}u)`;
  return `for (var oy = ${first('y_')}; oy < min(y_ / ${stride}u + 1u, ${height}u); oy++) {
for (var ox = ${first('x_')}; ox < min(x_ / ${stride}u + 1u, ${width}u); ox++) {
let within = (y_ - oy * ${stride}u) * ${size}u + x_ - ox * ${stride}u;
let out = ((b * ${height}u + oy) * ${width}u + ox) * ${channels}u + c;
${body}
}
}`;
}
