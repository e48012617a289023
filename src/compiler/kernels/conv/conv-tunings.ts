import type { AdapterClass } from '../kernel.ts';
import type { GradientSource } from './conv-gradient.ts';
import type { RegisterTile } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';
import type { GroupTile } from './conv-tiles.ts';
import type { RegisterWeights } from './conv-weight-registers.ts';
import type { ConvTuning } from './conv2d-forward.ts';
import type { WeightTuning } from './conv2d-weight-gradient.ts';

/** Invocations of a workgroup: a CPU runs four at a time, a GPU wants many. */
const workgroupSize: Record<AdapterClass, number> = { software: 4, gpu: 64 };

const registers = (adapter: AdapterClass, rows: number, columns: number, channels: number): RegisterTile => ({
  kind: 'registers',
  rows,
  columns,
  channels,
  tiles: 1,
  workgroupSize: workgroupSize[adapter],
});

/** Tiles worth trying for `conv2dForward`, the likeliest best first. Even, so that a pool fits. */
export const conv2dForwardTunings = ({ outChannels }: ConvShape, adapter: AdapterClass): ConvTuning[] =>
  productTunings(outChannels, adapter);

/** Tiles worth trying for `conv2dInputGradient`, the likeliest best first. */
export function conv2dInputTunings(
  { inChannels, stride }: ConvShape,
  source: GradientSource,
  adapter: AdapterClass,
): ConvTuning[] {
  // register tiles must begin where a stride does, and a window
  const period = source.kind === 'pooled' ? 2 * stride : stride;
  return productTunings(inChannels, adapter).filter(
    ({ kind, rows, columns }) => kind === 'tiles' || (rows % period === 0 && columns % period === 0),
  );
}

const productTunings = (columns: number, adapter: AdapterClass): ConvTuning[] =>
  adapter === 'software'
    ? [registers(adapter, 4, 4, 4), registers(adapter, 2, 4, 8), registers(adapter, 2, 4, 4)]
    : [...groupTiles(columns), registers(adapter, 2, 2, 4)];

/** Tiles worth trying for `conv2dWeightGradient`, the likeliest best first. */
export function conv2dWeightTunings(shape: ConvShape, adapter: AdapterClass): WeightTuning[] {
  const { inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const weights = (ins: number, outs: number): RegisterWeights => ({
    kind: 'registers',
    inChannels: ins,
    outChannels: outs,
    workgroupSize: workgroupSize[adapter],
  });
  if (adapter === 'software') {
    const single = [weights(1, 8), weights(1, 4)];
    return inChannels > 1 ? [weights(2, 4), ...single] : single;
  }
  const rows = kernelHeight * kernelWidth * inChannels + 1;
  const tiles = rows <= 32 ? [tile(16, 16, 1, 4), tile(32, 16, 1, 4)] : groupTiles(outChannels);
  return [...tiles, weights(1, 4)];
}

const tile = (
  rows: number,
  columns: number,
  threadRows: GroupTile['threadRows'],
  threadColumns: GroupTile['threadColumns'],
): GroupTile => ({ kind: 'tiles', rows, columns, threadRows, threadColumns });

/** Blocks of a product of many rows. 64 × 32 is the largest for which four channels of a 3×3 kernel fit a slice. */
function groupTiles(columns: number): GroupTile[] {
  if (columns <= 16) return [tile(64, 16, 4, 4), tile(128, 16, 8, 4)];
  if (columns <= 32) return [tile(64, 32, 4, 4), tile(32, 32, 4, 4), tile(64, 32, 8, 4)];
  return [tile(64, 32, 4, 4), tile(64, 64, 4, 4), tile(128, 64, 8, 4)];
}
