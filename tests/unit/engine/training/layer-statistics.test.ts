import { describe, expect, it } from 'vitest';
import { columnsOfNorms, layerNorms } from '../../../../src/engine/executors/layer-norms.ts';
import { isMeasured, measurementAt } from '../../../../src/nn/diagnostics/measured-steps.ts';
import { mlp } from '../../../../src/nn/mlp.ts';
import { openRace } from './fake-runner.ts';

describe('the interval of measurements', () => {
  it('is every step up to the tenth, then each tenth, and counts them without a gap', () => {
    const steps = Array.from({ length: 200 }, (_, step) => step).filter(isMeasured);
    expect(steps.slice(0, 14)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40]);
    expect(steps.map(measurementAt)).toEqual(steps.map((_, i) => i));
  });
});

describe('norms of layers', () => {
  it('take the parameters of a layer together, and leave out layers that have none', () => {
    const layers = mlp.layers({ hidden: [3], dropout: 0.5 }, [2], 2);
    const names = layers.map(({ name }) => name);
    expect(names).toEqual(['dense1', 'dropout1', 'logits']);
    const gradients = [[3], [4], [0], [6]];
    const before = [[1], [0], [2], [0]];
    const after = [[1.5], [0], [2], [0]];
    expect(layerNorms(layers, gradients, before, after)).toEqual({
      gradient: [5, 6],
      weight: [1, 2],
      updateRatio: [0.5, 0],
    });
  });

  it('call the update of weights that are all zero and stay so nothing', () => {
    const zeros = { gradient: 0, weight: 0, update: 0 };
    expect(columnsOfNorms([zeros, { ...zeros, update: 1 }]).updateRatio).toEqual([
      0,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('what a race tells of its layers', () => {
  const layerNormsAt = (step: number, lr: number) => ({
    gradient: [step, lr],
    weight: [1, 2],
    updateRatio: [0.1, 0.2],
  });

  it('is columns by lane, each step told once', async () => {
    const lanes = [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'sgd', lr: 0.2 } }];
    const { race, outbox } = await openRace({ steps: 50 }, { layerNormsAt, spec: { lanes } });
    await race.stepOnce();
    await race.stepOnce();
    const frames = outbox.drainLayerStatistics();
    expect(frames.map(({ lane }) => lane)).toEqual([0, 1]);
    expect(frames[1]).toEqual({
      lane: 1,
      steps: Uint32Array.of(0, 1),
      gradient: Float64Array.of(0, 0.2, 1, 0.2),
      weight: Float64Array.of(1, 2, 1, 2),
      updateRatio: Float64Array.of(0.1, 0.2, 0.1, 0.2),
    });
    expect(outbox.drainLayerStatistics()).toEqual([]);
    await race.stepOnce();
    expect(outbox.drainLayerStatistics().map(({ steps }) => [...steps])).toEqual([[2], [2]]);
    await race.dispose();
  });

  it('ends with the step at which a lane diverged; the others go on', async () => {
    const lanes = [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'sgd', lr: 0.2 } }];
    const lossAt = (step: number, lr: number) => (lr === 0.2 && step === 2 ? Number.NaN : 0.5);
    const { race, outbox } = await openRace({ steps: 50 }, { layerNormsAt, lossAt, spec: { lanes } });
    for (let step = 0; step < 4; step++) await race.stepOnce();
    expect(outbox.drainLayerStatistics().map(({ steps }) => [...steps])).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2],
    ]);
    await race.dispose();
  });

  it('is measured in races alone, not while learning rates are tried or lanes timed', async () => {
    const grid = { points: 5, decades: 1 };
    const timing = { warmup: 1, steps: 2 };
    const spec = {
      seed: 1,
      race: { mode: 'fair', tuningSeed: 2, grid, timing },
      lanes: [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'nesterov', lr: 0.1 } }],
    };
    const { race, until, measured, emitted } = await openRace({ steps: 4 }, { layerNormsAt, spec });
    race.play();
    await until('finished');
    const phases = emitted('round').map(({ round }) => round.phase);
    expect(phases).toContain('lr-search');
    expect(phases).toContain('timing');
    expect(measured).toEqual(phases.map((phase) => phase === 'race'));
  });
});
