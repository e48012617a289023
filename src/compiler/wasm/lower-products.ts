import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../../nn/activation.ts';
import { derivativeFrom } from '../kernels/elementwise/activation.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { OpOf, TracedTensor } from '../lowering/tape.ts';
import { convShapeOf } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';
import { activationArguments } from './call-pass.ts';
import type { CallProgram } from './call-program.ts';

/** Output channels that a kernel makes at a time. */
const blockChannels = 8;

/** Products of windows with weights, as the function `conv` of `src/assembly/conv.ts` does them; lengths in floats. */
interface Windows {
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
const windowArguments = (w: Windows, outChannels: number): readonly number[] => [
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

const packedLength = (terms: number, channels: number): number =>
  terms * blockChannels * Math.ceil(channels / blockChannels);

/** Zeros where a product has no bias: one buffer for all, never written. */
const noBiasBuffer = 'no-bias';

const noBias = (pass: CallPass, channels: number): BufferRange =>
  pass.program.buffer(noBiasBuffer, packedLength(1, channels));

/** The sums of an operation and its output: one buffer where the derivative is found from the output. */
function sumsOf(pass: CallPass, { activation, y }: OpOf<'conv2d' | 'dense'>): BufferRange {
  if (derivativeFrom(activation) !== 'pre-activation') return pass.value(y);
  return pass.saved('preActivation', y, sizeOf(y.shape));
}

function activateSums(pass: CallPass, op: OpOf<'conv2d' | 'dense'>): void {
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
function gradientOfSums(pass: CallPass, op: OpOf<'conv2d' | 'dense'>): BufferRange {
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

type Conv = OpOf<'conv2d'>;
type ConvShape = ReturnType<typeof convShapeOf>;

export const shapeOf = ({ inputs: [x], parameters: [kernel], geometry }: Conv): ConvShape =>
  convShapeOf(x, kernel, geometry);

/** Rows and columns that the windows reach over. */
export const paddedSize = (s: ConvShape) => ({
  height: Math.max(s.height, (s.outHeight - 1) * s.stride + s.kernelHeight),
  width: Math.max(s.width, (s.outWidth - 1) * s.stride + s.kernelWidth),
});

/** The input within zeros, where windows reach beyond it. */
export function padded(pass: CallPass, op: Conv): BufferRange {
  const s = shapeOf(op);
  const [x] = op.inputs;
  const { height, width } = paddedSize(s);
  if (height === s.height && width === s.width) return pass.value(x);
  return pass.program.buffer(`padded/${op.y.id}`, s.batch * height * width * s.inChannels);
}

/** Puts the input within zeros, and the weights in the order that products read them in. */
export function prepareProduct(
  pass: CallPass,
  op: Conv,
): { readonly x: BufferRange; readonly w: BufferRange } {
  const s = shapeOf(op);
  const [x] = op.inputs;
  const [kernel] = op.parameters;
  const terms = s.kernelHeight * s.kernelWidth * s.inChannels;
  const w = pass.program.buffer(`forward/${kernel.id}`, packedLength(terms, s.outChannels));
  pass.preparation.call('packForward', pass.parameter(kernel), w, terms, s.outChannels);
  const from = padded(pass, op);
  if (from.buffer === x.id) return { x: from, w };
  const { height, width } = paddedSize(s);
  const place = [s.padTop, s.padLeft, height, width, 1];
  pass.call('pad', pass.value(x), from, s.batch, s.height, s.width, s.inChannels, ...place);
  return { x: from, w };
}

export function biasOf(pass: CallPass, { parameters: [, bias], y }: Conv): BufferRange {
  return bias ? pass.parameter(bias) : noBias(pass, y.shape.at(-1) ?? 0);
}

function windowsOf(s: ConvShape): Windows {
  const { height, width } = paddedSize(s);
  const row = width * s.inChannels;
  return {
    images: s.batch,
    outHeight: s.outHeight,
    outWidth: s.outWidth,
    imageStep: height * row,
    rowStep: s.stride * row,
    step: s.stride * s.inChannels,
    row,
    kernelHeight: s.kernelHeight,
    span: s.kernelWidth * s.inChannels,
  };
}

export function convForward(pass: CallPass, op: Conv): void {
  const s = shapeOf(op);
  const { x, w } = prepareProduct(pass, op);
  const windows = windowArguments(windowsOf(s), s.outChannels);
  pass.call('conv', x, w, biasOf(pass, op), sumsOf(pass, op), ...windows);
  activateSums(pass, op);
}

/** Positions whose products are added up before they meet those of the others: the fewer, the more digits are kept. */
const positionsAtOnce = 2048;

/** Images in order, as many at a time as have so many positions. */
function imageBlocks(batch: number, positions: number) {
  const size = Math.max(1, Math.floor(positionsAtOnce / positions));
  return Array.from({ length: Math.ceil(batch / size) }, (_, block) => ({
    first: block * size,
    images: Math.min(size, batch - block * size),
  }));
}

/** What lies so many floats behind the begin of a range. */
const behind = (range: BufferRange, floats: number): BufferRange => ({
  buffer: range.buffer,
  offset: range.offset + floats,
  length: range.length - floats,
});

export function convBackward(pass: CallPass, op: Conv): void {
  const s = shapeOf(op);
  const [x] = op.inputs;
  const [kernel, bias] = op.parameters;
  const dSums = gradientOfSums(pass, op);
  if (pass.learnsParameters) {
    const windows = windowsOf(s);
    const positions = s.outHeight * s.outWidth;
    const x = padded(pass, op);
    for (const { first, images } of imageBlocks(s.batch, positions)) {
      const dY = behind(dSums, first * positions * s.outChannels);
      const block = windowArguments({ ...windows, images }, s.outChannels);
      const dW = pass.parameterGradient(kernel);
      pass.call('convWeightGradient', behind(x, first * windows.imageStep), dY, dW, ...block);
      const rows = images * positions;
      if (bias) pass.call('sumRows', dY, pass.parameterGradient(bias), rows, s.outChannels, s.outChannels);
    }
  }
  if (pass.isLearned(x)) convInputGradient(pass, op, dSums);
}

/** The convolution the other way: of dY, its pixels `stride` apart within zeros, with the weights turned round. */
function convInputGradient(pass: CallPass, op: Conv, dSums: BufferRange): void {
  const s = shapeOf(op);
  const [x] = op.inputs;
  const [kernel] = op.parameters;
  const taps = s.kernelHeight * s.kernelWidth;
  const w = pass.program.buffer(`backward/${kernel.id}`, packedLength(taps * s.outChannels, s.inChannels));
  pass.preparation.call('packBackward', pass.parameter(kernel), w, taps, s.inChannels, s.outChannels);
  const height = s.height + s.kernelHeight - 1;
  const width = s.width + s.kernelWidth - 1;
  const row = width * s.outChannels;
  let from = dSums;
  if (taps > 1 || s.stride > 1) {
    from = pass.program.buffer(`padded/d/${op.y.id}`, s.batch * height * row);
    const place = [s.kernelHeight - 1 - s.padTop, s.kernelWidth - 1 - s.padLeft, height, width, s.stride];
    pass.call('pad', dSums, from, s.batch, s.outHeight, s.outWidth, s.outChannels, ...place);
  }
  const windows: Windows = {
    images: s.batch,
    outHeight: s.height,
    outWidth: s.width,
    imageStep: height * row,
    rowStep: row,
    step: s.outChannels,
    row,
    kernelHeight: s.kernelHeight,
    span: s.kernelWidth * s.outChannels,
  };
  const zeros = noBias(pass, s.inChannels);
  pass.call('conv', from, w, zeros, pass.contribution(x), ...windowArguments(windows, s.inChannels));
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
