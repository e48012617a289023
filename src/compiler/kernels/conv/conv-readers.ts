import type { Activation } from '../../../nn/activation.ts';
import { repeat } from '../shader.ts';
import type { Axis } from './conv-axis.ts';
import { cellsOf, leavesValues } from './conv-axis.ts';
import { cellGradient, scaledGradient } from './conv-gradient.ts';

/**
 * How one operand of a register tile comes from memory. Loads of a software adapter cost twenty times a multiply-add
 * and their code is long, so they run in short loops into arrays; sums are straight code on the arrays' elements.
 */
export interface Reader {
  /** Statements at the start of the invocation. */
  readonly arrays: string;
  /** Once per tile, after `n`, `tile_row` and `tile_column`. */
  readonly perTile: string;
  /** Once per four channels: `vec4_index` is their number. */
  readonly perVec4: string;
  /** Once per block of channels, which begins at channel `r`, in vec4 number `vec4_index`, as number `j` there. */
  readonly perBlock: string;
  /** Just before the sums: gives the elements names. */
  readonly names: string;
}

/** WGSL that the readers call. Software adapters fetch a selected value anew at each use, not one that was computed. */
export const materializeWgsl = 'fn materialize(v: f32) -> f32 { return fma(v, 1.0, 0.0); }\n';

const component = (k: number): string => `.${'xyzw'[k % 4]}`;

/** The patch of values that a tile is computed from. */
export interface PatchParts {
  /** Distinguishes the names of two patches. */
  readonly name: string;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly channels: number;
  /** Channels read at once. */
  readonly block: number;
  /** Whether the buffer has vec4s of channels; blocks are then whole vec4s. */
  readonly vec4: boolean;
}

/** The name of the value in row i and column j, of the k-th channel of the block. */
export const valueName = (patch: string, i: number, j: number, k: number): string => `${patch}${i}_${j}_${k}`;

interface Fetch extends PatchParts {
  readonly array: string;
  readonly high: number;
  readonly wide: number;
  /** Rows and columns there are. */
  readonly limits: readonly [number, number];
  /** Elements of a row of the image. */
  readonly pitch: number;
  /** What elements outside are, where some can be. */
  readonly zero: string | undefined;
  /** Neighbouring elements that are fetched together. */
  readonly together: number;
  readonly element: (row: string, column: string, k: number) => string;
}

/** Fills `array` with the patch, row by row. */
function fetchPatch({ name, array, high, wide, limits, pitch, zero, together, element }: Fetch): string {
  const first = `${name}_row`;
  const match = (j: number, k: number) => {
    const value = element('row', `${name}_column${j}`, k);
    return zero === undefined ? value : `select(${zero}, ${value}, row_inside & ${name}_inside${j})`;
  };
  const place = zero === undefined ? `${first} + i` : `clamp(${first} + i, 0, ${limits[0] - 1})`;
  return `for (var i = 0; i < ${high}; i++) {
let row = (n * ${limits[0]} + ${place}) * ${pitch};
${zero === undefined ? '' : `let row_inside = (${first} + i >= 0) & (${first} + i < ${limits[0]});`}
${repeat(wide, (j) => repeat(together, (k) => `${array}[i * ${wide * together} + ${j * together + k}] = ${match(j, k)};`, ' '))}
}`;
}

/** Where a patch begins, and its columns. */
const placePatch = (
  name: string,
  rows: Place,
  columns: Place,
  wide: number,
  limit: number,
  leaves: boolean,
): string =>
  `let ${name}_row = tile_row * ${rows.step} + ${rows.offset};
${repeat(wide, (j) => {
  const at = `tile_column * ${columns.step} + ${columns.offset + j}`;
  return leaves
    ? `let ${name}_column${j} = clamp(${at}, 0, ${limit - 1}); let ${name}_inside${j} = (${at} >= 0) & (${at} < ${limit});`
    : `let ${name}_column${j} = ${at};`;
})}`;

type Place = Pick<Axis, 'step' | 'offset'>;

/** Values straight from memory; `at` is the expression of a value, or of a vec4 of values, at an index. */
export function plainPatch(parts: PatchParts, at: (index: string) => string): Reader {
  const { name, rows, columns, channels, block, vec4 } = parts;
  const leaves = leavesValues(rows) || leavesValues(columns);
  const unit = vec4 ? 4 : 1;
  const together = block / unit;
  const element = (i: number, j: number, k: number) =>
    `${name}_values[${(i * columns.patch + j) * together + Math.floor(k / unit)}]${vec4 ? component(k) : ''}`;
  return {
    arrays: `var ${name}_values: array<${vec4 ? 'vec4f' : 'f32'}, ${rows.patch * columns.patch * together}>;`,
    perTile: placePatch(name, rows, columns, columns.patch, columns.limit, leaves),
    perVec4: '',
    perBlock: fetchPatch({
      ...parts,
      array: `${name}_values`,
      high: rows.patch,
      wide: columns.patch,
      limits: [rows.limit, columns.limit],
      pitch: (columns.limit * channels) / unit,
      zero: leaves ? (vec4 ? 'vec4f(0.0)' : '0.0') : undefined,
      together,
      element: (row, column, k) =>
        at(`${row} + ${column} * ${channels / unit} + ${vec4 ? 'vec4_index' : 'r'} + ${k}`),
    }),
    names: eachValue(
      rows.patch,
      columns.patch,
      block,
      (i, j, k) => `let ${valueName(name, i, j, k)} = ${element(i, j, k)};`,
    ),
  };
}

const eachValue = (
  high: number,
  wide: number,
  block: number,
  text: (i: number, j: number, k: number) => string,
) => repeat(high, (i) => repeat(wide, (j) => repeat(block, (k) => text(i, j, k), ' '), ' '));

/**
 * Values that a pool let through, one of each cell of 2×2: gradients from `dY` and their places from `argmax`. `rows`
 * and `columns` count the values that the pool saw; a last odd one is zero. Blocks of 1 channel or of whole vec4s.
 */
export function pooledPatch(parts: PatchParts, activation: Activation): Reader {
  const { name, rows, columns, channels, block, vec4 } = parts;
  const [down, across] = [cellsOf(rows), cellsOf(columns)];
  const limits = [Math.floor(rows.limit / 2), Math.floor(columns.limit / 2)] as const;
  const cells = down.cells * across.cells;
  const unit = vec4 ? 4 : 1;
  const words = Math.ceil(channels / 4);
  const wordsPerBlock = Math.ceil(block / 4);
  const patch = { ...parts, high: down.cells, wide: across.cells, limits };
  const named = (cell: number, k: number) => {
    const code = `${name}_code${cell}_${k}`;
    const shift = block === 1 ? '(8u * u32(j))' : `${8 * (k % 4)}u`;
    const through = `${name}_through[${cell * (block / unit) + Math.floor(k / unit)}]${vec4 ? component(k) : ''}`;
    return `let ${code} = ${name}_chosen[${cell * wordsPerBlock + Math.floor(k / 4)}] >> ${shift}; let ${name}_cell${cell}_${k} = ${scaledGradient(activation, code, through)};`;
  };
  const value = (i: number, j: number, k: number) => {
    const [y, x] = [down.of(i), across.of(j)];
    const cell = `${y.cell * across.cells + x.cell}_${k}`;
    const gradient = cellGradient(
      activation,
      `${name}_code${cell}`,
      `${name}_cell${cell}`,
      y.half * 2 + x.half,
    );
    return `let ${valueName(name, i, j, k)} = materialize(${gradient});`;
  };
  return {
    arrays: `var ${name}_through: array<${vec4 ? 'vec4f' : 'f32'}, ${(cells * block) / unit}>;
var ${name}_chosen: array<u32, ${cells * wordsPerBlock}>;`,
    perTile: placePatch(name, down, across, across.cells, limits[1], true),
    perVec4: fetchPatch({
      ...patch,
      array: `${name}_chosen`,
      pitch: limits[1] * words,
      zero: '0u',
      together: wordsPerBlock,
      element: (row, column, k) => `argmax[${row} + ${column} * ${words} + vec4_index + ${k}]`,
    }),
    perBlock: fetchPatch({
      ...patch,
      array: `${name}_through`,
      pitch: (limits[1] * channels) / unit,
      zero: vec4 ? 'vec4f(0.0)' : '0.0',
      together: block / unit,
      element: (row, column, k) =>
        `dY[${row} + ${column} * ${channels / unit} + ${vec4 ? 'vec4_index' : 'r'} + ${k}]`,
    }),
    names: `${repeat(cells, (cell) => repeat(block, (k) => named(cell, k), ' '))}
${eachValue(rows.patch, columns.patch, block, value)}`,
  };
}

interface WeightParts {
  readonly taps: number;
  /** Channels summed over, and those of them in a block. */
  readonly terms: number;
  readonly block: number;
  /** Of the result, and of a tile: the last tile may read weights of others, for sums that are then dropped. */
  readonly channels: number;
  readonly tile: number;
  /** Whether the buffer `w` has vec4s: of channels by channel, of terms by term. */
  readonly vec4: boolean;
}

/** The name of a weight, once the reader's `names` are out. */
export const weightName = (tap: number, k: number, c: number): string => `w${tap}_${k}_${c}`;

/** Weights as [tap, term, channel]. */
export function weightsByChannel({ taps, terms, block, channels, tile, vec4 }: WeightParts): Reader {
  const unit = vec4 ? 4 : 1;
  const per = tile / unit;
  const name = (i: number) => (c: number) =>
    `let ${weightName(Math.floor(i / block), i % block, c)} = weights[${i * per + Math.floor(c / unit)}]${vec4 ? component(c) : ''};`;
  return {
    arrays: `var weights: array<${vec4 ? 'vec4f' : 'f32'}, ${taps * block * per}>;`,
    perTile: '',
    perVec4: '',
    perBlock: `for (var i = 0; i < ${taps * block}; i++) {
let at = ((i / ${block} * ${terms} + r + i % ${block}) * ${channels} + c0) / ${unit};
${repeat(per, (c) => `weights[i * ${per} + ${c}] = w[at + ${c}];`)}
}`,
    names: repeat(taps * block, (i) => repeat(tile, name(i), ' ')),
  };
}

/** Weights as [tap, channel, term]. */
export function weightsByTerm({ taps, terms, block, channels, tile, vec4 }: WeightParts): Reader {
  const pitch = terms / (vec4 ? 4 : 1);
  const together = vec4 ? 1 : block;
  const name = (i: number) => (k: number) => {
    const weight = weightName(Math.floor(i / tile), k, i % tile);
    const element = `weights[${i * together + (vec4 ? 0 : k)}]`;
    if (!vec4) return `let ${weight} = ${element};`;
    if (block === 4) return `let ${weight} = ${element}${component(k)};`;
    return `let ${weight}_vec4 = ${element}; let ${weight} = materialize(${weight}_vec4[j]);`;
  };
  const fetch = `for (var i = 0; i < ${taps}; i++) {
let at = (i * ${channels} + c0) * ${pitch} + ${vec4 ? 'vec4_index' : 'r'};
${repeat(tile, (c) => repeat(together, (k) => `weights[i * ${tile * together} + ${c * together + k}] = w[at + ${c * pitch + k}];`, ' '))}
}`;
  return {
    arrays: `var weights: array<${vec4 ? 'vec4f' : 'f32'}, ${taps * tile * together}>;`,
    perTile: '',
    perVec4: vec4 ? fetch : '',
    perBlock: vec4 ? '' : fetch,
    names: repeat(taps * tile, (i) => repeat(block, name(i), ' ')),
  };
}
