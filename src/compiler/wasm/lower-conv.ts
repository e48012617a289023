import type { BufferRange } from '../lowering/program.ts';
import type { OpOf } from '../lowering/tape.ts';
import { convShapeOf } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';
import type { Windows } from './lower-products.ts';
import {
  activateSums,
  gradientOfSums,
  noBias,
  packedLength,
  sumsOf,
  windowArguments,
} from './lower-products.ts';

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
  const place = [s.padTop, s.padLeft, height, width];
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

/** The inputs along one axis that lie at one place of a stride: the taps that they take part in, and where they begin. */
interface Phase {
  readonly firstTap: number;
  readonly taps: number;
  readonly first: number;
  readonly count: number;
  /** The first output that the first of them takes part in. */
  readonly output: number;
}

function phasesOf(size: number, kernel: number, stride: number, padding: number): readonly Phase[] {
  return Array.from({ length: stride }, (_, firstTap) => {
    const first = (firstTap + stride - (padding % stride)) % stride;
    const taps = Math.max(0, Math.ceil((kernel - firstTap) / stride));
    const last = (first + padding - firstTap) / stride;
    return { firstTap, taps, first, count: Math.ceil((size - first) / stride), output: last - taps + 1 };
  });
}

/** The zeros before and behind so many outputs that the windows of all phases reach over. */
function marginOf(phases: readonly Phase[], outputs: number): readonly [before: number, behind: number] {
  const used = phases.filter(({ taps, count }) => taps > 0 && count > 0);
  const before = Math.max(0, ...used.map(({ output }) => -output));
  const behind = Math.max(0, ...used.map(({ output, taps, count }) => output + taps + count - 1 - outputs));
  return [before, behind];
}

/**
 * The convolution the other way: of dY within zeros, with the weights turned round. The inputs at each place of a stride
 * take part in other taps: each such phase is a convolution of its own.
 */
function convInputGradient(pass: CallPass, op: Conv, dSums: BufferRange): void {
  const s = shapeOf(op);
  const [x] = op.inputs;
  const [kernel] = op.parameters;
  const rows = phasesOf(s.height, s.kernelHeight, s.stride, s.padTop);
  const columns = phasesOf(s.width, s.kernelWidth, s.stride, s.padLeft);
  const [top, bottom] = marginOf(rows, s.outHeight);
  const [left, right] = marginOf(columns, s.outWidth);
  const height = top + s.outHeight + bottom;
  const width = left + s.outWidth + right;
  const row = width * s.outChannels;
  let from = dSums;
  if (height > s.outHeight || width > s.outWidth) {
    from = pass.program.buffer(`padded/d/${op.y.id}`, s.batch * height * row);
    pass.call('pad', dSums, from, s.batch, s.outHeight, s.outWidth, s.outChannels, top, left, height, width);
  }
  const to = pass.contribution(x);
  const phases = rows
    .flatMap((y) => columns.map((x) => ({ y, x })))
    .filter(({ y, x }) => y.count * x.count > 0);
  const hasTaps = (phase: (typeof phases)[number]): boolean => phase.y.taps * phase.x.taps > 0;
  if (!phases.every(hasTaps)) pass.call('clear', to, 4 * to.length);
  for (const { y, x } of phases.filter(hasTaps)) {
    const packed = `backward/${kernel.id}/${y.firstTap}/${x.firstTap}`;
    const taps = y.taps * x.taps;
    const w = pass.program.buffer(packed, packedLength(taps * s.outChannels, s.inChannels));
    const part = [s.kernelHeight, s.kernelWidth, y.firstTap, x.firstTap, s.stride];
    pass.preparation.call(
      'packBackwardPhase',
      pass.parameter(kernel),
      w,
      ...part,
      s.inChannels,
      s.outChannels,
    );
    const windows: Windows = {
      images: s.batch,
      outHeight: y.count,
      outWidth: x.count,
      imageStep: height * row,
      rowStep: row,
      step: s.outChannels,
      row,
      kernelHeight: y.taps,
      span: x.taps * s.outChannels,
    };
    const pixel = 4 * s.inChannels;
    pass.call(
      'convApart',
      shifted(from, (top + y.output) * row + (left + x.output) * s.outChannels),
      w,
      noBias(pass, s.inChannels),
      shifted(to, (y.first * s.width + x.first) * s.inChannels),
      ...windowArguments(windows, s.inChannels),
      s.height * s.width * pixel,
      s.stride * s.width * pixel,
      s.stride * pixel,
    );
  }
}

/** What lies behind the first so many floats. */
const shifted = ({ buffer, offset, length }: BufferRange, by: number): BufferRange => ({
  buffer,
  offset: offset + by,
  length: length - by,
});
