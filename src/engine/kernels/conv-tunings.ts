import type { RegisterTile } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';
import type { RegisterWeights } from './conv-weight-registers.ts';
import type { AdapterClass } from './kernel.ts';

/** Invocations of a workgroup: a processor runs four at a time, a GPU wants many. */
const workgroupSize: Record<AdapterClass, number> = { software: 4, gpu: 64 };

const tile = (adapter: AdapterClass, rows: number, columns: number, channels: number): RegisterTile => ({
  kind: 'registers',
  rows,
  columns,
  channels,
  tiles: 1,
  workgroupSize: workgroupSize[adapter],
});

/** Tiles worth trying forward and for the input gradient, the likeliest best first. Even, so that a pool fits. */
export function conv2dTileTunings(adapter: AdapterClass): RegisterTile[] {
  return adapter === 'software'
    ? [tile(adapter, 4, 4, 4), tile(adapter, 2, 4, 8), tile(adapter, 2, 4, 4)]
    : [tile(adapter, 2, 2, 4), tile(adapter, 2, 4, 4), tile(adapter, 2, 2, 8)];
}

/** Tiles worth trying for the weight gradient, the likeliest best first. */
export function conv2dWeightTunings({ inChannels }: ConvShape, adapter: AdapterClass): RegisterWeights[] {
  const weights = (ins: number, outs: number): RegisterWeights => ({
    kind: 'registers',
    inChannels: ins,
    outChannels: outs,
    workgroupSize: workgroupSize[adapter],
  });
  const single = [weights(1, 8), weights(1, 4)];
  return inChannels > 1 ? [...single, weights(2, 4)] : single;
}
