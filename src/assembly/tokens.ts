import { add } from './elements';

/**
 * Images as sequences of patches: x [n, height, width, channels] to y [n, height / size · width / size, size · size ·
 * channels], rows of patches, each row by row.
 */
export function patches(x: usize, y: usize, n: i32, height: i32, width: i32, channels: i32, size: i32): void {
  const row = (<usize>(size * channels)) << 2;
  let at = y;
  for (let down = 0; down < n * height; down += size) {
    for (let along = 0; along < width; along += size) {
      for (let within = 0; within < size; within++) {
        memory.copy(at, x + pixelOffset(down + within, along, width, channels), row);
        at += row;
      }
    }
  }
}

/** dX, as x of `patches`, from dY, as its y; all of dX is written. */
export function patchesGradient(
  dY: usize,
  dX: usize,
  n: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
): void {
  const row = (<usize>(size * channels)) << 2;
  let at = dY;
  for (let down = 0; down < n * height; down += size) {
    for (let along = 0; along < width; along += size) {
      for (let within = 0; within < size; within++) {
        memory.copy(dX + pixelOffset(down + within, along, width, channels), at, row);
        at += row;
      }
    }
  }
}

function pixelOffset(row: i32, column: i32, width: i32, channels: i32): usize {
  return (<usize>((row * width + column) * channels)) << 2;
}

/**
 * Adds a learned place to each token, after a learned token in front where there is one.
 *   x          [n, tokens, features], or one token fewer with a class token
 *   positions  [tokens, features]
 *   token      [features], where `hasToken` is not 0
 *   y          [n, tokens, features], written
 */
export function embed(
  x: usize,
  positions: usize,
  token: usize,
  hasToken: i32,
  y: usize,
  n: i32,
  tokens: i32,
  features: i32,
): void {
  const row = (<usize>features) << 2;
  let from = x;
  let to = y;
  for (let b = 0; b < n; b++) {
    let place = positions;
    for (let t = 0; t < tokens; t++) {
      const isToken = t === 0 && hasToken !== 0;
      add(isToken ? token : from, place, to, features);
      if (!isToken) from += row;
      place += row;
      to += row;
    }
  }
}

/** Sequences x [n, tokens, features] without their first token: y [n, tokens − 1, features]. */
export function withoutFirst(x: usize, y: usize, n: i32, tokens: i32, features: i32): void {
  const rest = (tokens - 1) * features;
  for (let b = 0; b < n; b++) {
    const from = x + ((<usize>((b * tokens + 1) * features)) << 2);
    memory.copy(y + ((<usize>(b * rest)) << 2), from, (<usize>rest) << 2);
  }
}

/** The first token of each sequence: x [n, tokens, features] to y [n, features]. */
export function firstToken(x: usize, y: usize, n: i32, tokens: i32, features: i32): void {
  for (let b = 0; b < n; b++) {
    const row = (<usize>(b * features)) << 2;
    memory.copy(y + row, x + row * <usize>tokens, (<usize>features) << 2);
  }
}

/** dX [n, tokens, features] of `firstToken` from dY [n, features]: 0 behind the first token. */
export function firstTokenGradient(dY: usize, dX: usize, n: i32, tokens: i32, features: i32): void {
  memory.fill(dX, 0, (<usize>(n * tokens * features)) << 2);
  for (let b = 0; b < n; b++) {
    const row = (<usize>(b * features)) << 2;
    memory.copy(dX + row * <usize>tokens, dY + row, (<usize>features) << 2);
  }
}
