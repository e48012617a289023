import { floats, results } from '../shader.ts';
import type { GradientSource } from './conv-gradient.ts';
import { gradientAtPosition, gradientBuffers } from './conv-gradient.ts';
import type { ConvShape } from './conv-shape.ts';
import { inputLength, kernelLength } from './conv-shape.ts';
import { eachRow, storeVec4 } from './conv-tile-stores.ts';
import type { GroupTile, TiledProduct } from './conv-tiles.ts';
import { fetchesVec4 } from './conv-tiles.ts';

/**
 * The gradient of the input as a product: rows are positions of the input, columns input channels, outer terms output
 * channels. With a stride only some taps meet a position, the same ones where row and column leave the same remainders:
 * each pair of remainders is a product of its own.
 */
export function inputGradientProduct(
  shape: ConvShape,
  source: GradientSource,
  tile: GroupTile,
): Omit<TiledProduct, 'name' | 'flops'> {
  const { batch, height, width, inChannels, outChannels, kernelHeight, kernelWidth, stride } = shape;
  const taps = Math.ceil(kernelHeight / stride) * Math.ceil(kernelWidth / stride);
  const vec4 = fetchesVec4(outChannels, taps, tile);
  const fetches = vec4 ? 'terms' : 'one';
  const [high, wide] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const rows = batch * high * wide;
  return {
    rows,
    columns: inChannels,
    splits: stride ** 2,
    taps: stride === 1 ? `${taps}u` : 'taps_of(split).x * taps_of(split).y',
    begin: '0u',
    end: `${outChannels}u * taps`,
    maxTaps: taps,
    left: { fetches, wgsl: gradientValues(shape, vec4) },
    right: { fetches, wgsl: weightValues(shape, vec4) },
    buffers: [
      ...gradientBuffers(shape, source, vec4),
      floats('w', kernelLength(shape), vec4),
      results('dX', inputLength(shape), inChannels % 4 === 0),
    ],
    declarations: `${gradientAtPosition(shape, source, vec4)}\n${tapsOfSplit(shape)}`,
    store: (sums) =>
      eachRow(rows, inChannels, sums, (row, sum) =>
        stride === 1
          ? storeVec4('dX', row, inChannels, sum)
          : `let at = position(${row}, split); if (at.y < ${height}u && at.z < ${width}u) { let place = (at.x * ${height}u + at.y) * ${width}u + at.z; ${storeVec4('dX', 'place', inChannels, sum)} }`,
      ),
  };
}

/** WGSL: the image, row and column of a row of the product; the first tap that meets it, and how many do. */
function tapsOfSplit({
  height,
  width,
  kernelHeight,
  kernelWidth,
  padTop,
  padLeft,
  stride,
}: ConvShape): string {
  const [high, wide] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  return `fn position(edge: u32, split: u32) -> vec3u {
let inner = vec2u(edge / ${wide}u % ${high}u, edge % ${wide}u) * ${stride}u + vec2u(split / ${stride}u, split % ${stride}u);
return vec3u(edge / ${high * wide}u, inner);
}
fn first_tap(split: u32) -> vec2u {
return (vec2u(split / ${stride}u, split % ${stride}u) + vec2u(${padTop}u, ${padLeft}u)) % ${stride}u;
}
fn taps_of(split: u32) -> vec2u {
return (vec2u(${kernelHeight + stride - 1}u, ${kernelWidth + stride - 1}u) - first_tap(split)) / ${stride}u;
}`;
}

function gradientValues(shape: ConvShape, vec4: boolean): string {
  const { batch, outHeight, outWidth, padTop, padLeft, stride } = shape;
  const type = vec4 ? 'vec4f' : 'f32';
  const unit = vec4 ? 4 : 1;
  return `fn left_place(edge: u32, split: u32) -> vec4u {
let at = position(edge, split);
let last = (at.yz + vec2u(${padTop}u, ${padLeft}u)) / ${stride}u;
return vec4u(at.x, last, taps_of(split).y);
}
fn left_value(place: vec4u, outer: u32, tap: u32) -> ${type} {
let row = place.y - tap / place.w;
let column = place.z - tap % place.w;
if (place.x >= ${batch}u || row >= ${outHeight}u || column >= ${outWidth}u) { return ${type}(0.0); }
return gradient(place.x, row, column, outer / ${unit}u);
}`;
}

function weightValues({ inChannels, outChannels, kernelWidth, stride }: ConvShape, vec4: boolean): string {
  const type = vec4 ? 'vec4f' : 'f32';
  const unit = vec4 ? 4 : 1;
  return `fn right_place(edge: u32, split: u32) -> vec4u {
return vec4u(edge, first_tap(split), taps_of(split).y);
}
fn right_value(place: vec4u, outer: u32, tap: u32) -> ${type} {
if (place.x >= ${inChannels}u) { return ${type}(0.0); }
let own = (place.y + tap / place.w * ${stride}u) * ${kernelWidth}u + place.z + tap % place.w * ${stride}u;
return w[(own * ${inChannels}u + place.x) * ${outChannels / unit}u + outer / ${unit}u];
}`;
}
