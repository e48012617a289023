import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import type { Activation } from '../activation.ts';
import { linear } from '../activation.ts';
import type { Init } from '../init.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';
import type { ConvGeometry } from '../ops.ts';
import { shapeError } from '../shape-error.ts';

interface Conv2dOptions extends Partial<ConvGeometry> {
  readonly filters: number;
  /** Height and width of the kernel, 1 to 7; 3 where absent. */
  readonly size?: number;
  /** False where a norm follows, which takes it away again. */
  readonly bias?: boolean;
  readonly activation?: Activation;
  readonly init: Init;
}

/**
 * Convolution with bias and activation; stride 1 and same padding unless chosen otherwise. Input and output [height,
 * width, channels].
 * @throws DownhillError where a kernel without padding is larger than its input
 */
export function conv2d(name: string, input: Shape, options: Conv2dOptions): Layer {
  const { filters, size = 3, stride = 1, padding = 'same', bias = true, activation = linear, init } = options;
  const [height = 0, width = 0, channels = 0] = input;
  if (padding === 'valid' && (size > height || size > width)) {
    const params = { layer: name, size, input: shapeText(input) };
    throw shapeError('model', { id: 'kernelTooLarge', params });
  }
  const out = (length: number) => Math.ceil((padding === 'same' ? length : length - size + 1) / stride);
  return {
    name,
    kind: { id: 'conv', size, stride, activation },
    outputShape: [out(height), out(width), filters],
    parameters: [
      {
        name: `${name}/kernel`,
        shape: [size, size, channels, filters],
        role: 'matrix',
        init: { kind: init, fanIn: size * size * channels, fanOut: size * size * filters },
      },
      ...(bias
        ? [{ name: `${name}/bias`, shape: [filters], role: 'vector', init: { kind: 'zeros' } } as const]
        : []),
    ],
    flops: 2 * out(height) * out(width) * filters * size * size * channels,
    forward: (ops, inputs, parameters) =>
      ops.conv2d(
        handed(name, inputs, 0),
        handed(name, parameters, 0),
        bias ? handed(name, parameters, 1) : null,
        { stride, padding },
        activation,
      ),
  };
}
