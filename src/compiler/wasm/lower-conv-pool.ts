import { sizeOf } from '../../core/shape.ts';
import type { OpOf } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';
import { activationArguments } from './call-pass.ts';
import { biasOf, padded, paddedSize, prepareProduct, shapeOf } from './lower-conv.ts';

type Conv = OpOf<'conv2d'>;

/** Floats of a window's row that the gradients take at a time: `SPAN_BLOCK` of `src/assembly/packing.ts`. */
const blockFloats = 24;
/** Channels whose lists are made at once. */
const listedAtOnce = 4;

const roundedUp = (length: number, to: number): number => to * Math.ceil(length / to);

function sizesOf(op: Conv) {
  const s = shapeOf(op);
  const { height, width } = paddedSize(s);
  const [, pooledHeight = 0, pooledWidth = 0] = op.y.shape;
  const row = width * s.inChannels;
  const span = s.kernelWidth * s.inChannels;
  return { ...s, paddedHeight: height, paddedWidth: width, pooledHeight, pooledWidth, row, span };
}

const windowsOf = (pass: CallPass, { y }: Conv) => pass.saved('windows', y, sizeOf(y.shape));

/** Convolution, activation and pool at once. */
export function convPoolForward(pass: CallPass, op: Conv): void {
  const s = sizesOf(op);
  const { x, w } = prepareProduct(pass, op);
  pass.call(
    'convPool',
    x,
    w,
    biasOf(pass, op),
    pass.value(op.y),
    windowsOf(pass, op),
    s.batch,
    s.pooledHeight,
    s.pooledWidth,
    4 * s.paddedHeight * s.row,
    4 * s.stride * s.row,
    4 * s.stride * s.inChannels,
    4 * s.row,
    s.kernelHeight,
    s.span,
    s.outChannels,
    ...activationArguments(op.activation),
  );
}

/** The gradients of the weights and of the input, of the positions alone that pool and activation have left open. */
export function convPoolBackward(pass: CallPass, op: Conv): void {
  const s = sizesOf(op);
  const [x] = op.inputs;
  const [kernel, bias] = op.parameters;
  const pixels = s.pooledHeight * s.pooledWidth;
  const channels = roundedUp(s.outChannels, listedAtOnce);
  const list = pass.program.buffer('scratch/list', 2 * channels * (s.batch * pixels + 1));
  const heads = pass.program.buffer('scratch/heads', channels * (s.batch + 1));
  const dBias =
    bias && pass.learnsParameters
      ? pass.parameterGradient(bias)
      : pass.program.buffer('scratch/bias', channels);
  const from = padded(pass, op);
  pass.call(
    'listGradients',
    pass.gradient(op.y),
    pass.value(op.y),
    windowsOf(pass, op),
    list,
    heads,
    dBias,
    s.batch,
    pixels,
    s.outChannels,
    ...activationArguments(op.activation),
  );
  if (pass.learnsParameters) {
    const dW = pass.parameterGradient(kernel);
    pass.call('listWeightGradient', heads, dW, s.batch, 4 * s.row, s.kernelHeight, s.span, s.outChannels);
  }
  if (!pass.isLearned(x)) return;
  const spans = roundedUp(s.span, blockFloats);
  const weights = pass.program.buffer(`rows/${kernel.id}`, s.outChannels * s.kernelHeight * spans);
  pass.preparation.call('packRows', pass.parameter(kernel), weights, s.kernelHeight, s.span, s.outChannels);
  const length = s.batch * s.paddedHeight * s.row;
  const to = pass.program.buffer('scratch/padded', length + blockFloats);
  pass.call(
    'listInputGradient',
    heads,
    weights,
    to,
    { from, to },
    s.batch,
    4 * s.paddedHeight * s.row,
    4 * s.row,
    s.kernelHeight,
    s.span,
    s.outChannels,
  );
  const place = [s.padTop, s.padLeft, s.paddedHeight, s.paddedWidth];
  pass.call('unpad', to, pass.contribution(x), s.batch, s.height, s.width, s.inChannels, ...place);
}
