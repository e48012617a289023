import type { Activation } from '../../../nn/activation.ts';
import { repeat } from '../shader.ts';
import type { Axis } from './conv-axis.ts';
import { overhangs } from './conv-axis.ts';
import type { RegisterTile } from './conv-registers.ts';

/** What follows the sums of a convolution. */
export interface ForwardOptions {
  readonly activation: Activation;
  /** Whether a 2×2 max pool follows. */
  readonly pool: boolean;
  /** Whether the sums before the activation are kept, for activations whose derivative needs them. */
  readonly keepsPreActivation: boolean;
}

/** How a register tile's sums reach memory: straight code puts them into an array, a loop stores that. */
interface Finish {
  readonly before: string;
  readonly finish: string;
}

interface Place {
  readonly rows: Axis;
  readonly columns: Axis;
  readonly channels: number;
  readonly tile: RegisterTile;
}

/** Whether results can be stored four channels at a time. */
export const storesVec4 = (channels: number, tile: RegisterTile): boolean =>
  channels % 4 === 0 && tile.channels % 4 === 0;

/** `store(at, value)` for every result, `at` being its index, or that of its vec4 where `storesVec4`. */
export function storeAll(
  { rows, columns, channels, tile }: Place,
  store: (at: string, value: string) => string,
): Finish {
  const vec4 = storesVec4(channels, tile);
  const unit = vec4 ? 4 : 1;
  const per = tile.channels / unit;
  const guards = [
    ...(overhangs(rows) ? [`row + p < ${rows.size}`] : []),
    ...(overhangs(columns) ? [`column + q < ${columns.size}`] : []),
  ];
  const end = channels % tile.channels === 0 ? `${per}` : `min(${per}, ${channels / unit} - c0 / ${unit})`;
  const body = `let at = (((n * ${rows.size} + row + p) * ${columns.size} + column + q) * ${channels} + c0) / ${unit};
let start = (p * ${tile.columns} + q) * ${per};
for (var c = 0; c < ${end}; c++) { ${store('at + c', 'sums[start + c]')} }`;
  return {
    before: `var sums: array<${vec4 ? 'vec4f' : 'f32'}, ${tile.rows * tile.columns * per}>;`,
    finish: `${repeat(tile.rows * tile.columns, (p) =>
      repeat(per, (c) =>
        vec4
          ? `sums[${p * per + c}] = vec4f(${repeat(4, (k) => `a${p}_${4 * c + k}`, ', ')});`
          : `sums[${p * per + c}] = a${p}_${c};`,
      ),
    )}
for (var p = 0; p < ${tile.rows}; p++) { for (var q = 0; q < ${tile.columns}; q++) {
${guards.length > 0 ? `if (${guards.join(' && ')}) {` : '{'}
${body}
}
} }`,
  };
}

/**
 * The largest of each window of 2×2 results, activated, to `y`, and `argmax` (see `argmaxLength`). Tiles are even, their
 * channels whole vec4s.
 */
export function storePooled({ rows, columns, channels, tile }: Place): Finish {
  const vec4 = storesVec4(channels, tile);
  const unit = vec4 ? 4 : 1;
  const [high, wide] = [tile.rows / 2, tile.columns / 2];
  const [rowsOut, columnsOut] = [rows.size / 2, columns.size / 2];
  const words = Math.ceil(channels / 4);
  const perWords = tile.channels / 4;
  const per = tile.channels / unit;
  const guards = [
    ...(overhangs(rows) ? [`row / 2 + p < ${rowsOut}`] : []),
    ...(overhangs(columns) ? [`column / 2 + q < ${columnsOut}`] : []),
  ];
  const window = (cell: number, c: number) => {
    const first = Math.floor(cell / wide) * 2 * tile.columns + (cell % wide) * 2;
    const at = [first, first + 1, first + tile.columns, first + tile.columns + 1];
    const best = (place: number) => (place === 0 ? `a${at[0]}_${c}` : `m${cell}_${c}_${place}`);
    const code = (place: number) => (place === 0 ? '0u' : `k${cell}_${c}_${place}`);
    return [1, 2, 3]
      .map((place) => {
        const value = `a${at[place]}_${c}`;
        const above = `${value} > ${best(place - 1)}`;
        return `let k${cell}_${c}_${place} = select(${code(place - 1)}, ${place}u, ${above}); let m${cell}_${c}_${place} = select(${best(place - 1)}, ${value}, ${above});`;
      })
      .join(' ');
  };
  const largest = (cell: number, c: number) => `m${cell}_${c}_3`;
  const byte = (cell: number, c: number) =>
    `((k${cell}_${c}_3 | select(0u, 4u, ${largest(cell, c)} > 0.0)) << ${8 * (c % 4)}u)`;
  const left = `${channels} - c0`;
  const wordEnd = channels % tile.channels === 0 ? `${perWords}` : `min(${perWords}, ${words} - c0 / 4)`;
  const end = channels % tile.channels === 0 ? `${per}` : `min(${per}, (${left}) / ${unit})`;
  const mask =
    channels % 4 === 0
      ? ''
      : ` & select(0xffffffffu, (1u << (8u * u32((${left} - 4 * c) & 3))) - 1u, ${left} - 4 * c < 4)`;
  return {
    before: `var sums: array<${vec4 ? 'vec4f' : 'f32'}, ${high * wide * per}>;\nvar places: array<u32, ${high * wide * perWords}>;`,
    finish: `${repeat(high * wide, (cell) => repeat(tile.channels, (c) => window(cell, c)))}
${repeat(high * wide, (cell) =>
  repeat(per, (c) =>
    vec4
      ? `sums[${cell * per + c}] = vec4f(${repeat(4, (k) => largest(cell, 4 * c + k), ', ')});`
      : `sums[${cell * per + c}] = ${largest(cell, c)};`,
  ),
)}
${repeat(high * wide, (cell) => repeat(perWords, (c) => `places[${cell * perWords + c}] = ${repeat(4, (k) => byte(cell, 4 * c + k), ' | ')};`))}
for (var p = 0; p < ${high}; p++) { for (var q = 0; q < ${wide}; q++) {
${guards.length > 0 ? `if (${guards.join(' && ')}) {` : '{'}
let cell = (n * ${rowsOut} + row / 2 + p) * ${columnsOut} + column / 2 + q;
let start = p * ${wide} + q;
for (var c = 0; c < ${end}; c++) { y[(cell * ${channels} + c0) / ${unit} + c] = activate(sums[start * ${per} + c]); }
for (var c = 0; c < ${wordEnd}; c++) { argmax[cell * ${words} + c0 / 4 + c] = places[start * ${perWords} + c]${mask}; }
}
} }`,
  };
}

/** Every result activated to `y`, and before that to `preActivation` where it is kept. */
export const storeActivated = (place: Place, keepsPreActivation: boolean): Finish =>
  storeAll(
    place,
    (at, sum) => `${keepsPreActivation ? `preActivation[${at}] = ${sum}; ` : ''}y[${at}] = activate(${sum});`,
  );

/** WGSL of the activation on what `storeAll` and `storePooled` hand it. */
export const activationType = (channels: number, tile: RegisterTile): 'f32' | 'vec4f' =>
  storesVec4(channels, tile) ? 'vec4f' : 'f32';
