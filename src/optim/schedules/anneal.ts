import { cos } from '../../core/portable-math.ts';

/** From `from` to `to` along half a cosine, x from 0 to 1. */
export const cosineBetween = (from: number, to: number, x: number): number =>
  to + ((from - to) * (1 + cos(Math.PI * x))) / 2;

/** From `from` to `to` in a straight line, x from 0 to 1. */
export const lineBetween = (from: number, to: number, x: number): number => from + (to - from) * x;
