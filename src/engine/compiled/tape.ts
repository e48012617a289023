import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { Activation, Layer, Ops } from '../../nn/layer.ts';
import { forward } from '../../nn/model.ts';

/** A tensor that exists only as a name and a shape, batch included. */
export interface Traced {
  readonly id: string;
  readonly shape: Shape;
}

/** One operation of the forward pass, with what it reads and what it makes. */
export type TapeOp =
  | {
      readonly op: 'conv2d';
      readonly x: Traced;
      readonly kernel: Traced;
      readonly bias: Traced;
      readonly activation: Activation;
      readonly y: Traced;
    }
  | { readonly op: 'max-pool'; readonly x: Traced; readonly y: Traced }
  | {
      readonly op: 'dense';
      readonly x: Traced;
      readonly kernel: Traced;
      readonly bias: Traced;
      readonly activation: Activation;
      readonly y: Traced;
    };

export interface Tape {
  readonly ops: readonly TapeOp[];
  readonly input: Traced;
  readonly logits: Traced;
  /** In the order of the model's parameters. */
  readonly parameters: readonly Traced[];
}

/** Runs the layers on names alone and writes down what they do. Shapes with the batch in front. */
export function trace(layers: readonly Layer[], inputShape: Shape, batch: number): Tape {
  const ops: TapeOp[] = [];
  const made = (kind: string, shape: Shape): Traced => ({ id: `${kind}${ops.length}`, shape });
  const tracing: Ops<Traced> = {
    conv2d(x, kernel, bias, activation) {
      const [n = 0, height = 0, width = 0] = x.shape;
      const y = made('conv', [n, height, width, kernel.shape[3] ?? 0]);
      ops.push({ op: 'conv2d', x, kernel, bias, activation, y });
      return y;
    },
    maxPool2d(x) {
      const [n = 0, height = 0, width = 0, channels = 0] = x.shape;
      const y = made('pool', [n, Math.floor(height / 2), Math.floor(width / 2), channels]);
      ops.push({ op: 'max-pool', x, y });
      return y;
    },
    flatten: (x) => ({ id: x.id, shape: [x.shape[0] ?? 0, sizeOf(x.shape.slice(1))] }),
    dense(x, kernel, bias, activation) {
      const y = made('dense', [x.shape[0] ?? 0, kernel.shape[1] ?? 0]);
      ops.push({ op: 'dense', x, kernel, bias, activation, y });
      return y;
    },
  };
  const parameters = layers.flatMap((layer) =>
    layer.parameters.map(({ name, shape }) => ({ id: name, shape })),
  );
  const input: Traced = { id: 'input', shape: [batch, ...inputShape] };
  return { ops, input, logits: forward(layers, tracing, input, parameters), parameters };
}
