import type { Activation } from './activation.ts';
import { activationName, derivativeFrom, slopeWgsl } from './activation.ts';
import type { ConvShape } from './conv-shape.ts';
import { codesLength, outputLength, pooledLength } from './conv-shape.ts';
import type { StorageBuffer } from './shader.ts';
import { input } from './shader.ts';

/**
 * Where a gradient kernel finds the gradient with respect to the sums of a convolution, [batch, outHeight, outWidth,
 * outChannels]:
 * - `pre`: in a buffer `dPre`
 * - `output`: from the gradient `dY` of the output and the output `y` itself, whose sign tells the derivative
 * - `pooled`: from the gradient `dY` of the max-pooled output and the pool's `codes`: nothing is unpooled in memory
 */
export type GradientSource =
  | { readonly kind: 'pre' }
  | { readonly kind: 'output' | 'pooled'; readonly activation: Activation };

/** @throws RangeError where the derivative of the activation cannot be told from the output */
export function checkSource(source: GradientSource): void {
  if (source.kind !== 'pre' && derivativeFrom(source.activation) === 'pre') {
    throw new RangeError(
      `convolution gradient: ${activationName(source.activation)} needs the sums before it, got the source ${source.kind}; use activationGradient first`,
    );
  }
}

export const sourceText = (source: GradientSource): string =>
  source.kind === 'pre' ? '' : `, ${source.kind} ${activationName(source.activation)}`;

/** What a kernel reads for the gradient. `vectors`: four channels at a time, where they are whole quads. */
export function gradientBuffers(shape: ConvShape, source: GradientSource, vectors = false): StorageBuffer[] {
  const floats = (name: string, length: number) =>
    vectors ? input(name, length / 4, 'vec4f') : input(name, length);
  if (source.kind === 'pre') return [floats('dPre', outputLength(shape))];
  if (source.kind === 'output') return [floats('dY', outputLength(shape)), floats('y', outputLength(shape))];
  return [floats('dY', pooledLength(shape)), input('codes', codesLength(shape), 'u32')];
}

/**
 * WGSL: `fn gradient(i) -> f32` at a flat index, or `vec4f` at the index of a quad; of the sources that are not pooled.
 */
export function gradientAtIndex(source: GradientSource, vectors = false): string {
  const type = vectors ? 'vec4f' : 'f32';
  if (source.kind === 'pre') return `fn gradient(i: i32) -> ${type} { return dPre[i]; }`;
  if (source.kind === 'pooled')
    throw new RangeError('convolution gradient: a pooled source has no flat index');
  return `${slopeWgsl(source.activation, type)}
fn gradient(i: i32) -> ${type} { return dY[i] * slope(y[i]); }`;
}

/**
 * WGSL for one channel of a cell whose `code` is at hand: what its gradient `g` contributes to the position `place`
 * (0–3, row by row) of the window.
 */
export function cellGradient(activation: Activation, code: string, g: string, place: number): string {
  return activation.kind === 'relu'
    ? `select(0.0, ${g}, (${code} & 7u) == ${place | 4}u)`
    : `select(0.0, ${g}, (${code} & 3u) == ${place}u)`;
}

/** WGSL: the gradient of a cell's largest value before the activation; relu leaves this to `cellGradient`. */
export const cellSlope = (activation: Activation, code: string, g: string): string =>
  activation.kind === 'leaky-relu' ? `${g} * slope(f32(${code} & 4u))` : g;
