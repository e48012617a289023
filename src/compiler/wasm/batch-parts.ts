import { sizeOf } from '../../core/shape.ts';
import type { Tape } from '../lowering/tape.ts';

/** Floats that the outputs of a chunk may have, so that they stay in a core's cache; its gradients take as many again. */
const chunkFloats = 1 << 17;
const minChunk = 8;

/** The most parts of a batch: as many threads can share it. */
const maxParts = 8;
/** Images below which a part is not worth gradients of its own. */
const minPart = 8;
/** Floats that the gradients of all parts may have together. */
const gradientFloats = 1 << 23;
/** Multiply-adds for each gradient of a part, so that clearing and adding gradients takes a fortieth of its time at most. */
const productsPerGradient = 80;

/** The images of each chunk of one part of a batch, in order. */
export type PartChunks = readonly number[];

/** So many numbers, as equal as whole ones can be, that add up to `total`. */
const evenly = (total: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0));

const needsWholeBatch = ({ ops }: Tape): boolean => ops.some(({ op }) => op === 'batch-norm');

/** How many images go through a network at once: all of them with batch norm, else as many as stay in the caches. */
export function chunkImages(tape: Tape, images: number): number {
  if (needsWholeBatch(tape)) return images;
  const perImage = tape.ops.reduce((sum, { y }) => sum + sizeOf(y.shape), 0) / images;
  return Math.min(images, Math.max(minChunk, Math.floor(chunkFloats / perImage)));
}

/** Multiply-adds of a forward pass. */
const productsOf = ({ ops }: Tape): number =>
  ops.reduce((sum, { y, parameters: [kernel] }) => {
    const channels = y.shape.at(-1) ?? 1;
    return sum + (kernel ? (sizeOf(y.shape) / channels) * sizeOf(kernel.shape) : 0);
  }, 0);

/**
 * How a batch is cut into parts that have gradients of their own, and those into chunks. It follows from shapes alone, for
 * the order of sums follows from it: never from how many threads there are.
 */
export function batchParts(tape: Tape, batch: number): readonly PartChunks[] {
  if (needsWholeBatch(tape)) return [[batch]];
  const parameters = tape.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const count = Math.min(
    maxParts,
    Math.floor(batch / minPart),
    Math.floor(gradientFloats / parameters),
    Math.floor(productsOf(tape) / (productsPerGradient * parameters)),
  );
  const chunk = chunkImages(tape, batch);
  return evenly(batch, Math.max(1, count)).map((images) => evenly(images, Math.ceil(images / chunk)));
}
