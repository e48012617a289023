import type { Activation } from '../../../nn/activation.ts';
import { activationName, derivativeFrom, derivativeWgsl } from '../elementwise/activation.ts';
import type { StorageBuffer } from '../shader.ts';
import { floats, input } from '../shader.ts';
import type { ConvShape } from './conv-shape.ts';
import {
  argmaxLength,
  argmaxWords,
  outputLength,
  pooledHeight,
  pooledLength,
  pooledWidth,
} from './conv-shape.ts';

/**
 * Where a gradient kernel finds the gradient with respect to the sums of a convolution, [batch, outHeight, outWidth,
 * outChannels]:
 * - `pre-activation`: in a buffer `dPreActivation`
 * - `output`: from the gradient `dY` of the output and the output `y` itself, whose sign tells the derivative
 * - `pooled`: from the gradient `dY` of the max-pooled output and the pool's `argmax`: nothing is unpooled in memory
 */
export type GradientSource =
  | { readonly kind: 'pre-activation' }
  | { readonly kind: 'output' | 'pooled'; readonly activation: Activation };

/** @throws RangeError where the derivative of the activation cannot be told from the output */
export function checkSource(source: GradientSource): void {
  if (source.kind !== 'pre-activation' && derivativeFrom(source.activation) === 'pre-activation') {
    throw new RangeError(
      `convolution gradient: ${activationName(source.activation)} needs the sums before it, got the source ${source.kind}; use activationGradient first`,
    );
  }
}

export const sourceText = (source: GradientSource): string =>
  source.kind === 'pre-activation' ? '' : `, ${source.kind} ${activationName(source.activation)}`;

/** What a kernel reads for the gradient. `vectors`: four channels at a time, where they are whole vec4s. */
export function gradientBuffers(shape: ConvShape, source: GradientSource, vectors = false): StorageBuffer[] {
  const gradientInput = (name: string, length: number) => floats(name, length, vectors);
  if (source.kind === 'pre-activation') return [gradientInput('dPreActivation', outputLength(shape))];
  if (source.kind === 'output')
    return [gradientInput('dY', outputLength(shape)), gradientInput('y', outputLength(shape))];
  return [gradientInput('dY', pooledLength(shape)), input('argmax', argmaxLength(shape), 'u32')];
}

/**
 * WGSL: `fn gradient_at(i) -> f32` at a flat index, or `vec4f` at the index of a vec4; of the sources that are not pooled.
 */
export function gradientAtIndex(source: GradientSource, vectors = false): string {
  const type = vectors ? 'vec4f' : 'f32';
  if (source.kind === 'pre-activation')
    return `fn gradient_at(i: i32) -> ${type} { return dPreActivation[i]; }`;
  if (source.kind === 'pooled')
    throw new RangeError('convolution gradient: a pooled source has no flat index');
  return `${derivativeWgsl(source.activation, type)}
fn gradient_at(i: i32) -> ${type} { return dY[i] * derivative(y[i]); }`;
}

/**
 * WGSL: `fn gradient(n: u32, row: u32, column: u32, c: u32) -> f32`, of any source, inside the output; with `vectors`, c
 * counts vec4s of channels and the result is a `vec4f`.
 */
export function gradientAtPosition(shape: ConvShape, source: GradientSource, vectors: boolean): string {
  const { outHeight, outWidth, outChannels } = shape;
  const type = vectors ? 'vec4f' : 'f32';
  const per = outChannels / (vectors ? 4 : 1);
  if (source.kind === 'pooled') return pooledAtPosition(shape, source.activation, vectors);
  const at = `((n * ${outHeight}u + row) * ${outWidth}u + column) * ${per}u + c`;
  return `${gradientAtIndex(source, vectors)}
fn gradient(n: u32, row: u32, column: u32, c: u32) -> ${type} { return gradient_at(i32(${at})); }`;
}

function pooledAtPosition(shape: ConvShape, activation: Activation, vectors: boolean): string {
  const [high, wide] = [pooledHeight(shape), pooledWidth(shape)];
  const [type, words, unit] = vectors ? ['vec4f', 'vec4u', 4] : ['f32', 'u32', 1];
  const code = vectors
    ? `(vec4u(argmax[cell * ${argmaxWords(shape)}u + c]) >> vec4u(0u, 8u, 16u, 24u))`
    : `(argmax[cell * ${argmaxWords(shape)}u + c / 4u] >> (8u * (c % 4u)))`;
  const [bits, positive] = activation.kind === 'relu' ? [7, 4] : [3, 0];
  const g = `dY[cell * ${shape.outChannels / unit}u + c]`;
  const scaled = activation.kind === 'leaky-relu' ? `${g} * derivative(${type}(code & ${words}(4u)))` : g;
  return `${derivativeWgsl(activation, vectors ? 'vec4f' : 'f32')}
fn gradient(n: u32, row: u32, column: u32, c: u32) -> ${type} {
if (row >= ${2 * high}u || column >= ${2 * wide}u) { return ${type}(0.0); }
let cell = (n * ${high}u + row / 2u) * ${wide}u + column / 2u;
let code = ${code};
let wanted = row % 2u * 2u + column % 2u + ${positive}u;
return select(${type}(0.0), ${scaled}, (code & ${words}(${bits}u)) == ${words}(wanted));
}`;
}

/**
 * WGSL for one channel of a cell whose `code` is defined: what its gradient `g` contributes to the position `place`
 * (0–3, row by row) of the window.
 */
export function cellGradient(activation: Activation, code: string, g: string, place: number): string {
  return activation.kind === 'relu'
    ? `select(0.0, ${g}, (${code} & 7u) == ${place | 4}u)`
    : `select(0.0, ${g}, (${code} & 3u) == ${place}u)`;
}

/** WGSL: the gradient of a cell's largest value before the activation; relu leaves this to `cellGradient`. */
export const scaledGradient = (activation: Activation, code: string, g: string): string =>
  activation.kind === 'leaky-relu' ? `${g} * derivative(f32(${code} & 4u))` : g;
