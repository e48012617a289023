import { floats, results } from '../shader.ts';
import type { GradientSource } from './conv-gradient.ts';
import { gradientAtPosition, gradientBuffers } from './conv-gradient.ts';
import type { ConvShape } from './conv-shape.ts';
import { inputLength } from './conv-shape.ts';
import { eachRow, storeVec4 } from './conv-tile-stores.ts';
import type { TiledProduct } from './conv-tiles.ts';
import type { WeightOrder } from './conv-weight-order.ts';

/**
 * Partial sums of dW and db as a product: rows are the taps, within a tap the input channels, and a last row of ones for
 * db; columns output channels, terms positions of the output in the order of `WeightOrder`.
 */
export function weightGradientProduct(
  shape: ConvShape,
  source: GradientSource,
  order: WeightOrder,
): Omit<TiledProduct, 'name' | 'flops'> {
  const { inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const inVec4 = inChannels % 4 === 0;
  const outVec4 = outChannels % 4 === 0;
  const rows = kernelHeight * kernelWidth * inChannels + 1;
  const { down, band } = bandsOf(shape, order);
  const perSplit = order.bands * band;
  return {
    rows,
    columns: outChannels,
    splits: order.splits,
    taps: '1u',
    begin: `split * ${perSplit}u`,
    end: `min((split + 1u) * ${perSplit}u, ${shape.batch * down * band}u)`,
    maxTaps: 1,
    left: { fetches: inVec4 ? 'edge' : 'one', wgsl: imageValues(shape, inVec4) },
    right: { fetches: outVec4 ? 'edge' : 'one', wgsl: gradientValues(shape, outVec4) },
    buffers: [
      floats('x', inputLength(shape), inVec4),
      ...gradientBuffers(shape, source, outVec4),
      results('partials', order.splits * rows * outChannels, outVec4),
    ],
    declarations: `${gradientAtPosition(shape, source, outVec4)}\n${termPosition(shape, order)}`,
    store: (sums) =>
      eachRow(rows, outChannels, sums, (row, sum) =>
        storeVec4('partials', `(split * ${rows}u + ${row})`, outChannels, sum),
      ),
  };
}

/** Bands of an image, and the positions of a band: some may lie beyond the output. */
const bandsOf = ({ outHeight, outWidth }: ConvShape, { width }: WeightOrder) => ({
  down: Math.ceil(outHeight / 2),
  band: 2 * width * Math.ceil(outWidth / width),
});

/** WGSL: the image, row and column of a term. */
function termPosition(shape: ConvShape, order: WeightOrder): string {
  const { width } = order;
  const { down, band } = bandsOf(shape, order);
  return `fn position(term: u32) -> vec3u {
let own = term / ${band}u;
let within = term % ${band}u;
return vec3u(own / ${down}u, own % ${down}u * 2u + within / ${width}u % 2u, within / ${2 * width}u * ${width}u + within % ${width}u);
}`;
}

function imageValues(shape: ConvShape, vec4: boolean): string {
  const { height, width, inChannels, kernelHeight, kernelWidth, stride } = shape;
  const type = vec4 ? 'vec4f' : 'f32';
  const weights = kernelHeight * kernelWidth * inChannels;
  const one = (edge: string) => `select(0.0, 1.0, ${edge} == ${weights}u)`;
  return `fn left_place(edge: u32, split: u32) -> vec4u {
let tap = edge / ${inChannels}u;
return vec4u(tap / ${kernelWidth}u - ${shape.padTop}u, tap % ${kernelWidth}u - ${shape.padLeft}u, edge % ${inChannels}u, edge);
}
fn left_value(place: vec4u, outer: u32, tap: u32) -> ${type} {
if (place.w >= ${weights}u) { return ${vec4 ? `vec4f(${one('place.w')}, 0.0, 0.0, 0.0)` : one('place.w')}; }
let at = position(outer);
let row = at.y * ${stride}u + place.x;
let column = at.z * ${stride}u + place.y;
if (row >= ${height}u || column >= ${width}u) { return ${type}(0.0); }
return x[(((at.x * ${height}u + row) * ${width}u + column) * ${inChannels}u + place.z) / ${vec4 ? 4 : 1}u];
}`;
}

function gradientValues({ outChannels, outHeight, outWidth }: ConvShape, vec4: boolean): string {
  const type = vec4 ? 'vec4f' : 'f32';
  return `fn right_place(edge: u32, split: u32) -> vec4u { return vec4u(edge); }
fn right_value(place: vec4u, outer: u32, tap: u32) -> ${type} {
let at = position(outer);
if (place.x >= ${outChannels}u || at.y >= ${outHeight}u || at.z >= ${outWidth}u) { return ${type}(0.0); }
return gradient(at.x, at.y, at.z, place.x / ${vec4 ? 4 : 1}u);
}`;
}
