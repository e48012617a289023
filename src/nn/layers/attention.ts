import type { Shape } from '../../core/shape.ts';
import { linear } from '../activation.ts';
import type { Init } from '../init.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';
import { divisorsOf, shapeError } from '../shape-error.ts';
import { denseParameters } from './dense.ts';

/**
 * Multi-head self-attention over [tokens, width]: four products with bias, q, k, v and the output's o, and
 * softmax(q kᵀ / √(width / heads)) v for each head. Source: Vaswani et al. 2017.
 * @throws DownhillError where the heads do not divide the width, naming those that do
 */
export function attention(name: string, input: Shape, { heads, init }: { heads: number; init: Init }): Layer {
  const [tokens = 0, width = 0] = input;
  if (width % heads !== 0) {
    const params = { layer: name, width, got: heads, choices: divisorsOf(width) };
    throw shapeError('model.heads', { id: 'headsDivideWidth', params });
  }
  return {
    name,
    kind: { id: 'attention', heads },
    outputShape: input,
    parameters: ['q', 'k', 'v', 'o'].flatMap((part) =>
      denseParameters(`${name}/${part}`, width, width, init),
    ),
    flops: 8 * tokens * width * width + 4 * tokens * tokens * width,
    forward: (ops, inputs, parameters) => {
      const x = handed(name, inputs, 0);
      const product = (of: typeof x, part: number) =>
        ops.dense(of, handed(name, parameters, 2 * part), handed(name, parameters, 2 * part + 1), linear);
      return product(ops.attention(product(x, 0), product(x, 1), product(x, 2), heads), 3);
    },
  };
}
