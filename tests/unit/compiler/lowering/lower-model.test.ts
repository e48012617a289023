import { describe, expect, it } from 'vitest';
import { lowerToFit } from '../../../../src/compiler/lowering/lower-model.ts';
import type { Program } from '../../../../src/compiler/lowering/program.ts';
import { resnet } from '../../../../src/nn/resnet.ts';
import { compiledLane, nesterovLane } from '../../../support/lane.ts';
import { smallSamples } from '../../../support/small-data.ts';

const roomy = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: 2 ** 40 };
const input = [8, 8, 3] as const;
const { programs } = lowerToFit(
  {
    adapterClass: 'gpu',
    layers: resnet.layers({ depth: 4, width: 4, norm: 'batch' }, input, 3),
    lanes: [compiledLane(nesterovLane()), compiledLane(nesterovLane())],
    labelSmoothing: 0,
    dataset: smallSamples(input, 3),
    batchSize: 4,
  },
  roomy,
);

const candidatesOf = ({ computations }: Program) =>
  computations.flatMap(({ candidates }) => candidates.flat());
const laneBuffers = (program: Program): string[] => {
  const names = candidatesOf(program).flatMap(({ buffers }) =>
    Object.values(buffers).map(({ buffer }) => buffer),
  );
  return [...new Set(names)].filter((name) => /^(lane\d|network|probe)\//.test(name)).toSorted();
};

describe('the programs of lanes', () => {
  it('share the kernels of their passes, and differ in loss and update', () => {
    const [first = [], second = []] = programs.lanes.map(candidatesOf);
    expect(second).toHaveLength(first.length);
    const own = second.filter(({ kernel }, i) => kernel !== first[i]?.kernel);
    const families = own.map(({ kernel }) => kernel.name.split(' ')[0]);
    expect([...new Set(families)]).toEqual(['softmax-cross-entropy', 'nesterov']);
  });

  it('run on the network of their lane alone', () => {
    for (const [lane, program] of programs.lanes.entries()) {
      expect(laneBuffers(program)).toEqual(['state', 'theta', 'v'].map((name) => `lane${lane}/${name}`));
      const names = [...program.buffers.keys()].filter((name) => name.includes('theta'));
      expect(names).toEqual([`lane${lane}/theta`]);
    }
    expect(programs.evaluationLanes.map(laneBuffers)).toEqual([
      ['lane0/state', 'lane0/theta'],
      ['lane1/state', 'lane1/theta'],
    ]);
    expect(laneBuffers(programs.probeEvaluation)).toEqual(['probe/state', 'probe/theta']);
  });
});
