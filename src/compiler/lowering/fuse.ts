import { derivativeFrom } from '../kernels/elementwise/activation.ts';
import type { Tape, TapeOp } from './tape.ts';
import { readsOf } from './tape.ts';

/**
 * The operations as they become kernels: a convolution takes in the 2×2 max pool that alone reads it, where the pooled
 * output still tells the derivative of the activation.
 */
export function fused({ ops }: Tape): TapeOp[] {
  const reads = readsOf(ops);
  const made: TapeOp[] = [];
  for (const op of ops) {
    const last = made.at(-1);
    if (
      op.op === 'max-pool' &&
      op.window.size === 2 &&
      op.window.stride === 2 &&
      last?.op === 'conv2d' &&
      !last.pooled &&
      last.y.id === op.inputs[0].id &&
      reads.get(last.y.id) === 1 &&
      derivativeFrom(last.activation) !== 'pre-activation'
    ) {
      made[made.length - 1] = { ...last, pooled: true, y: op.y };
    } else made.push(op);
  }
  return made;
}
