import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import type { Init } from '../init.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';
import { divisorsOf, shapeError } from '../shape-error.ts';
import { denseParameters } from './dense.ts';

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * Cuts the image into patches and projects each to `width` features, as in a vision transformer (Dosovitskiy et al.
 * 2021). Output [patches, width], rows of patches first.
 * @throws DownhillError where patches do not divide the image, naming the sizes that do
 */
export function patchEmbedding(
  name: string,
  input: Shape,
  { size, width, init }: { size: number; width: number; init: Init },
): Layer {
  const [height = 0, columns = 0, channels = 0] = input;
  if (height % size !== 0 || columns % size !== 0) {
    const choices = divisorsOf(greatestCommonDivisor(height, columns));
    const params = { layer: name, image: shapeText(input), got: size, choices };
    throw shapeError('model.patch', { id: 'patchesDivideImage', params });
  }
  const patches = (height / size) * (columns / size);
  const inputs = size * size * channels;
  return {
    name,
    kind: { id: 'patches', size },
    outputShape: [patches, width],
    parameters: denseParameters(name, inputs, width, init),
    flops: 2 * patches * inputs * width,
    forward: (ops, tensors, parameters) =>
      ops.dense(
        ops.patches(handed(name, tensors, 0), size),
        handed(name, parameters, 0),
        handed(name, parameters, 1),
        { kind: 'linear' },
      ),
  };
}

/** Where each token stands, learned; with `classToken` a learned token in front, which has a place of its own. */
export function positions(name: string, input: Shape, classToken: boolean): Layer {
  const [patches = 0, width = 0] = input;
  const tokens = patches + (classToken ? 1 : 0);
  const declared = { role: 'embedding', init: { kind: 'normal', deviation: 0.02 } } as const;
  return {
    name,
    kind: { id: 'positions', classToken },
    outputShape: [tokens, width],
    parameters: [
      { name: `${name}/positions`, shape: [tokens, width], ...declared },
      ...(classToken ? [{ name: `${name}/token`, shape: [width], ...declared }] : []),
    ],
    flops: 0,
    forward: (ops, inputs, parameters) =>
      ops.embed(
        handed(name, inputs, 0),
        handed(name, parameters, 0),
        classToken ? handed(name, parameters, 1) : null,
      ),
  };
}

/** The first token, which the class is read from. */
export const firstToken = (name: string, input: Shape): Layer => ({
  name,
  kind: { id: 'classToken' },
  outputShape: input.slice(1),
  parameters: [],
  flops: 0,
  forward: (ops, inputs) => ops.firstToken(handed(name, inputs, 0)),
});
