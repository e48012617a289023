import { sizeOf } from '../../core/shape.ts';
import {
  dense,
  denseInputGradient,
  denseInputGradientTunings,
  denseTunings,
  denseWeightGradient,
  denseWeightGradientTunings,
} from '../kernels/dense.ts';
import { elementwiseTunings } from '../kernels/elementwise.ts';
import { maxPool, maxPoolGradient } from '../kernels/max-pool.ts';
import type { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import type { Conv } from './conv-kernels.ts';
import {
  convForward,
  convInputGradient,
  convWeightGradient,
  reluForward,
  reluGradient,
} from './conv-kernels.ts';
import type { BufferRange, Program } from './program.ts';
import type { Tape, TapeOp, Traced } from './tape.ts';

const activationOf = (program: Program, { id, shape }: Traced): BufferRange =>
  program.buffer(id, sizeOf(shape));
const gradientOf = (program: Program, { id, shape }: Traced): BufferRange =>
  program.buffer(`d/${id}`, sizeOf(shape));

function convOf(op: Extract<TapeOp, { op: 'conv2d' }>): Conv {
  const [batch = 0, height = 0, width = 0, inC = 0] = op.x.shape;
  const [k = 0, , , outC = 0] = op.kernel.shape;
  return { batch, height, width, inC, outC, k, relu: op.activation === 'relu' };
}

const denseOf = (op: Extract<TapeOp, { op: 'dense' }>) => ({
  batch: op.x.shape[0] ?? 0,
  inputs: op.x.shape[1] ?? 0,
  outputs: op.y.shape[1] ?? 0,
});
function poolOf(op: Extract<TapeOp, { op: 'max-pool' }>) {
  const [batch = 0, height = 0, width = 0, channels = 0] = op.x.shape;
  return { batch, height, width, channels, size: 2, stride: 2 };
}

export function lowerForward(program: Program, context: LowerContext, tape: Tape, theta: string): void {
  const { adapterClass, arena } = context;
  for (const op of tape.ops) {
    const x = activationOf(program, op.x);
    const y = activationOf(program, op.y);
    if (op.op === 'conv2d') {
      program.add(convForward(convOf(op)), {
        x,
        y,
        w: arena.range(theta, op.kernel.id),
        b: arena.range(theta, op.bias.id),
      });
    } else if (op.op === 'max-pool') {
      const argmax = program.buffer(`argmax/${op.y.id}`, sizeOf(op.y.shape));
      program.addTuned(elementwiseTunings(adapterClass), (t) => maxPool(poolOf(op), t), { x, y, argmax });
    } else {
      program.addTuned(denseTunings(denseOf(op), adapterClass), (t) => dense(denseOf(op), t), {
        x,
        y,
        w: arena.range(theta, op.kernel.id),
        b: arena.range(theta, op.bias.id),
      });
      if (op.activation === 'relu') program.add(reluForward(sizeOf(op.y.shape)), { y });
    }
  }
}

export function lowerBackward(
  program: Program,
  context: LowerContext,
  tape: Tape,
  theta: string,
  gradients: string,
): void {
  const { adapterClass, arena } = context;
  for (const op of tape.ops.toReversed()) {
    const dY = gradientOf(program, op.y);
    const wantsInput = op.x.id !== tape.input.id;
    if (op.op === 'max-pool') {
      const argmax = program.buffer(`argmax/${op.y.id}`, sizeOf(op.y.shape));
      program.addTuned(elementwiseTunings(adapterClass), (t) => maxPoolGradient(poolOf(op), t), {
        dY,
        argmax,
        dX: gradientOf(program, op.x),
      });
      continue;
    }
    let dPre = dY;
    if (op.activation === 'relu') {
      dPre = program.buffer(`dPre/${op.y.id}`, sizeOf(op.y.shape));
      program.add(reluGradient(sizeOf(op.y.shape)), { dY, y: activationOf(program, op.y), dPre });
    }
    const x = activationOf(program, op.x);
    const w = arena.range(theta, op.kernel.id);
    const parameters = gradientRanges(arena, gradients, op);
    if (op.op === 'conv2d') {
      program.add(convWeightGradient(convOf(op)), { x, dPre, ...parameters });
      if (wantsInput) program.add(convInputGradient(convOf(op)), { dPre, w, dX: gradientOf(program, op.x) });
    } else {
      program.addTuned(
        denseWeightGradientTunings(denseOf(op), adapterClass),
        (t) => denseWeightGradient(denseOf(op), t),
        { x, dPre, ...parameters },
      );
      if (wantsInput)
        program.addTuned(
          denseInputGradientTunings(denseOf(op), adapterClass),
          (t) => denseInputGradient(denseOf(op), t),
          { dPre, w, dX: gradientOf(program, op.x) },
        );
    }
  }
}

const gradientRanges = (arena: Arena, buffer: string, op: Extract<TapeOp, { op: 'conv2d' | 'dense' }>) => ({
  dW: arena.range(buffer, op.kernel.id),
  db: arena.range(buffer, op.bias.id),
});
