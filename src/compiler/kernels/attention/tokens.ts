import type { ElementwiseTuning } from '../elementwise/elementwise.ts';
import { elementwiseKernel } from '../elementwise/elementwise.ts';
import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';

/** Images [batch, height, width, channels] in square patches; `size` divides height and width. */
export interface PatchesShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
}

/** Sequences [batch, tokens, features]. */
export interface TokensShape {
  readonly batch: number;
  readonly tokens: number;
  readonly features: number;
}

/**
 * Images as sequences of patches. Tunings of all kernels here: `elementwiseTunings`.
 *   x  [batch, height, width, channels]
 *   y  [batch, height / size · width / size, size · size · channels], written: rows of patches, each row by row
 */
export const patches = (shape: PatchesShape, tuning: ElementwiseTuning): Kernel =>
  rearranged('patches', shape, tuning, { from: 'x', to: 'y', store: 'y[i] = x[at];' });

/** Gradient of the patches: dY, as y, back to dX, as x, written. */
export const patchesGradient = (shape: PatchesShape, tuning: ElementwiseTuning): Kernel =>
  rearranged('patches-gradient', shape, tuning, { from: 'dY', to: 'dX', store: 'dX[at] = dY[i];' });

function rearranged(
  kind: string,
  { batch, height, width, channels, size }: PatchesShape,
  tuning: ElementwiseTuning,
  { from, to, store }: { from: string; to: string; store: string },
): Kernel {
  const length = batch * height * width * channels;
  const inPatch = size * size * channels;
  const wide = width / size;
  return elementwiseKernel(
    {
      name: `${kind} ${batch}×${height}×${width}×${channels}, ${size}×${size}`,
      items: length,
      flops: 0,
      buffers: [input(from, length), output(to, length)],
      body: `let cell = i / ${inPatch}u;
let within = i % ${inPatch}u;
let down = cell / ${wide}u * ${size}u + within / ${size * channels}u;
let along = cell % ${wide}u * ${size * channels}u + within % ${size * channels}u;
let at = down * ${width * channels}u + along;
${store}`,
    },
    tuning,
  );
}

/** Of the sequence that comes out, and whether its first token is the learned one. */
export interface EmbedShape extends TokensShape {
  readonly classToken: boolean;
}

const textOf = ({ batch, tokens, features }: TokensShape): string => `${batch}×${tokens}×${features}`;

/**
 * Adds a learned place to each token, after a learned token in front where there is one.
 *   x          [batch, tokens, features], or one token fewer with a class token
 *   positions  [tokens, features]
 *   token      [features], with a class token
 *   y          [batch, tokens, features], written
 */
export function embed(shape: EmbedShape, tuning: ElementwiseTuning): Kernel {
  const { batch, tokens, features, classToken } = shape;
  const sequence = tokens * features;
  const before = classToken ? features : 0;
  const value = classToken
    ? `select(x[max(i - b * ${features}u, ${features}u) - ${features}u], token[within % ${features}u], within < ${features}u)`
    : 'x[i]';
  return elementwiseKernel(
    {
      name: `embed ${textOf(shape)}${classToken ? ', class token' : ''}`,
      items: batch * sequence,
      flops: batch * sequence,
      buffers: [
        input('x', batch * (sequence - before)),
        input('positions', sequence),
        ...(classToken ? [input('token', features)] : []),
        output('y', batch * sequence),
      ],
      body: `let within = i % ${sequence}u;
let b = i / ${sequence}u;
y[i] = ${value} + positions[within];`,
    },
    tuning,
  );
}

/**
 * Gradients of `embed` with respect to what is learned: sums over the batch, in its order.
 *   dY          [batch, tokens, features]
 *   dPositions  [tokens, features], written
 *   dToken      [features], written; with a class token
 */
export function embedGradient(shape: EmbedShape, tuning: ElementwiseTuning): Kernel {
  const { batch, tokens, features, classToken } = shape;
  const sequence = tokens * features;
  return elementwiseKernel(
    {
      name: `embed-gradient ${textOf(shape)}${classToken ? ', class token' : ''}`,
      items: sequence,
      flops: batch * sequence,
      buffers: [
        input('dY', batch * sequence),
        output('dPositions', sequence),
        ...(classToken ? [output('dToken', features)] : []),
      ],
      body: `var sum = 0.0;
for (var b = 0u; b < ${batch}u; b++) { sum += dY[b * ${sequence}u + i]; }
dPositions[i] = sum;
${classToken ? `if (i < ${features}u) { dToken[i] = sum; }` : ''}`,
    },
    tuning,
  );
}

/**
 * Sequences without their first token: the gradient of `embed` with respect to x, with a class token.
 *   dY  [batch, tokens, features]
 *   dX  [batch, tokens − 1, features], written
 */
export function withoutFirst(shape: TokensShape, tuning: ElementwiseTuning): Kernel {
  const { batch, tokens, features } = shape;
  const left = (tokens - 1) * features;
  return elementwiseKernel(
    {
      name: `without-first ${textOf(shape)}`,
      items: batch * left,
      flops: 0,
      buffers: [input('dY', batch * tokens * features), output('dX', batch * left)],
      body: `dX[i] = dY[i + (i / ${left}u + 1u) * ${features}u];`,
    },
    tuning,
  );
}

/**
 * The first token of each sequence.
 *   x  [batch, tokens, features]
 *   y  [batch, features], written
 */
export function firstToken(shape: TokensShape, tuning: ElementwiseTuning): Kernel {
  const { batch, tokens, features } = shape;
  return elementwiseKernel(
    {
      name: `first-token ${textOf(shape)}`,
      items: batch * features,
      flops: 0,
      buffers: [input('x', batch * tokens * features), output('y', batch * features)],
      body: `y[i] = x[i / ${features}u * ${tokens * features}u + i % ${features}u];`,
    },
    tuning,
  );
}

/**
 * Gradient of the first token: dY [batch, features] there, 0 elsewhere.
 *   dX  [batch, tokens, features], written
 */
export function firstTokenGradient(shape: TokensShape, tuning: ElementwiseTuning): Kernel {
  const { batch, tokens, features } = shape;
  return elementwiseKernel(
    {
      name: `first-token-gradient ${textOf(shape)}`,
      items: batch * tokens * features,
      flops: 0,
      buffers: [input('dY', batch * features), output('dX', batch * tokens * features)],
      body: `let within = i % ${tokens * features}u;
dX[i] = select(0.0, dY[i / ${tokens * features}u * ${features}u + within % ${features}u], within < ${features}u);`,
    },
    tuning,
  );
}
