import type { Activation } from './activation.ts';
import type { Axis } from './conv-axis.ts';
import { cellsOf, leavesValues } from './conv-axis.ts';
import { cellGradient, cellSlope } from './conv-gradient.ts';
import { repeat } from './shader.ts';

/**
 * How one operand of a register tile comes from memory. Loads of a software adapter cost twenty times a multiply-add
 * and their code is long, so they run in short loops into arrays; sums are straight code on the arrays' elements.
 */
export interface Reader {
  /** Statements at the start of the invocation. */
  readonly arrays: string;
  /** Once per tile, after `n`, `tile_row` and `tile_column`. */
  readonly perTile: string;
  /** Once per four terms: `quad` is their number. */
  readonly perQuad: string;
  /** Once per block of terms, which begins at `r`, or at `j` within `quad`. */
  readonly perBlock: string;
  /** Just before the sums: gives the elements names. */
  readonly names: string;
}

const component = (k: number): string => `.${'xyzw'[k]}`;

interface PatchParts {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly terms: number;
  /** Terms in a block: 1, or all, or 4 where the terms are whole quads and `at` gives quads. */
  readonly block: number;
}

/** The name of the value that a result's tap meets, once the reader's `names` are out. */
export const valueName = (i: number, j: number, k: number): string => `x${i}_${j}_${k}`;

interface Patch {
  readonly array: string;
  readonly high: number;
  readonly wide: number;
  /** The row of the first value. */
  readonly first: string;
  /** Rows there are, and elements from one to the next. */
  readonly limit: number;
  readonly pitch: number;
  /** What values outside are, where some can be. */
  readonly zero: string | undefined;
  /** Elements next to each other that are fetched together. */
  readonly scalars: number;
  /** The element at an index; column j is at `column{j}`. */
  readonly element: (row: string, j: number, k: number) => string;
}

/** Fills `array` with the patch, row by row. */
function fetchPatch({ array, high, wide, first, limit, pitch, zero, scalars, element }: Patch): string {
  const found = (j: number, k: number) =>
    zero === undefined
      ? element('row', j, k)
      : `select(${zero}, ${element('row', j, k)}, row_inside && inside${j})`;
  const place = zero === undefined ? `${first} + i` : `clamp(${first} + i, 0, ${limit - 1})`;
  return `for (var i = 0; i < ${high}; i++) {
let row = (n * ${limit} + ${place}) * ${pitch};
${zero === undefined ? '' : `let row_inside = ${first} + i >= 0 && ${first} + i < ${limit};`}
${repeat(wide, (j) => repeat(scalars, (k) => `${array}[i * ${wide * scalars} + ${j * scalars + k}] = ${found(j, k)};`, ' '))}
}`;
}

/** `column{j}`, where column j of a patch is, and `inside{j}`, where some can lie outside. */
const columnsFrom = (first: string, count: number, limit: number, leaves: boolean): string =>
  repeat(count, (j) =>
    leaves
      ? `let column${j} = clamp(${first} + ${j}, 0, ${limit - 1}); let inside${j} = ${first} + ${j} >= 0 && ${first} + ${j} < ${limit};`
      : `let column${j} = ${first} + ${j};`,
  );

/** Values straight from memory; `at` is the expression of a value, or of a quad of values, at an index. */
export function plainPatch({ rows, columns, terms, block }: PatchParts, at: (index: string) => string): Reader {
  const leaves = leavesValues(rows) || leavesValues(columns);
  const quads = block === 4;
  const scalars = quads ? 1 : block;
  const unit = quads ? 4 : 1;
  const name = (i: number, j: number, k: number) =>
    `let ${valueName(i, j, k)} = values[${(i * columns.patch + j) * scalars + (quads ? 0 : k)}]${quads ? component(k) : ''};`;
  return {
    arrays: `var values: array<${quads ? 'vec4f' : 'f32'}, ${rows.patch * columns.patch * scalars}>;`,
    perTile: `let first_row = tile_row * ${rows.step} + ${rows.offset};
let first_column = tile_column * ${columns.step} + ${columns.offset};
${columnsFrom('first_column', columns.patch, columns.limit, leaves)}`,
    perQuad: '',
    perBlock: fetchPatch({
      array: 'values',
      high: rows.patch,
      wide: columns.patch,
      first: 'first_row',
      limit: rows.limit,
      pitch: (columns.limit * terms) / unit,
      zero: leaves ? (quads ? 'vec4f(0.0)' : '0.0') : undefined,
      scalars,
      element: (row, j, k) => at(`${row} + column${j} * ${terms / unit} + ${quads ? 'quad' : `r + ${k}`}`),
    }),
    names: repeat(rows.patch, (i) => repeat(columns.patch, (j) => repeat(block, (k) => name(i, j, k), ' '), ' ')),
  };
}

/**
 * Values that a pool let through, one of each cell of 2×2: gradients from `dY` and their places from `codes`. `rows`
 * and `columns` count the values that the pool saw; a last odd one is zero.
 */
export function pooledPatch({ rows, columns, terms, block }: PatchParts, activation: Activation): Reader {
  const [down, across] = [cellsOf(rows), cellsOf(columns)];
  const [high, wide] = [Math.floor(rows.limit / 2), Math.floor(columns.limit / 2)];
  const cells = down.cells * across.cells;
  const quads = block === 4;
  const unit = quads ? 4 : 1;
  const words = Math.ceil(terms / 4);
  const patch = { high: down.cells, wide: across.cells, first: 'first_row', limit: high, scalars: 1 };
  const named = (cell: number) => (k: number) => {
    const code = `q${cell}_${k}`;
    const through = `through[${cell}]${quads ? component(k) : ''}`;
    return `let ${code} = chosen[${cell}] >> ${quads ? `${8 * k}u` : '(8u * u32(j))'}; let g${cell}_${k} = ${cellSlope(activation, code, through)};`;
  };
  const value = (i: number, j: number, k: number) => {
    const [y, x] = [down.of(i), across.of(j)];
    const cell = `${y.cell * across.cells + x.cell}_${k}`;
    return `let ${valueName(i, j, k)} = fma(1.0, ${cellGradient(activation, `q${cell}`, `g${cell}`, y.half * 2 + x.half)}, 0.0);`;
  };
  return {
    arrays: `var through: array<${quads ? 'vec4f' : 'f32'}, ${cells}>;\nvar chosen: array<u32, ${cells}>;`,
    perTile: `let first_row = tile_row * ${down.step} + ${down.offset};
let first_column = tile_column * ${across.step} + ${across.offset};
${columnsFrom('first_column', across.cells, wide, true)}`,
    perQuad: fetchPatch({
      ...patch,
      array: 'chosen',
      pitch: wide * words,
      zero: '0u',
      element: (row, j) => `codes[${row} + column${j} * ${words} + quad]`,
    }),
    perBlock: fetchPatch({
      ...patch,
      array: 'through',
      pitch: (wide * terms) / unit,
      zero: quads ? 'vec4f(0.0)' : '0.0',
      element: (row, j) => `dY[${row} + column${j} * ${terms / unit} + ${quads ? 'quad' : 'r'}]`,
    }),
    names: `${repeat(cells, (cell) => repeat(block, named(cell), ' '))}
${repeat(rows.patch, (i) => repeat(columns.patch, (j) => repeat(block, (k) => value(i, j, k), ' '), ' '))}`,
  };
}

interface WeightParts {
  readonly taps: number;
  readonly terms: number;
  readonly block: number;
  /** Of the result, and of a tile: the last tile may read weights of others, for sums that are then dropped. */
  readonly channels: number;
  readonly tile: number;
  /** Whether the buffer `w` has quads: of channels by channel, of terms by term. */
  readonly quads: boolean;
}

/** The name of a weight, once the reader's `names` are out. */
export const weightName = (tap: number, k: number, c: number): string => `w${tap}_${k}_${c}`;

/** Weights as [tap, term, channel]. */
export function weightsByChannel({ taps, terms, block, channels, tile, quads }: WeightParts): Reader {
  const unit = quads ? 4 : 1;
  const per = tile / unit;
  const name = (i: number) => (c: number) =>
    `let ${weightName(Math.floor(i / block), i % block, c)} = weights[${i * per + Math.floor(c / unit)}]${quads ? component(c % 4) : ''};`;
  return {
    arrays: `var weights: array<${quads ? 'vec4f' : 'f32'}, ${taps * block * per}>;`,
    perTile: '',
    perQuad: '',
    perBlock: `for (var i = 0; i < ${taps * block}; i++) {
let at = ((i / ${block} * ${terms} + r + i % ${block}) * ${channels} + c0) / ${unit};
${repeat(per, (c) => `weights[i * ${per} + ${c}] = w[at + ${c}];`)}
}`,
    names: repeat(taps * block, (i) => repeat(tile, name(i), ' ')),
  };
}

/** Weights as [tap, channel, term]. */
export function weightsByTerm({ taps, terms, block, channels, tile, quads }: WeightParts): Reader {
  const pitch = terms / (quads ? 4 : 1);
  const scalars = quads ? 1 : block;
  const name = (i: number) => (k: number) => {
    const known = weightName(Math.floor(i / tile), k, i % tile);
    const element = `weights[${i * scalars + (quads ? 0 : k)}]`;
    if (!quads) return `let ${known} = ${element};`;
    return block === 4 ? `let ${known} = ${element}${component(k)};` : `let ${known}_quad = ${element}; let ${known} = fma(1.0, ${known}_quad[j], 0.0);`;
  };
  const fetch = `for (var i = 0; i < ${taps}; i++) {
let at = (i * ${channels} + c0) * ${pitch} + ${quads ? 'quad' : 'r'};
${repeat(tile, (c) => repeat(scalars, (k) => `weights[i * ${tile * scalars} + ${c * scalars + k}] = w[at + ${c * pitch + k}];`, ' '))}
}`;
  return {
    arrays: `var weights: array<${quads ? 'vec4f' : 'f32'}, ${taps * tile * scalars}>;`,
    perTile: '',
    perQuad: quads ? fetch : '',
    perBlock: quads ? '' : fetch,
    names: repeat(taps * tile, (i) => repeat(block, name(i), ' ')),
  };
}
