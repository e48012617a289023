import { clamp } from '../../../core/clamp.ts';

/** Edges of a box, in pixels from the top left corner of the plot. */
export interface TipRoom {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const gap = 14; // from the crosshair
const down = 4; // from the top of the plot

/**
 * Where what the crosshair reads stands: beside it within the plot, so that it covers neither axis nor labels; where the
 * plot is too narrow, beside it within the card, and never out of the card.
 * @param x of the crosshair
 * @param room the card
 */
export function placeTip(
  x: number,
  tip: Size,
  plotWidth: number,
  room: TipRoom,
): { readonly left: number; readonly top: number } {
  const right = x + gap;
  const left = x - gap - tip.width;
  const fits = (at: number, from: number, to: number): boolean => at >= from && at + tip.width <= to;
  const sides = x < plotWidth / 2 ? [right, left] : [left, right];
  const place =
    sides.find((at) => fits(at, 0, plotWidth)) ?? sides.find((at) => fits(at, room.left, room.right));
  return {
    left: place ?? clamp(sides[0] ?? 0, room.left, Math.max(room.left, room.right - tip.width)),
    top: clamp(down, room.top, Math.max(room.top, room.bottom - tip.height)),
  };
}
