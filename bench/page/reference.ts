import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import { planOf } from '../../src/experiment/lane-update.ts';
import { hostScalarsIn } from '../../src/optim/plan.ts';
import { Reference } from '../../src/optim/reference.ts';
import type { Ties } from './reference-layers.ts';
import { conv, convGradients, denseLoss, reluPool, unpool } from './reference-layers.ts';
import type { Problem } from './workload.ts';
import { batchSizeOf, decodedBatches, filtersOf, laneOf, weightsOf } from './workload.ts';

/**
 * The loss of each step in float64, to see who strays: two float32 engines part by themselves in the long run.
 * `ties`: which of equal values the max pools hand their gradient to.
 */
export function referenceLosses(problem: Problem, steps: number, ties: Ties): number[] {
  const batches = decodedBatches(problem);
  const lane = laneOf(problem);
  const plan = planOf(lane);
  const reference = new Reference(plan, weightsOf(problem));
  const timeline = new HyperparamTimeline(lane, null);
  return Array.from({ length: steps }, (_, step) => {
    const batch = batches[step % batches.length];
    if (!batch) throw new RangeError('reference: there is no batch');
    const { loss, gradients } = lossAndGradients(problem, reference.theta, batch, ties);
    reference.step(gradients, hostScalarsIn(plan, timeline.at(step)));
    return loss;
  });
}

interface Batch {
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

function lossAndGradients(
  problem: Problem,
  theta: readonly Float64Array[],
  { images, labels }: Batch,
  ties: Ties,
) {
  const [kernel1, bias1, kernel2, bias2, kernel3, bias3] = theta;
  if (!kernel1 || !bias1 || !kernel2 || !bias2 || !kernel3 || !bias3)
    throw new RangeError('reference: a weight is missing');
  const [side, , channels] = problem.manifest.shape;
  const [filters1, filters2] = filtersOf(problem);
  const batch = batchSizeOf(problem);
  const shape1 = { batch, side, inputs: channels, outputs: filters1 };
  const shape2 = { batch, side: side / 2, inputs: filters1, outputs: filters2 };

  const x = Float64Array.from(images);
  const y1 = conv(shape1, x, kernel1, bias1);
  const pooled1 = reluPool(shape1, y1, ties);
  const y2 = conv(shape2, pooled1.values, kernel2, bias2);
  const pooled2 = reluPool(shape2, y2, ties);
  const last = denseLoss(pooled2.values, kernel3, bias3, labels);

  const dy2 = unpool(pooled2.from, last.gradients.x, y2.length);
  const second = convGradients(shape2, pooled1.values, kernel2, dy2);
  const dy1 = unpool(pooled1.from, second.x, y1.length);
  const first = convGradients(shape1, x, kernel1, dy1);
  const gradients = [first, second, last.gradients].flatMap(({ kernel, bias }) => [kernel, bias]);
  return { loss: last.loss, gradients };
}
