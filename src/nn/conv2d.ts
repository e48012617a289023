import type { Shape } from '../core/shape.ts';
import type { Activation, Init, Layer } from './layer.ts';

/** 3×3 convolution, stride 1, same padding, with bias and activation. Input and output [height, width, channels]. */
export function conv2d(
  name: string,
  input: Shape,
  filters: number,
  activation: Activation,
  init: Init,
): Layer {
  const [height = 0, width = 0, channels = 0] = input;
  return {
    name,
    kind: `conv 3×3${activation === 'linear' ? '' : `, ${activation === 'relu' ? 'ReLU' : activation}`}`,
    outputShape: [height, width, filters],
    parameters: [
      {
        name: `${name}/kernel`,
        shape: [3, 3, channels, filters],
        init: { kind: init, fanIn: 9 * channels, fanOut: 9 * filters },
      },
      { name: `${name}/bias`, shape: [filters], init: { kind: 'zeros' } },
    ],
    forward: (ops, x, [kernel, bias]) => {
      if (kernel === undefined || bias === undefined)
        throw new RangeError(`${name}: kernel or bias is missing`);
      return ops.conv2d(x, kernel, bias, activation);
    },
  };
}
