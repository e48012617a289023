import { activateWgsl } from '../elementwise/activation.ts';
import { floats, output, repeat, results } from '../shader.ts';
import type { ForwardOptions } from './conv-finish.ts';
import type { ConvShape } from './conv-shape.ts';
import {
  argmaxLength,
  argmaxWords,
  inputLength,
  kernelLength,
  outputLength,
  pooledHeight,
  pooledLength,
  pooledWidth,
} from './conv-shape.ts';
import { eachRow, storeVec4 } from './conv-tile-stores.ts';
import type { GroupTile, TiledProduct } from './conv-tiles.ts';
import { fetchesVec4 } from './conv-tiles.ts';

/**
 * The convolution as a product: rows are positions of the output (with a pool, four by four the positions of a window),
 * columns output channels, outer terms input channels, and the taps the kernel's, row by row.
 */
export function forwardProduct(
  shape: ConvShape,
  { activation, pool, keepsPreActivation }: ForwardOptions,
  tile: GroupTile,
): Omit<TiledProduct, 'name' | 'flops'> {
  const { inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const taps = kernelHeight * kernelWidth;
  const vec4 = fetchesVec4(inChannels, taps, tile);
  const outVec4 = outChannels % 4 === 0;
  const rows = outputLength(shape) / outChannels;
  return {
    rows: pool ? (4 * pooledLength(shape)) / outChannels : rows,
    columns: outChannels,
    splits: 1,
    taps: `${taps}u`,
    begin: '0u',
    end: `${taps * inChannels}u`,
    maxTaps: taps,
    left: { fetches: vec4 ? 'terms' : 'one', wgsl: imageValues(shape, pool, vec4) },
    right: { fetches: outVec4 ? 'edge' : 'one', wgsl: weightValues(shape, outVec4) },
    buffers: [
      floats('x', inputLength(shape), vec4),
      floats('w', kernelLength(shape), outVec4),
      floats('b', outChannels, false),
      results('y', pool ? pooledLength(shape) : outputLength(shape), outVec4),
      ...(pool ? [output('argmax', argmaxLength(shape), 'u32')] : []),
      ...(keepsPreActivation ? [results('preActivation', outputLength(shape), outVec4)] : []),
    ],
    declarations: activateWgsl(activation, 'vec4f'),
    start: (column) => `b[${column}]`,
    store: (sums) =>
      pool
        ? storeWindow(shape, sums)
        : eachRow(rows, outChannels, sums, (row, sum) =>
            [
              ...(keepsPreActivation ? [storeVec4('preActivation', row, outChannels, sum)] : []),
              storeVec4('y', row, outChannels, `activate(${sum})`),
            ].join(' '),
          ),
  };
}

function imageValues(shape: ConvShape, pool: boolean, vec4: boolean): string {
  const { batch, height, width, inChannels, outHeight, outWidth, kernelWidth, stride } = shape;
  const [high, wide] = pool ? [pooledHeight(shape), pooledWidth(shape)] : [outHeight, outWidth];
  const type = vec4 ? 'vec4f' : 'f32';
  const unit = vec4 ? 4 : 1;
  const down = pool ? ' * 2u + edge / 2u % 2u' : '';
  const across = pool ? ' * 2u + edge % 2u' : '';
  return `fn left_place(edge: u32, split: u32) -> vec4u {
let cell = edge${pool ? ' / 4u' : ''};
let image = cell / ${high * wide}u;
let row = (cell / ${wide}u % ${high}u${down}) * ${stride}u - ${shape.padTop}u;
let column = (cell % ${wide}u${across}) * ${stride}u - ${shape.padLeft}u;
return vec4u(image * ${height}u, select(${height}u, row, image < ${batch}u), column, 0u);
}
fn left_value(place: vec4u, outer: u32, tap: u32) -> ${type} {
let row = place.y + tap / ${kernelWidth}u;
let column = place.z + tap % ${kernelWidth}u;
if (row >= ${height}u || column >= ${width}u) { return ${type}(0.0); }
return x[((place.x + row) * ${width}u + column) * ${inChannels / unit}u + outer / ${unit}u];
}`;
}

function weightValues({ inChannels, outChannels }: ConvShape, vec4: boolean): string {
  const type = vec4 ? 'vec4f' : 'f32';
  return `fn right_place(edge: u32, split: u32) -> vec4u { return vec4u(edge); }
fn right_value(place: vec4u, outer: u32, tap: u32) -> ${type} {
if (place.x >= ${outChannels}u) { return ${type}(0.0); }
return w[((tap * ${inChannels}u + outer) * ${outChannels}u + place.x) / ${vec4 ? 4 : 1}u];
}`;
}

/** The largest of a window's four sums, activated, and its code: see `argmaxLength`. */
function storeWindow(shape: ConvShape, [first = '', ...others]: readonly string[]): string {
  const { outChannels } = shape;
  const rows = (4 * pooledLength(shape)) / outChannels;
  const there = `vec4u(${repeat(4, (k) => `select(0u, 255u, n + ${k}u < ${outChannels}u)`, ', ')})`;
  return `if (m < ${rows}u && n < ${outChannels}u) {
var largest = ${first};
var code = vec4u(0u);
${others.map((sum, k) => `code = select(code, vec4u(${k + 1}u), ${sum} > largest); largest = select(largest, ${sum}, ${sum} > largest);`).join('\n')}
code |= select(vec4u(0u), vec4u(4u), largest > vec4f(0.0));
${outChannels % 4 === 0 ? '' : `code &= ${there};`}
argmax[m / 4u * ${argmaxWords(shape)}u + n / 4u] = code.x | (code.y << 8u) | (code.z << 16u) | (code.w << 24u);
${storeVec4('y', '(m / 4u)', outChannels, 'activate(largest)')}
}`;
}
