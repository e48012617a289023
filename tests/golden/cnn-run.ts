import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { compiledLane, laneOf } from '../support/lane.ts';
import type { CnnRun } from './references.ts';
import { cnnBatch, cnnSamples, cnnWeights } from './references.ts';

export const cnnOptions = { filters: [8, 16], dense: [], activation: 'relu', init: 'glorot' } as const;

/** The runs of cnn.json that the CNN with ReLU can repeat. */
export const isRepeatable = ({ net, activation }: CnnRun): boolean => net === 'cnn' && activation === 'relu';

/** PyTorch's settings of a run as a lane. */
export function laneOfRun({ optimizer, hyper, clipGlobalNorm }: CnnRun): LaneSpec {
  const { lr, momentum, nesterov, betas, eps, weight_decay: weightDecay = 0 } = hyper;
  const [beta1, beta2] = betas ?? [];
  const sgd = nesterov ? 'nesterov' : momentum === undefined ? 'sgd' : 'momentum';
  const id = optimizer === 'SGD' ? sgd : optimizer.toLowerCase();
  const declared = { id, lr, momentum, beta1, beta2, eps, weightDecay };
  return laneOf({
    optimizer: Object.fromEntries(Object.entries(declared).filter(([, value]) => value !== undefined)),
    clip: { globalNorm: clipGlobalNorm },
  });
}

/** Repeats a run from its given weights on tfjs's current backend; the loss of every step. */
export async function repeat(run: CnnRun): Promise<number[]> {
  const lane = laneOfRun(run);
  const executor = new EagerExecutor({
    layers: cnn.layers(cnnOptions, [28, 28, 1], 10),
    weights: cnnWeights(),
    lanes: [compiledLane(lane)],
    labelSmoothing: run.labelSmoothing,
    dataset: cnnSamples(),
    normalize: 'unit',
    augment: { flip: false, shift: 0 },
    seed: 1,
  });
  const timeline = new HyperparamTimeline(lane, null);
  const losses: number[] = [];
  for (let step = 0; step < run.steps; step++) {
    const [results] = await executor.run([{ indices: cnnBatch(step), hyperparams: [timeline.at(step)] }]);
    losses.push(results?.loss[0] ?? Number.NaN);
  }
  executor.dispose();
  return losses;
}
