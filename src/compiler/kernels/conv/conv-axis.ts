import type { ConvShape } from './conv-shape.ts';

/**
 * One direction of a tile of results and the patch of values it is computed from. Tile number t covers the results
 * t·tile … t·tile + tile − 1 and reads the values from t·step + offset on.
 */
export interface Axis {
  /** Results in this direction. */
  readonly size: number;
  readonly tile: number;
  /** Tiles in this direction. */
  readonly count: number;
  /** Values in this direction: those outside [0, limit) are zeros. */
  readonly limit: number;
  readonly patch: number;
  readonly step: number;
  readonly offset: number;
  readonly taps: number;
  /** Which value of the patch meets this tap for result `p` of the tile, if one does. */
  readonly at: (p: number, tap: number) => number | undefined;
}

type Direction = 'rows' | 'columns';

const lengths = (s: ConvShape, direction: Direction) =>
  direction === 'rows'
    ? { inner: s.height, outer: s.outHeight, taps: s.kernelHeight, pad: s.padTop, stride: s.stride }
    : { inner: s.width, outer: s.outWidth, taps: s.kernelWidth, pad: s.padLeft, stride: s.stride };

/** Results are outputs of the convolution, values its inputs; `size` results are wanted, as a rule all of them. */
export function forwardAxis(shape: ConvShape, direction: Direction, tile: number, size?: number): Axis {
  const { inner, outer, taps, pad, stride } = lengths(shape, direction);
  const requested = size ?? outer;
  return {
    size: requested,
    tile,
    count: Math.ceil(requested / tile),
    limit: inner,
    patch: (tile - 1) * stride + taps,
    step: tile * stride,
    offset: -pad,
    taps,
    at: (p, tap) => p * stride + tap,
  };
}

/**
 * Results are gradients of the inputs, values those of the outputs: input i meets tap k at output (i + pad − k) / stride
 * where that is whole. With stride 2 a tile is even, unless it is the only one.
 */
export function backwardAxis(shape: ConvShape, direction: Direction, tile: number): Axis {
  const { inner, outer, taps, pad, stride } = lengths(shape, direction);
  const lowest = Math.ceil((pad - (taps - 1)) / stride);
  const highest = Math.floor((tile - 1 + pad) / stride);
  return {
    size: inner,
    tile,
    count: Math.ceil(inner / tile),
    limit: outer,
    patch: Math.max(1, highest - lowest + 1),
    step: tile < inner ? tile / stride : 0,
    offset: lowest,
    taps,
    at: (p, tap) => {
      const scaled = p + pad - tap;
      return scaled % stride === 0 ? scaled / stride - lowest : undefined;
    },
  };
}

/** Whether a tile's patch can reach beyond the values. */
export const leavesValues = ({ offset, count, step, patch, limit }: Axis): boolean =>
  offset < 0 || (count - 1) * step + offset + patch > limit;

/** Whether the last tile has more results than are wanted. */
export const overhangs = ({ size, tile, count }: Axis): boolean => count * tile !== size;

/**
 * The same patch seen as cells of 2×2 values, of which a pool let one through: cells from t·step + offset on, and for
 * each value of the patch its cell and which half of it. Needs tiles that begin at the same half.
 */
export function cellsOf({ patch, offset, step }: Axis): {
  readonly cells: number;
  readonly offset: number;
  readonly step: number;
  readonly of: (value: number) => { readonly cell: number; readonly half: number };
} {
  const first = Math.floor(offset / 2);
  return {
    cells: Math.floor((offset + patch - 1) / 2) - first + 1,
    offset: first,
    step: step / 2,
    of: (value) => ({ cell: Math.floor((offset + value) / 2) - first, half: (offset + value) & 1 }),
  };
}
