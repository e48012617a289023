import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../../nn/activation.ts';
import { derivativeFrom } from '../kernels/elementwise/activation.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { OpOf, TracedTensor } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';
import { activationArguments } from './call-pass.ts';
import type { CallProgram } from './call-program.ts';

/** Output channels that a kernel makes at a time. */
const blockChannels = 8;

/** Products of windows with weights, as the function `conv` of `src/assembly/conv.ts` does them; lengths in floats. */
export interface Windows {
  readonly images: number;
  readonly outHeight: number;
  readonly outWidth: number;
  /** From image to image, from row of windows to row, from window to window, from row to row of one window. */
  readonly imageStep: number;
  readonly rowStep: number;
  readonly step: number;
  readonly row: number;
  readonly kernelHeight: number;
  /** Floats of a window's row. */
  readonly span: number;
}

/** The arguments of a product after its buffers. */
export const windowArguments = (w: Windows, outChannels: number): readonly number[] => [
  w.images,
  w.outHeight,
  w.outWidth,
  4 * w.imageStep,
  4 * w.rowStep,
  4 * w.step,
  4 * w.row,
  w.kernelHeight,
  w.span,
  outChannels,
];

export const packedLength = (terms: number, channels: number): number =>
  terms * blockChannels * Math.ceil(channels / blockChannels);

/** Zeros where a product has no bias: one buffer for all, never written. */
export const noBiasBuffer = 'no-bias';

export const noBias = (pass: CallPass, channels: number): BufferRange =>
  pass.program.buffer(noBiasBuffer, packedLength(1, channels));

/** The sums of an operation and its output: one buffer where the derivative is found from the output. */
export function sumsOf(pass: CallPass, { activation, y }: OpOf<'conv2d' | 'dense'>): BufferRange {
  if (derivativeFrom(activation) !== 'pre-activation') return pass.value(y);
  return pass.saved('preActivation', y, sizeOf(y.shape));
}

export function activateSums(pass: CallPass, op: OpOf<'conv2d' | 'dense'>): void {
  if (op.activation.kind === 'linear') return;
  pass.call(
    'activate',
    sumsOf(pass, op),
    pass.value(op.y),
    sizeOf(op.y.shape),
    ...activationArguments(op.activation),
  );
}

/** The gradient of the sums of an operation, from that of its output. */
export function gradientOfSums(pass: CallPass, op: OpOf<'conv2d' | 'dense'>): BufferRange {
  const dY = pass.gradient(op.y);
  if (op.activation.kind === 'linear') return dY;
  const dX = pass.program.buffer(`d/${op.y.id}/before`, sizeOf(op.y.shape));
  activationGradient(pass, op.activation, dY, sumsOf(pass, op), dX, sizeOf(op.y.shape));
  return dX;
}

export function activationGradient(
  pass: CallPass,
  activation: Activation,
  dY: BufferRange,
  kept: BufferRange,
  dX: BufferRange,
  length: number,
): void {
  pass.call('activateGradient', dY, kept, dX, length, ...activationArguments(activation));
}

type Dense = OpOf<'dense'>;

/** A product of matrices: one row of windows of one. */
const rowsOf = (rows: number, terms: number): Windows => ({
  images: 1,
  outHeight: 1,
  outWidth: rows,
  imageStep: 0,
  rowStep: 0,
  step: terms,
  row: 0,
  kernelHeight: 1,
  span: terms,
});

const denseShape = (x: TracedTensor, kernel: TracedTensor) => {
  const [inputs = 0, outputs = 0] = kernel.shape;
  return { rows: sizeOf(x.shape) / inputs, inputs, outputs };
};

export function denseForward(pass: CallPass, op: Dense): void {
  const [x] = op.inputs;
  const [kernel, bias] = op.parameters;
  const { rows, inputs, outputs } = denseShape(x, kernel);
  const w = pass.program.buffer(`forward/${kernel.id}`, packedLength(inputs, outputs));
  pass.preparation.call('packForward', pass.parameter(kernel), w, inputs, outputs);
  const product = windowArguments(rowsOf(rows, inputs), outputs);
  pass.call('conv', pass.value(x), w, pass.parameter(bias), sumsOf(pass, op), ...product);
  activateSums(pass, op);
}

export function denseBackward(pass: CallPass, op: Dense): void {
  const [x] = op.inputs;
  const [kernel, bias] = op.parameters;
  const { rows, inputs, outputs } = denseShape(x, kernel);
  const dSums = gradientOfSums(pass, op);
  if (pass.learnsParameters) {
    const product = windowArguments(rowsOf(rows, inputs), outputs);
    pass.call('convWeightGradient', pass.value(x), dSums, pass.parameterGradient(kernel), ...product);
    pass.call('sumRows', dSums, pass.parameterGradient(bias), rows, outputs, outputs);
  }
  if (!pass.isLearned(x)) return;
  const w = pass.program.buffer(`backward/${kernel.id}`, packedLength(outputs, inputs));
  pass.preparation.call('packBackward', pass.parameter(kernel), w, 1, inputs, outputs);
  const product = windowArguments(rowsOf(rows, outputs), inputs);
  pass.call('conv', dSums, w, noBias(pass, inputs), pass.contribution(x), ...product);
}

/** y [rows, columns] = a [rows, terms] · b [terms, columns]. */
export function multiplyMatrices(
  program: CallProgram,
  a: BufferRange,
  b: BufferRange,
  y: BufferRange,
  rows: number,
  terms: number,
  columns: number,
): void {
  const packed = program.buffer('packed', packedLength(terms, columns));
  program.call('packForward', b, packed, terms, columns);
  const zeros = program.buffer(noBiasBuffer, packedLength(1, columns));
  program.call('conv', a, packed, zeros, y, ...windowArguments(rowsOf(rows, terms), columns));
}

/** y = x · xᵀ of x [rows, columns] where it is wide, else xᵀ · x: the smaller of the two. */
export function multiplyWithTransposed(
  program: CallProgram,
  x: BufferRange,
  y: BufferRange,
  rows: number,
  columns: number,
): void {
  const product = windowArguments(rowsOf(rows, columns), Math.min(rows, columns));
  if (rows <= columns) {
    const packed = program.buffer('packed', packedLength(columns, rows));
    program.call('packBackward', x, packed, 1, rows, columns);
    const zeros = program.buffer(noBiasBuffer, packedLength(1, rows));
    program.call('conv', x, packed, zeros, y, ...product);
  } else {
    program.call('clear', y, 4 * columns * columns);
    program.call('convWeightGradient', x, x, y, ...product);
  }
}
