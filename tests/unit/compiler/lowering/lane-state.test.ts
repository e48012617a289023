import { describe, expect, it } from 'vitest';
import { Arena } from '../../../../src/compiler/lowering/arena.ts';
import { LaneState, snapshotFormats } from '../../../../src/compiler/lowering/lane-state.ts';
import { trace } from '../../../../src/compiler/lowering/tape.ts';
import { Rng } from '../../../../src/core/rng.ts';
import { cnn } from '../../../../src/nn/cnn.ts';
import type { SnapshotFormat } from '../../../../src/optim/snapshot.ts';
import { compiledLane, laneOf } from '../../../support/lane.ts';

const image = [6, 6, 1];
const layers = cnn.layers({ filters: [2], norm: 'batch', dense: [3] }, image, 3);
const lane = compiledLane(
  laneOf({
    optimizer: { id: 'nmgd', lr: 0.01, attention: true, keep: 3, headSize: 8 },
    guard: { factor: 10 },
  }),
);
const arena = new Arena(trace(layers, image, 1).parameters);
const formatOf = (of: typeof layers) => snapshotFormats(of, image, [lane], 5)[0] as SnapshotFormat;
const stateOf = () => new LaneState(formatOf(layers), arena);

/** Buffers full of numbers, as if so many steps had been accepted; the gaps of arenas are zeros. */
function filled(state: LaneState, step: number, acceptedSteps: number) {
  const rng = Rng.of(1, 'state', acceptedSteps);
  const snapshot = state.format.create(step, acceptedSteps, (_, shape) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.uniform() - 0.5),
  );
  return { snapshot, buffers: state.pack(snapshot) };
}

describe('the buffers of a lane', () => {
  it.each([
    [0, 0],
    [4, 2],
    [9, 9],
    [50, 44],
  ])('after %i steps, %i accepted, come back as the snapshot they were made from', (step, accepted) => {
    const state = stateOf();
    const { snapshot, buffers } = filled(state, step, accepted);
    expect(state.unpack(step, buffers)).toEqual(snapshot);
    expect([...buffers.keys()].sort()).toEqual(['history', 'memory', 'state', 'theta', 'v']);
  });

  it('hold the oldest of what is kept where the next step overwrites it', () => {
    const state = stateOf();
    const { snapshot, buffers } = filled(state, 40, 40);
    const floats = (name: string) => new Float32Array(buffers.get(name)?.buffer ?? new ArrayBuffer(0));
    const { offset, length } = arena.range('', 'dense1/kernel');
    const next = (40 % 3) * arena.length + offset;
    expect(floats('history').slice(next, next + length)).toEqual(
      snapshot.tensors['gradients/dense1/kernel']?.values.slice(0, length),
    );
    expect(buffers.get('memory')?.[0]).toBe(40);
    expect(floats('memory')[1 + (40 % 31)]).toBe(snapshot.tensors['guard/loss']?.values[0]);
    expect(floats('memory')[1 + 31 + (39 % 31)]).toBe(snapshot.tensors['guard/norm']?.values[30]);
  });

  it('are of another network where an activation differs', () => {
    const other = cnn.layers({ filters: [2], norm: 'batch', dense: [3], activation: 'gelu' }, image, 3);
    const { snapshot } = filled(stateOf(), 3, 3);
    expect(() => formatOf(other).check(snapshot)).toThrow('snapshotOtherNetwork');
  });
});
