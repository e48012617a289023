import { describe, expect, it } from 'vitest';
import { loweringOf } from '../../../../src/compiler/lowering/experiment.ts';
import { lowerToFit } from '../../../../src/compiler/lowering/lower-model.ts';
import { trace } from '../../../../src/compiler/lowering/tape.ts';
import { layersOf, models } from '../../../../src/nn/index.ts';
import { parameterCount } from '../../../../src/nn/layer.ts';
import { summarize } from '../../../../src/nn/model.ts';
import { roomyDevice } from '../../../../src/store/training-memory.ts';
import { experiment } from '../../../support/experiment.ts';
import { compiledLane } from '../../../support/lane.ts';
import { smallSamples } from '../../../support/small-data.ts';

const classes = 10;
const inputOf = (id: string): readonly [number, number, number] =>
  id === 'ten-conv' ? [32, 32, 3] : [28, 28, 1];
const batch = 6;

describe.each(models.map(({ id }) => id))('what %s declares', (id) => {
  const spec = experiment({
    data: { id: 'mnist-10k', batchSize: batch },
    model: { id },
    lanes: [{ optimizer: { id: 'sgd' } }],
  });
  const input = inputOf(id);
  const layers = layersOf(spec.model, input, classes);

  it('has the shapes that the compiler traces, and its parameters', () => {
    const tape = trace(layers, input, batch);
    expect(tape.layers.map(({ name, output }) => [name, output.shape.slice(1)])).toEqual(
      layers.map(({ name, outputShape }) => [name, [...outputShape]]),
    );
    const traced = tape.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(parameterCount(layers)).toBe(traced);
  });

  it('has the operations of the products that the compiler makes of it', () => {
    const lowering = loweringOf(spec, spec.lanes.map(compiledLane), {
      dataset: smallSamples(input, classes),
      adapterClass: 'gpu',
    });
    const { programs, evaluation } = lowerToFit(lowering, roomyDevice.limits);
    const kernels = programs.evaluationLanes[0]?.dispatches(new Map()).map(({ kernel }) => kernel) ?? [];
    // a product in parts is one kernel for the parts, and one for their sum
    const products = kernels.filter(
      ({ name }) => /^(conv2d|dense|attention)/.test(name) && !name.endsWith(', sum'),
    );
    expect(products.reduce((sum, { flops }) => sum + flops, 0) / evaluation.batch).toBe(
      summarize(layers).flops,
    );
  });
});
