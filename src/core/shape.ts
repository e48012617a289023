/** The dimensions of a tensor, outermost first; images are [height, width, channels]. */
export type Shape = readonly number[];

export const sizeOf = (shape: Shape): number => shape.reduce((product, dim) => product * dim, 1);

/** A shape as people write it: 28 × 28 × 1. */
export const shapeText = (shape: Shape): string => shape.join(' × ');
