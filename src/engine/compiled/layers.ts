import { sizeOf } from '../../core/shape.ts';
import type { Activation as LayerActivation } from '../../nn/layer.ts';
import type { Activation } from '../kernels/activation.ts';
import type { GradientSource } from '../kernels/conv-gradient.ts';
import type { ConvShape } from '../kernels/conv-shape.ts';
import { codesLength, convShape } from '../kernels/conv-shape.ts';
import { conv2dForwardTunings, conv2dInputTunings, conv2dWeightTunings } from '../kernels/conv-tunings.ts';
import { conv2dForward } from '../kernels/conv2d-forward.ts';
import { conv2dInputGradient } from '../kernels/conv2d-input-gradient.ts';
import { conv2dWeightGradient } from '../kernels/conv2d-weight-gradient.ts';
import type { DenseShape } from '../kernels/dense.ts';
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
import type { LowerContext } from './context.ts';
import type { BufferRange, Program } from './program.ts';
import type { Tape, TapeOp, Traced } from './tape.ts';

type Op<Kind extends TapeOp['op']> = Extract<TapeOp, { op: Kind }>;

/** What is one kernel forward: operations of the tape, a convolution with the pool that follows it as one. */
type Node =
  | { readonly kind: 'conv'; readonly op: Op<'conv2d'>; readonly pooled: boolean; readonly y: Traced }
  | { readonly kind: 'pool'; readonly op: Op<'max-pool'>; readonly y: Traced }
  | { readonly kind: 'dense'; readonly op: Op<'dense'>; readonly y: Traced };

function nodesOf({ ops }: Tape): Node[] {
  const nodes: Node[] = [];
  for (const op of ops) {
    const last = nodes.at(-1);
    if (op.op === 'max-pool') {
      if (last?.kind === 'conv' && !last.pooled && last.y.id === op.x.id) {
        nodes[nodes.length - 1] = { ...last, pooled: true, y: op.y };
      } else nodes.push({ kind: 'pool', op, y: op.y });
    } else if (op.op === 'conv2d') nodes.push({ kind: 'conv', op, pooled: false, y: op.y });
    else nodes.push({ kind: 'dense', op, y: op.y });
  }
  return nodes;
}

const kernelActivation = (kind: LayerActivation): Activation => ({ kind });

function convShapeOf({ x, kernel }: Op<'conv2d'>): ConvShape {
  const [batch = 0, height = 0, width = 0, inChannels = 0] = x.shape;
  const [kernelHeight = 0, kernelWidth = 0, , outChannels = 0] = kernel.shape;
  const sizes = { batch, height, width, inChannels, outChannels, kernelHeight, kernelWidth };
  return convShape({ ...sizes, stride: 1, padding: 'same' });
}

function denseShapeOf({ x, y }: Op<'dense'>): DenseShape {
  return { batch: x.shape[0] ?? 0, inputs: x.shape[1] ?? 0, outputs: y.shape[1] ?? 0 };
}

function poolShapeOf({ x }: Op<'max-pool'>) {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  return { batch, height, width, channels, size: 2, stride: 2 };
}

const valuesOf = (program: Program, { id, shape }: Traced): BufferRange => program.buffer(id, sizeOf(shape));
/** The gradient with respect to a node's output; with respect to its sums before the activation for a dense node. */
const gradientOf = (program: Program, { id, shape }: Traced): BufferRange =>
  program.buffer(`d/${id}`, sizeOf(shape));
const codesOf = (program: Program, { id }: Traced, shape: ConvShape): BufferRange =>
  program.buffer(`codes/${id}`, codesLength(shape));

/** The forward pass: from `input` to the logits, with what the backward pass will read. */
export function lowerForward(program: Program, context: LowerContext, tape: Tape, theta: string): void {
  const { adapterClass, arena } = context;
  for (const node of nodesOf(tape)) {
    const x = valuesOf(program, node.op.x);
    const y = valuesOf(program, node.y);
    if (node.kind === 'pool') {
      const shape = poolShapeOf(node.op);
      const argmax = program.buffer(`argmax/${node.y.id}`, sizeOf(node.y.shape));
      program.addTuned(elementwiseTunings(adapterClass), (tuning) => maxPool(shape, tuning), {
        x,
        y,
        argmax,
      });
      continue;
    }
    const activation = kernelActivation(node.op.activation);
    const bindings = {
      x,
      y,
      w: arena.range(theta, node.op.kernel.id),
      b: arena.range(theta, node.op.bias.id),
    };
    if (node.kind === 'conv') {
      const shape = convShapeOf(node.op);
      const options = { activation, pool: node.pooled, keepsPre: false };
      program.addTuned(
        conv2dForwardTunings(shape, adapterClass),
        (tuning) => conv2dForward(shape, options, tuning),
        node.pooled ? { ...bindings, codes: codesOf(program, node.y, shape) } : bindings,
      );
    } else {
      const shape = denseShapeOf(node.op);
      program.addTuned(
        denseTunings(shape, adapterClass),
        (tuning) => dense(shape, tuning, activation),
        bindings,
      );
    }
  }
}

/** The backward pass: from the gradient of the logits to the gradients of all parameters, in the arena `gradients`. */
export function lowerBackward(
  program: Program,
  context: LowerContext,
  tape: Tape,
  theta: string,
  gradients: string,
): void {
  const { adapterClass, arena } = context;
  const nodes = nodesOf(tape);
  for (const [i, node] of [...nodes.entries()].reverse()) {
    const before = nodes[i - 1];
    if (node.kind === 'pool') {
      const shape = poolShapeOf(node.op);
      const argmax = program.buffer(`argmax/${node.y.id}`, sizeOf(node.y.shape));
      const bindings = { dY: gradientOf(program, node.y), argmax, dX: gradientOf(program, node.op.x) };
      program.addTuned(
        elementwiseTunings(adapterClass),
        (tuning) => maxPoolGradient(shape, tuning),
        bindings,
      );
      continue;
    }
    const x = valuesOf(program, node.op.x);
    const w = arena.range(theta, node.op.kernel.id);
    const dW = arena.range(gradients, node.op.kernel.id);
    const db = arena.range(gradients, node.op.bias.id);
    if (node.kind === 'conv') {
      const shape = convShapeOf(node.op);
      const { source, bindings } = convGradient(program, node, shape);
      program.addTuned(
        conv2dWeightTunings(shape, adapterClass),
        (tuning) => conv2dWeightGradient(shape, source, tuning),
        { x, ...bindings, dW, db },
      );
      if (!before) continue;
      program.addTuned(
        conv2dInputTunings(shape, source, adapterClass),
        (tuning) => conv2dInputGradient(shape, source, tuning),
        { ...bindings, w, dX: gradientOf(program, before.y) },
      );
    } else {
      const shape = denseShapeOf(node.op);
      const dPre = gradientOf(program, node.y);
      program.addTuned(
        denseWeightGradientTunings(shape, adapterClass),
        (tuning) => denseWeightGradient(shape, tuning),
        { x, dPre, dW, db },
      );
      if (!before) continue;
      const activation = before.kind === 'dense' ? kernelActivation(before.op.activation) : undefined;
      const bindings: Record<string, BufferRange> = { dPre, w, dX: gradientOf(program, before.y) };
      if (activation && activation.kind !== 'linear') bindings.kept = valuesOf(program, before.y);
      program.addTuned(
        denseInputGradientTunings(shape, adapterClass),
        (tuning) => denseInputGradient(shape, tuning, activation),
        bindings,
      );
    }
  }
}

/** How the gradient kernels of a convolution find the gradient of its sums: through its pool and activation, unmaterialised. */
function convGradient(
  program: Program,
  { op, pooled, y }: Extract<Node, { kind: 'conv' }>,
  shape: ConvShape,
): { source: GradientSource; bindings: Record<string, BufferRange> } {
  const activation = kernelActivation(op.activation);
  const dY = gradientOf(program, y);
  if (pooled)
    return { source: { kind: 'pooled', activation }, bindings: { dY, codes: codesOf(program, y, shape) } };
  if (activation.kind === 'linear') return { source: { kind: 'pre' }, bindings: { dPre: dY } };
  return { source: { kind: 'output', activation }, bindings: { dY, y: valuesOf(program, y) } };
}
