import { EagerExecutor } from '../../src/engine/eager.ts';
import { cnn } from '../../src/nn/cnn.ts';
import type { OptimizerId } from '../../src/optim/index.ts';
import { optimizerById } from '../../src/optim/index.ts';
import type { CnnRun } from './references.ts';
import { cnnBatch, cnnSamples, cnnWeights } from './references.ts';

export const cnnOptions = { filters: [8, 16], dense: [], activation: 'relu', init: 'glorot' } as const;

/** The runs of cnn.json that today's optimizers can repeat, with the optimizer that does. */
export const repeatable: Readonly<Record<string, OptimizerId>> = {
  cnn_sgd_relu: 'sgd',
  cnn_sgd_momentum_relu: 'momentum',
  cnn_sgd_nesterov_relu: 'nesterov',
  cnn_sgd_nesterov_wd_relu: 'nesterov',
};

/** Repeats a run from its given weights on tfjs's current backend; the loss of every step. */
export async function repeat(run: CnnRun): Promise<number[]> {
  const { lr = 0, momentum = 0, weight_decay: weightDecay = 0 } = run.hyper;
  const executor = new EagerExecutor({
    layers: cnn.layers(cnnOptions, [28, 28, 1], 10),
    weights: cnnWeights(),
    optimizers: [optimizerById(repeatable[run.id] ?? 'nesterov')],
    dataset: cnnSamples(),
    normalize: 'unit',
  });
  const losses: number[] = [];
  for (let step = 0; step < run.steps; step++) {
    const hyper = [{ lr, momentum, momentumNext: momentum, weightDecay }];
    const [lane] = await executor.run([{ indices: cnnBatch(step), hyper }]);
    losses.push(lane?.[0] ?? Number.NaN);
  }
  executor.dispose();
  return losses;
}
