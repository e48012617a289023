import { floatLiteral } from '../expr-wgsl.ts';
import type { Kernel } from '../kernel.ts';
import { philoxWgsl } from '../philox-wgsl.ts';
import { input, output, repeat } from '../shader.ts';
import { stepCounterInput } from '../step-counter.ts';
import type { ElementwiseTuning } from './elementwise.ts';
import { elementwiseKernel } from './elementwise.ts';

export interface DropoutShape {
  readonly length: number;
  /** The probability that an element is dropped, in [0, 1). */
  readonly rate: number;
  /** Which of the model's dropout layers: each has a random stream of its own. */
  readonly layer: number;
}

/** An element stays when its random word is at least this. */
export const dropoutThreshold = (rate: number): number => Math.min(2 ** 32 - 1, Math.round(rate * 2 ** 32));

/** What the elements that stay are multiplied by, in float32. */
export const dropoutScale = (rate: number): number => Math.fround(1 / (1 - rate));

/**
 * Inverted dropout: y = x / (1 − rate) or 0. The mask is a function of (seed, layer, step, element) and is not stored.
 * Tunings of this and the gradient: `elementwiseTunings`.
 *   x      [length]
 *   y      [length], written
 *   stepCounter  see step-counter.ts
 * Element i draws word i % 4 of philox((i / 4, step, 0, 0), (seed, layer)).
 */
export const dropout = (shape: DropoutShape, tuning: ElementwiseTuning): Kernel =>
  masked('dropout', shape, 'x', 'y', tuning);

/** Gradient of the dropout: the same mask and scale on dY [length] gives dX [length]. */
export const dropoutGradient = (shape: DropoutShape, tuning: ElementwiseTuning): Kernel =>
  masked('dropout-gradient', shape, 'dY', 'dX', tuning);

function masked(
  kind: string,
  shape: DropoutShape,
  from: string,
  to: string,
  tuning: ElementwiseTuning,
): Kernel {
  const { length, rate, layer } = shape;
  const place = (lane: number) => {
    const at = `4u * i + ${lane}u`;
    const store = `${to}[${at}] = select(0.0, ${from}[${at}] * ${floatLiteral(dropoutScale(rate))}, words[${lane}] >= ${dropoutThreshold(rate)}u);`;
    return length % 4 === 0 ? store : `if (${at} < ${length}u) { ${store} }`;
  };
  return elementwiseKernel(
    {
      name: `${kind} ${length}, ${rate}`,
      items: Math.ceil(length / 4),
      flops: length,
      buffers: [input(from, length), output(to, length), stepCounterInput],
      declarations: philoxWgsl,
      before: 'let step = stepCounter[0];\nlet seed = stepCounter[2];',
      body: `let words = philox(vec4u(i, step, 0u, 0u), vec2u(seed, ${layer}u));\n${repeat(4, place)}`,
    },
    tuning,
  );
}
